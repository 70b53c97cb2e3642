"""Values: laid in peace, at most five named for now, the true yes; and every earlier sorting stays as it was."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.packs import Pack
from tegenwind.practice.values import Values
from tegenwind.web import library
from tegenwind.web.dissent import sorting_steps as steps
from tegenwind.web.dissent.values_now import values_now
from tests.web.dissenting import dissent_values, values_of
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

FIVE = ("waarde-aandacht", "waarde-eerlijkheid", "waarde-rechtvaardigheid", "waarde-vriendelijkheid", "waarde-moed")
SIXTH = "waarde-waardigheid"


@pytest.fixture
def pack(owner: Human) -> Pack:
    return library.for_purpose("dissent")


def send(owner: Human, step: str, autosave: Any = False, **fields: str) -> Any:
    """The form of a step; ``r__x`` is the field ``r-x``."""
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    return owner.client.post(
        f"{at('values-sort')}?at={step}", {"key": "k"} | named, headers={"X-Autosave": "1"} if autosave else None
    )


def show(owner: Human, step: str = "") -> Any:
    return owner.client.get(at("values-sort") + (f"?at={step}" if step else ""))


def lay(owner: Human, *values: str, pile: str = "yes") -> None:
    send(owner, "hand-1", **{f"r-{one}": pile for one in values})


def tick(owner: Human, *values: str, of: tuple[str, ...], **more: Any) -> Any:
    return send(owner, "name", **{f"c-{one}": "1" for one in of}, **{f"m-{one}": "1" for one in values}, **more)


def only(owner: Human) -> Values:
    (kept,) = owner.kept(Values)
    return kept


def test_every_value_of_the_pack_lies_in_one_hand_with_its_sentence(owner: Human, pack: Pack) -> None:
    seen = ""
    for number in range(1, len(steps.hands(pack)) + 1):
        seen += html.unescape(main(show(owner, f"hand-{number}")))
    for one in steps.values_of(pack):
        assert seen.count(f'name="r-{one.id}"') == 4  # three piles, and open
        assert one.text["nl"] in seen
    assert len(steps.values_of(pack)) >= 40
    assert owner.kept(Values) == []


def test_what_is_laid_is_kept_and_one_goes_on_where_one_was(owner: Human, pack: Pack) -> None:
    first, second = steps.hands(pack)[:2]
    lay(owner, first[0].id)
    answer = send(owner, "hand-2", **{f"r-{second[0].id}": "sometimes", "do": "stop"})

    assert answer.headers["Location"] == at("home")
    assert only(owner).laid == {first[0].id: "yes", second[0].id: "sometimes"}
    assert only(owner).settled_on is None
    assert at("values-sort") + "?at=hand-2" in text(owner.get("values"))
    assert second[0].text["nl"] in html.unescape(main(show(owner)))


def test_a_value_is_taken_back_and_the_rest_of_the_hand_stays(owner: Human) -> None:
    lay(owner, *FIVE)
    send(owner, "hand-1", **{f"r-{FIVE[0]}": ""})

    assert set(only(owner).laid) == set(FIVE[1:])


def test_two_windows_lay_beside_each_other(owner: Human) -> None:
    send(owner, "hand-1", autosave=True, **{f"r-{FIVE[0]}": "yes"})
    answer = owner.client.post(
        at("values-sort") + "?at=hand-1", {"key": "other", f"r-{FIVE[1]}": "not-now"}, headers={"X-Autosave": "1"}
    )

    assert answer.json()["message"].startswith("Bewaard om")
    assert only(owner).laid == {FIVE[0]: "yes", FIVE[1]: "not-now"}


def test_an_unknown_pile_is_told_and_the_others_are_kept(owner: Human) -> None:
    answer = send(owner, "hand-1", **{f"r-{FIVE[0]}": "maybe", f"r-{FIVE[1]}": "yes", "do": "next"})

    assert answer.status_code == 422 and "Deze stapel kennen we niet" in words(answer)
    assert only(owner).laid == {FIVE[1]: "yes"}


def test_one_at_a_time_a_press_lays_it_and_shows_the_next(owner: Human, pack: Pack) -> None:
    ids = steps.ids_of(pack)
    shown = show(owner, f"one-{ids[0]}")
    assert steps.values_of(pack)[1].text["nl"] not in html.unescape(main(shown))

    answer = send(owner, f"one-{ids[0]}", do="lay-not-now")
    assert answer.headers["Location"].endswith(f"?at=one-{ids[1]}")
    skipped = send(owner, f"one-{ids[1]}", do="skip")
    assert skipped.headers["Location"].endswith(f"?at=one-{ids[2]}")
    assert only(owner).laid == {ids[0]: "not-now"}
    last = send(owner, f"one-{ids[-1]}", do="lay-yes")
    assert last.headers["Location"].endswith("?at=own")
    back = send(owner, f"one-{ids[10]}", do="hand")
    assert back.headers["Location"].endswith("?at=hand-2")


def places(answer: Any) -> list[str]:
    return re.findall(r'<input type="text" id="([^"]+)"', text(answer))


def test_a_word_of_ones_own_lies_at_yes_and_can_be_named(owner: Human) -> None:
    first, second, *_rest = places(show(owner, "own"))
    lay(owner, FIVE[0])
    first, second, *_rest = places(show(owner, "own"))
    send(owner, "own", **{first: "Noaberschap", second: "Ie möt 't zeggen"})

    own = only(owner).own
    assert [one.words for one in own] == ["Noaberschap", "Ie möt 't zeggen"]
    assert "Noaberschap" in words(show(owner, "name"))
    tick(owner, own[0].id, of=(own[0].id,))
    assert only(owner).chosen == (own[0].id,)

    send(owner, "own", **{second: ""})
    assert [one.words for one in only(owner).own] == ["Noaberschap"]
    assert len(places(show(owner, "own"))) == 1 + steps.BLANKS


def test_a_word_of_an_earlier_sorting_never_becomes_another_word(owner: Human) -> None:
    """What an act was linked to keeps its id; a later sorting gives ids of its own."""
    made = []
    for key, word in (("een", "Noaberschap"), ("twee", "Fatsoen")):
        lay_one = {"key": key, f"r-{FIVE[0]}": "yes"}
        owner.client.post(at("values-sort") + "?at=hand-1", lay_one)
        place = places(show(owner, "own"))[0]
        owner.client.post(at("values-sort") + "?at=own", {"key": key, place: word, "do": "settle"})
        made += [one.id for one in owner.kept(Values)[-1].own]
    assert len(made) == 2 == len(set(made))


def test_a_word_that_is_too_long_or_tells_who_somebody_is_comes_back(owner: Human) -> None:
    place = places(show(owner, "own"))[0]
    long = send(owner, "own", **{place: "w" * 61, "do": "next"})
    assert long.status_code == 422 and "w" * 61 in text(long)
    marked = send(owner, "own", **{place: "Doen als Fatima", "do": "next"})
    assert marked.status_code == 422 and "lijkt op een naam" in words(marked) and "Doen als Fatima" in text(marked)
    assert owner.kept(Values) == []


def test_six_are_told_and_all_six_stay_ticked(owner: Human) -> None:
    six = (*FIVE, SIXTH)
    lay(owner, *six)
    tick(owner, *FIVE, of=six)
    answer = tick(owner, *six, of=six, do="next")

    assert answer.status_code == 422 and "meer dan vijf" in words(answer)
    for one in six:
        assert f'name="m-{one}" value="1" checked' in text(answer)
    # Only what changed is sent else, and the sixth did not change on this page.
    assert "data-changes-only" not in text(answer)
    assert only(owner).chosen == FIVE

    after = tick(owner, *six[1:], of=six, do="next")
    assert after.headers["Location"].endswith("?at=words")
    assert only(owner).chosen == six[1:]
    assert set(only(owner).on_pile("yes", steps.ids_of(library.for_purpose("dissent")))) == set(six)


def test_six_in_an_autosave_are_told_too(owner: Human) -> None:
    six = (*FIVE, SIXTH)
    lay(owner, *six)
    answer = send(owner, "name", autosave=True, **{f"c-{one}": "1" for one in six}, **{f"m-{one}": "1" for one in six})
    assert answer.status_code == 422 and "meer dan vijf" in answer.json()["message"]


def test_sentences_belong_to_what_is_named_and_wait_for_what_was_put_aside(owner: Human) -> None:
    lay(owner, *FIVE)
    tick(owner, FIVE[0], FIVE[1], of=FIVE)
    send(owner, "words", **{f"w-{FIVE[0]}": "Ik kijk op.", f"w-{FIVE[1]}": "Ik zeg het."})
    tick(owner, FIVE[1], of=FIVE)

    shown = show(owner, "words")
    assert typed(shown, f"w-{FIVE[1]}") == "Ik zeg het." and f'name="w-{FIVE[0]}"' not in text(shown)
    tick(owner, FIVE[0], FIVE[1], of=FIVE)
    assert typed(show(owner, "words"), f"w-{FIVE[0]}") == "Ik kijk op."


def test_two_windows_on_one_sentence_keep_both(owner: Human) -> None:
    lay(owner, *FIVE)
    tick(owner, FIVE[0], of=FIVE)
    name = f"w-{FIVE[0]}"
    send(owner, "words", autosave=True, **{name: "Ik kijk op.", f"was-{name}": ""})
    answer = send(owner, "words", **{name: "Ik wacht.", f"was-{name}": "", "do": "next"})

    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert "Ik kijk op." in only(owner).sentences[FIVE[0]] and "Ik wacht." in only(owner).sentences[FIVE[0]]


def test_enough_settles_it_and_shows_what_holds_now(owner: Human) -> None:
    record = dissent_values(owner, FIVE[0], FIVE[4])

    kept = only(owner)
    assert kept.settled_on == timezone.localdate() and kept.chosen == (FIVE[0], FIVE[4])
    assert values_now(owner.unlocked) == (record, [(FIVE[0], "Aandacht"), (FIVE[4], "Moed")])
    page = words(owner.get("values"))
    for said in (
        "Aandacht",
        "Moed",
        "Ik kijk op.",
        "Ik zeg ja tegen rust.",
        library.words().date(timezone.localdate()),
    ):
        assert said in page
    assert owner.get("values-earlier", record).status_code == 200


def test_enough_twice_is_one_and_a_word_that_came_late_is_kept(owner: Human) -> None:
    lay(owner, FIVE[0])
    for _click in range(2):
        send(owner, "yes", true_yes="Ik zeg ja.", do="settle")
    send(owner, "yes", autosave=True, true_yes="Ik zeg ja tegen later.")

    assert only(owner).true_yes == "Ik zeg ja tegen later." and only(owner).settled_on is not None


def test_none_is_an_answer_too(owner: Human) -> None:
    answer = send(owner, "yes", true_yes="", do="settle")

    assert answer.headers["Location"] == at("values")
    assert only(owner).chosen == () and only(owner).settled_on is not None
    assert "Nul is ook een antwoord" in words(owner.get("values"))


def test_nothing_laid_makes_no_record(owner: Human) -> None:
    for step in ("hand-1", "own", "name", "words", "yes"):
        send(owner, step, do="next")
        send(owner, step, autosave=True)
    assert owner.kept(Values) == []


def test_anew_from_what_lies_there_leaves_the_old_one_as_it_was(owner: Human) -> None:
    first = dissent_values(owner, FIVE[0], FIVE[4])
    before = only(owner)
    for _click in range(2):
        assert owner.post("values", do="last", key="n").headers["Location"].endswith("?at=hand-1")
    assert f'name="r-{FIVE[0]}" value="yes" checked' in text(show(owner, "hand-1"))
    # While the new one is under way the old one holds.
    assert values_now(owner.unlocked)[0] == first
    page = text(owner.get("values"))
    assert "Verder waar je was" in page and "Begin met wat er ligt" not in page

    owner.client.post(at("values-sort") + "?at=name", {"key": "n", f"c-{FIVE[0]}": "1", "do": "settle"})
    old, new = owner.kept(Values)
    assert old == before and new.chosen == (FIVE[4],) and new.true_yes == before.true_yes
    assert values_now(owner.unlocked)[1] == [(FIVE[4], "Moed")]
    shown = owner.get("values")
    assert "Ik kijk op." not in words(shown)
    assert at("values-earlier", first) in text(shown)
    assert "Ik kijk op." in words(owner.get("values-earlier", first))


def test_anew_from_an_empty_table(owner: Human) -> None:
    dissent_values(owner)
    assert "checked" not in re.sub(r'value="" checked', "", text(show(owner, "hand-1")))


def test_what_was_begun_can_be_erased_and_the_old_one_stays(owner: Human) -> None:
    dissent_values(owner)
    values_of(owner, settled=False)
    found = re.search(r'href="([^"]*/erase/values/[^"]+)"', text(owner.get("values")))
    assert found
    assert owner.client.post(found[1], {"do": "erase"}).status_code == 302
    assert only(owner).settled_on is not None


def test_an_address_that_asks_for_nothing_there_is_shows_where_one_was(owner: Human) -> None:
    for step in ("hand-0", "hand-99", "one-waarde-weg", "x", "hand-1-1", "one-"):
        assert "Kijken en leggen" in words(show(owner, step))


def test_a_sorting_under_way_is_not_shown_as_an_earlier_one(owner: Human) -> None:
    record = values_of(owner, settled=False)
    assert owner.get("values-earlier", record).headers["Location"] == at("values-sort")


def test_no_figure_stands_on_the_pages(owner: Human) -> None:
    dissent_values(owner, *FIVE)
    owner.post("values", do="last", key="n")
    for step in ("hand-1", f"one-{FIVE[0]}", "own", "name", "words", "yes"):
        assert not re.search(r"\d", words(show(owner, step)).partition(">")[2]), step
    today = library.words().date(timezone.localdate())
    assert not re.search(r"\d", words(owner.get("values")).partition(">")[2].replace(today, ""))
