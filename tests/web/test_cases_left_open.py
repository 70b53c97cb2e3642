"""Cases on pages that stood open: two windows, a step back in the browser, and what is gone meanwhile."""

from __future__ import annotations

import datetime
import re
import unicodedata

import pytest
from django.utils import timezone

from tegenwind.portability import actions_export
from tegenwind.practice.balance import Balance
from tegenwind.practice.case import GRACE, Case, Farewell
from tegenwind.practice.intervision import stripper
from tegenwind.practice.moment import KIND as MOMENT
from tegenwind.practice.moment import Moment
from tegenwind.web import shelf
from tegenwind.web.balance.views import NICKNAMES
from tests.web.people import Human, at, main, record_in, text, words

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WORDS = "Ik hoorde mezelf sneller praten dan ik wilde."


def made(owner: Human, nickname: str = "kade 9", **fields: str) -> int:
    return record_in(owner.post("case-new", nickname=nickname, **fields).headers["Location"])


def begun(owner: Human, case: int, what: str = "met") -> int:
    place = owner.post("moment-new", case, what=what).headers["Location"]
    return record_in(place.removeprefix(at("case", case)[:-1]))


def form_of(page: str) -> dict[str, str]:
    """Everything that the page's own form would send as it stands: hidden fields, lines, what is chosen, places to write."""
    form = re.search(r"<form[^>]*data-autosave.*?</form>", page, re.DOTALL)
    assert form
    fields = dict(re.findall(r'<input type="(?:hidden|text|date)"[^>]*name="([^"]+)" value="([^"]*)"', form[0]))
    fields |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked', form[0]))
    return fields | dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form[0]))


def over(owner: Human, case: int) -> None:
    """As if its last day were long over, and the person had been told in time."""
    mine, today = shelf.take(owner.unlocked, Case, case), timezone.localdate()
    changed = mine.record.model_copy(update={"expires_on": today - DAY, "told_on": today - GRACE})
    shelf.keep(owner.unlocked, changed, over=mine)


# Two windows.


@pytest.mark.parametrize("script", [True, False])
def test_a_case_changed_elsewhere_is_not_put_back(owner: Human, script: bool) -> None:
    case = made(owner)
    here = form_of(text(owner.get("case-edit", case)))
    later = (timezone.localdate() + 300 * DAY).isoformat()
    owner.post("case-edit", case, nickname="het lage hek", until=later, client_word="pupil")
    save = owner.autosave if script else owner.post
    save("case-edit", case, **here | {"context": "Ik kom er elke week."})
    (kept,) = owner.kept(Case)
    assert (kept.nickname, kept.expires_on.isoformat(), kept.client_word) == ("het lage hek", later, "pupil")
    assert kept.context == "Ik kom er elke week."


def test_what_is_changed_here_is_changed(owner: Human) -> None:
    case = made(owner)
    here = form_of(text(owner.get("case-edit", case)))
    owner.post("case-edit", case, nickname="het lage hek")
    owner.post("case-edit", case, **here | {"nickname": "de gele bank", "client_word": "patient"})
    (kept,) = owner.kept(Case)
    assert (kept.nickname, kept.client_word) == ("de gele bank", "patient")


def test_a_place_and_a_day_chosen_elsewhere_stay(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    here = form_of(text(owner.get("moment", case, moment)))
    before = (timezone.localdate() - 3 * DAY).isoformat()
    owner.autosave("moment", case, moment, place="6", on=before)
    owner.autosave("moment", case, moment, **here | {"words": WORDS})
    (kept,) = owner.kept(Moment)
    assert (kept.place, kept.on.isoformat(), kept.words["case/met"]) == (6, before, WORDS)
    # And what this window does change holds, taking a place away as well.
    here = form_of(text(owner.get("moment", case, moment)))
    owner.autosave("moment", case, moment, **here | {"place": ""})
    assert owner.kept(Moment)[0].place is None


def test_a_card_of_two_windows(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case, "prepared")
    here = form_of(text(owner.get("moment-attune", case, moment)))
    owner.autosave("moment-attune", case, moment, seat="beside", far="table", chose="them")
    owner.autosave("moment-attune", case, moment, **here | {"pace": "Traag.", "far": "near"})
    card = owner.kept(Moment)[0].attunement
    assert (card.seat, card.far, card.chose, card.pace) == ("beside", "near", "them", "Traag.")


# A step back in the browser: the page from before, with another text in it.


@pytest.mark.parametrize("do", ["keep", "let-go"])
def test_another_sentence_from_the_same_page_is_kept_too(owner: Human, do: str) -> None:
    case = made(owner)
    owner.post("case-goodbye", case, do="keep", sentence="Ik kan wachten.", key="same-page")
    owner.post("case-goodbye", case, do=do, sentence="Ik kan ook vragen.", key="same-page")
    assert [one.words for one in owner.kept(Farewell)] == ["Ik kan wachten.", "Ik kan ook vragen."]


def test_the_same_sentence_twice_is_one(owner: Human) -> None:
    case = made(owner)
    for _time in range(2):
        owner.post("case-goodbye", case, do="keep", sentence="Ik kan wachten.", key="same-page")
    owner.post("case-goodbye", case, do="let-go", sentence="Ik kan wachten.", key="same-page")
    assert len(owner.kept(Farewell)) == 1


def test_another_nickname_from_the_same_page_is_another_case(owner: Human) -> None:
    first = made(owner, "kade 9", key="same-page")
    second = made(owner, "het lage hek", key="same-page", context="Ik ben hier nieuw.")
    assert first != second and made(owner, "kade 9", key="same-page") == first
    assert [one.nickname for one in owner.kept(Case)] == ["kade 9", "het lage hek"]


# Gone meanwhile.


@pytest.mark.parametrize("page", ["moment", "moment-repair", "moment-fit", "moment-lenses", "moment-attune"])
def test_words_for_a_case_that_went_are_not_lost(owner: Human, page: str) -> None:
    case = made(owner)
    moment = begun(owner, case)
    query = "?at=mine" if page == "moment-repair" else "?at=signal" if page == "moment-fit" else ""
    here = form_of(text(owner.client.get(at(page, case, moment) + query)))
    name = next(
        name
        for name in here
        if f"was-{name}" in here and not here[name] and name not in ("place", "chose", "far", "seat")
    )
    owner.post("case-goodbye", case, do="let-go")
    saved = owner.client.post(at(page, case, moment) + query, here | {name: WORDS}, headers={"X-Autosave": "1"})
    assert saved.status_code == 404 and "kopieer" in saved.json()["message"]
    sent = owner.client.post(at(page, case, moment) + query, here | {name: WORDS, "do": "moment"})
    assert sent.status_code == 404
    assert WORDS in words(sent)
    # What was only chosen, and what the form says of itself, is no text of anybody.
    assert main(sent).count("<blockquote") == 1
    assert not owner.kept(Moment)


def test_an_address_that_never_was_shows_nothing(owner: Human) -> None:
    assert "<blockquote" not in text(owner.client.get("/cases/nergens/"))


def test_a_case_whose_time_is_over_does_not_open_by_its_address(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    over(owner, case)
    for page in ("case", "case-edit", "case-goodbye", "case-intervision"):
        assert owner.get(page, case).status_code == 404, page
    for page in ("moment", "moment-fit", "moment-protection", "moment-lenses", "moment-attune", "moment-repair"):
        assert owner.get(page, case, moment).status_code == 404, page
    assert owner.post("moment-new", case, what="met").status_code == 404
    assert "kade 9" in words(owner.get("home"))
    assert not owner.kept(Case) and not owner.kept(Moment)


def test_who_still_has_the_page_open_can_prolong_it(owner: Human) -> None:
    case = made(owner)
    over(owner, case)
    assert owner.post("case-goodbye", case, do="longer").status_code == 302
    assert owner.get("case", case).status_code == 200
    owner.get("home")
    assert len(owner.kept(Case)) == 1


# Beside it.


def test_evenwicht_offers_the_nicknames_of_cases_and_the_goodbye_says_what_stays_there(owner: Human) -> None:
    case = made(owner, "kade 9")
    assert NICKNAMES and 'value="kade 9"' in text(owner.get("balance"))
    assert "Evenwicht" not in words(owner.get("case-goodbye", case))
    owner.post("balance", about="contact", nickname=" Kade 9", place="3", key="one")
    assert [one.nickname for one in owner.kept(Balance)] == ["Kade 9"]
    assert "staat ook in Evenwicht" in words(owner.get("case-goodbye", case))
    assert 'value="Kade 9"' not in text(owner.get("balance"))  # Once, as the case has it.


@pytest.mark.parametrize("nickname", ["\u200b", "\u200b \u2060", "\xad", "\t\n"])
def test_a_nickname_can_be_seen(owner: Human, nickname: str) -> None:
    assert owner.post("case-new", nickname=nickname).status_code == 422
    assert not owner.kept(Case)


@pytest.mark.parametrize("nickname", ["🪁", "9", "…", "दरवाज़ा", "الباب"])
def test_any_sign_will_do(owner: Human, nickname: str) -> None:
    assert f'value="{nickname}"' in text(owner.get("case-edit", made(owner, nickname)))


def test_an_accent_typed_apart_is_the_same_nickname() -> None:
    whole, apart = unicodedata.normalize("NFC", "scène"), unicodedata.normalize("NFD", "scène")
    assert whole != apart
    for nickname, written in ((whole, apart), (apart, whole)):
        bare = stripper(f"de {nickname}", "de cliënt")
        assert bare(f"Bij de {written} zat ik stil.") == "Bij de cliënt zat ik stil."


def test_in_the_book_a_moment_stands_with_its_case(owner: Human) -> None:
    case = made(owner, "kade 9")
    begun(owner, case)
    (moment,) = owner.kept(Moment)
    beside = actions_export._earlier(owner.unlocked, MOMENT, moment)
    assert isinstance(beside, Case) and beside.nickname == "kade 9"
    assert actions_export._earlier(owner.unlocked, MOMENT, moment.model_copy(update={"case": 1})) is None
