"""Cases: a nickname, what is asked and what is not, and a line of moments."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice.case import CLIENT_WORDS, LONGEST, SHORTEST, USUAL, Case
from tegenwind.practice.moment import WHATS, Moment
from tegenwind.web import library
from tegenwind.web.cases.nicknames import NICKNAMES, OFFERED, suggestions
from tegenwind.web.cases.wording import client_word, client_words
from tests.web.casework import DAY, begun, made, one, soon
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

# Nicknames.


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sixty_nicknames_that_are_things(language: Any) -> None:
    names = NICKNAMES[language]
    assert len(names) == len({name.casefold() for name in names}) == 60
    assert all(len(name) <= 40 and name == name.lower() for name in names)


def test_what_is_in_use_is_not_suggested() -> None:
    used = [name.upper() for name in NICKNAMES["nl"][3:]]
    assert sorted(suggestions("nl", used)) == sorted(NICKNAMES["nl"][:3])
    assert suggestions("nl", NICKNAMES["nl"]) == []
    assert len(set(suggestions("en", []))) == OFFERED


def test_what_was_chosen_stays_among_them() -> None:
    shown = suggestions("nl", [], chosen="kade 9")
    assert shown[0] == "kade 9" and len(set(shown)) == OFFERED


def test_a_suggestion_is_taken_and_ones_own_goes_before_it(owner: Human) -> None:
    made(owner, nickname="", suggestion="kade 9")
    made(owner, nickname=" de  lege   stoel ", suggestion="kade 9")
    assert [case.nickname for case in owner.kept(Case)] == ["kade 9", "de lege stoel"]
    assert 'value="kade 9"' not in text(owner.get("case-new"))


def test_others_are_shown_and_what_was_typed_stays(owner: Human) -> None:
    answer = owner.post("case-new", do="others", context="Ik kom er op dinsdag.", until="x", suggestion="kade 9")
    assert answer.status_code == 200 and typed(answer, "context") == "Ik kom er op dinsdag."
    assert 'role="alert"' not in main(answer) and 'value="x"' in main(answer)
    assert owner.kept(Case) == []


# A new case.


def test_only_a_nickname_is_asked(owner: Human) -> None:
    made(owner)
    case, today = one(owner), timezone.localdate()
    assert (case.nickname, case.client_word, case.context) == ("de blauwe deur", "client", "")
    assert (case.began_on, case.expires_on, case.told_on) == (today, today + USUAL, None)


def test_a_year_can_be_chosen_and_no_more(owner: Human) -> None:
    today = timezone.localdate()
    made(owner, until=(today + LONGEST).isoformat())
    assert one(owner).expires_on == today + LONGEST
    for wrong in (today + LONGEST + DAY, today + SHORTEST - DAY, today, "morgen", ""):
        answer = owner.post("case-new", nickname="kade 9", until=str(wrong), context="Mijn rol.")
        assert answer.status_code == 422 and typed(answer, "context") == "Mijn rol."
        assert 'id="until_error"' in main(answer) and 'value="kade 9"' in main(answer)
    assert len(owner.kept(Case)) == 1


@pytest.mark.parametrize("nickname", ["", "   ", "x" * 41])
def test_a_nickname_that_does_not_fit(owner: Human, nickname: str) -> None:
    answer = owner.post("case-new", nickname=nickname, context="Mijn rol.")
    assert answer.status_code == 422 and 'id="nickname_error"' in main(answer)
    assert typed(answer, "context") == "Mijn rol." and owner.kept(Case) == []


def test_two_cases_never_have_one_nickname(owner: Human) -> None:
    made(owner)
    assert owner.post("case-new", nickname="De Blauwe  Deur").status_code == 422
    other = made(owner, nickname="kade 9")
    assert owner.post("case-edit", other, nickname="de blauwe deur").status_code == 422
    assert owner.post("case-edit", other, nickname="Kade 9").status_code == 302
    assert [case.nickname for case in owner.kept(Case)] == ["de blauwe deur", "Kade 9"]


def test_posted_twice_is_one(owner: Human) -> None:
    first = made(owner, key="page")
    assert made(owner, key="page") == first
    assert len(owner.kept(Case)) == 1


def test_the_word_for_client_is_remembered_and_used(owner: Human) -> None:
    case = made(owner, client_word="youngster")
    assert "jongere" in words(owner.get("case", case))
    assert re.search(r'value="youngster" checked', main(owner.get("case-new")))
    made(owner, nickname="kade 9", client_word="user")
    assert [one.client_word for one in owner.kept(Case)] == ["youngster", "youngster"]
    assert set(client_words()) == set(CLIENT_WORDS) and client_word(owner.kept(Case)[0]) == "jongere"


def test_every_page_of_a_case_says_what_a_nickname_does_not_do(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    for page, args in (("case-new", ()), ("case", (case,)), ("case-edit", (case,)), ("moment", (case, moment))):
        assert "Een bijnaam maakt een verhaal niet anoniem" in words(owner.get(page, *args)), page
    for page, args in (("cases", ()), ("case", (case,)), ("moment", (case, moment))):
        assert at("concern") in main(owner.get(page, *args)), page


# Changing it.


def test_a_change_is_kept_by_itself(owner: Human) -> None:
    case = made(owner)
    answer = owner.autosave("case-edit", case, context="Op de gang.", client_word="pupil", was__context="")
    assert "Bewaard" in answer.json()["message"]
    assert (one(owner).context, one(owner).client_word, one(owner).nickname) == (
        "Op de gang.",
        "pupil",
        "de blauwe deur",
    )


def test_what_does_not_fit_stands_in_the_way_of_nothing_else(owner: Human) -> None:
    case = made(owner)
    answer = owner.autosave("case-edit", case, nickname="", context="Op de gang.", until="2001-01-01")
    assert answer.status_code == 422
    assert one(owner).nickname == "de blauwe deur" and one(owner).context == "Op de gang."
    answer = owner.post("case-edit", case, context="x" * 301)
    assert answer.status_code == 422 and typed(answer, "context") == "x" * 301


def test_context_of_two_windows_both_stay(owner: Human) -> None:
    case = made(owner)
    owner.autosave("case-edit", case, context="Uit het ene venster.", **{"was-context": ""})
    answer = owner.client.post(at("case-edit", case), {"context": "Uit het andere.", "was-context": ""})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert "Uit het ene venster." in one(owner).context and "Uit het andere." in one(owner).context


def test_a_later_day_is_told_of_again_and_the_kept_day_may_stay(owner: Human) -> None:
    case = made(owner)
    soon(owner, case, left=3, told=2)
    kept = one(owner)
    assert owner.post("case-edit", case, until=kept.expires_on.isoformat()).status_code == 302
    assert one(owner) == kept
    owner.post("case-edit", case, until=(timezone.localdate() + USUAL).isoformat())
    assert one(owner).told_on is None


# Moments.


@pytest.mark.parametrize("what", WHATS)
def test_a_moment_is_begun_with_one_press(owner: Human, what: str) -> None:
    case = made(owner)
    moment = begun(owner, case, what)
    (kept,) = owner.kept(Moment)
    assert (kept.case, kept.what, kept.on) == (case, what, timezone.localdate())
    assert kept.digest == library.for_purpose("cases").digest
    page = main(owner.get("moment", case, moment))
    for door in ("moment-fit", "moment-protection", "moment-lenses", "moment-attune", "moment-repair"):
        assert at(door, case, moment) in page


def test_what_is_no_moment_begins_none(owner: Human) -> None:
    case = made(owner)
    assert owner.post("moment-new", case, what="ended").headers["Location"] == at("case", case)
    assert owner.kept(Moment) == []


def test_pressed_twice_is_one_and_another_sort_is_another(owner: Human) -> None:
    case = made(owner)
    assert begun(owner, case, "met", key="page") == begun(owner, case, "met", key="page")
    begun(owner, case, "looked-back", key="page")
    assert [moment.what for moment in owner.kept(Moment)] == ["met", "looked-back"]


@pytest.mark.parametrize(("what", "section"), [("prepared", "prepare"), ("met", "met"), ("looked-back", "look-back")])
def test_its_own_words_keep_themselves(owner: Human, what: str, section: str) -> None:
    case = made(owner)
    moment = begun(owner, case, what)
    assert library.guide("case").section("nl", section).title in words(owner.get("moment", case, moment))
    answer = owner.autosave("moment", case, moment, words="Ik praatte door.", place="6", **{"was-words": ""})
    assert "Bewaard" in answer.json()["message"]
    (kept,) = owner.kept(Moment)
    assert kept.words == {f"case/{section}": "Ik praatte door."} and kept.place == 6
    owner.autosave("moment", case, moment, words="", place="")
    assert owner.kept(Moment)[0].words == {} and owner.kept(Moment)[0].place is None


def test_a_repair_leads_to_its_own_part(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case, "repaired")
    page = main(owner.get("moment", case, moment))
    assert f'class="button primary " href="{at("moment-repair", case, moment)}"' in page
    assert "<textarea" not in page


def test_what_does_not_fit_in_a_moment(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    answer = owner.post("moment", case, moment, words="x" * 2001, place="9", on="2199-01-01")
    assert answer.status_code == 422 and typed(answer, "words") == "x" * 2001
    assert 'value="2199-01-01"' in main(answer) and main(answer).count("errorlist") == 3
    (kept,) = owner.kept(Moment)
    assert kept.words == {} and kept.place is None and kept.on == timezone.localdate()
    assert owner.autosave("moment", case, moment, words="Toch.", on="2199-01-01").status_code == 422
    assert owner.kept(Moment)[0].words == {"case/met": "Toch."}


def test_words_of_two_windows_in_a_moment(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case)
    owner.autosave("moment", case, moment, words="Uit het ene.", **{"was-words": ""})
    answer = owner.client.post(at("moment", case, moment), {"words": "Uit het andere.", "was-words": "", "do": "stop"})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    kept = owner.kept(Moment)[0].words["case/met"]
    assert "Uit het ene." in kept and "Uit het andere." in kept


def test_it_can_stop_anywhere(owner: Human) -> None:
    case = made(owner)
    moment = begun(owner, case, "prepared")
    assert owner.post("moment", case, moment, words="Half een zi", do="stop").headers["Location"] == at("home")
    assert owner.post("moment", case, moment, do="case").headers["Location"] == at("case", case)
    assert owner.kept(Moment)[0].words == {"case/prepare": "Half een zi"}


def test_the_line_has_the_newest_day_on_top_and_no_words(owner: Human) -> None:
    case = made(owner)
    first, second = begun(owner, case, "prepared"), begun(owner, case, "met")
    owner.post("moment", case, second, words="Dat bleef hangen.", place="2", on="2026-01-02")
    page = main(owner.get("case", case))
    assert page.index(at("moment", case, first)) < page.index(at("moment", case, second))
    assert "veraf" in page and "Dat bleef hangen." not in page


def test_a_moment_of_another_case_is_not_there(owner: Human) -> None:
    case, other = made(owner), made(owner, nickname="kade 9")
    moment = begun(owner, case)
    assert owner.get("moment", other, moment).status_code == 404
    assert owner.post("moment", other, moment, words="x").status_code == 404
    assert owner.get("moment", case, other).status_code == 404


# Preparing, from Vandaag.


def test_from_vandaag_to_the_first_word(owner: Human) -> None:
    """One page lies between Vandaag and a place to write, and the first time too."""
    door = f"{at('cases')}?prepare=1"
    assert door in main(owner.get("home"))
    assert owner.client.get(door).headers["Location"] == f"{at('case-new')}?prepare=1"
    assert "checked" in main(owner.client.get(f"{at('case-new')}?prepare=1"))  # a nickname stands ready
    answer = owner.client.post(f"{at('case-new')}?prepare=1", {"nickname": "kade 9", "do": "prepare", "key": "k"})
    assert answer.headers["Location"].startswith("/cases/")
    moment = owner.client.get(answer.headers["Location"])
    assert library.guide("case").section("nl", "prepare").title in words(moment) and 'name="words"' in text(moment)

    # And the next time with one press on the nickname.
    assert "kade 9" in words(owner.client.get(door))
    again = owner.client.post(f"{at('case-new')}?prepare=1", {"nickname": "kade 9", "do": "prepare", "key": "k"})
    assert again.headers["Location"] == answer.headers["Location"]
    assert [moment.what for moment in owner.kept(Moment)] == ["prepared"]
