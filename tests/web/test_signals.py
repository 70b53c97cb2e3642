"""The signals: marked for a period, looked at beside both qualities, and named by the person alone."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone

from tegenwind.packs import Pack
from tegenwind.practice.signals import ROLES, Signals
from tegenwind.vault import queries
from tegenwind.web import library
from tests.web.people import Human, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(owner: Human) -> Pack:
    return library.for_purpose("signals")


def of(pack: Pack, family: str) -> list[str]:
    return [one.id for theme in pack.themes if theme.family == family for one in theme.statements]


def theme_of(pack: Pack, statement: str) -> str:
    found = pack.statement(statement)
    assert found is not None
    return found.theme


def mark(owner: Human, pack: Pack, marks: dict[str, str], do: str = "save") -> object:
    """Mark these sentences, theme by theme; the last form carries what one does."""
    themes = list(dict.fromkeys(theme_of(pack, one) for one in marks))
    answer = None
    for theme in themes:
        fields = {f"r-{one}": value for one, value in marks.items() if theme_of(pack, one) == theme}
        last = theme == themes[-1]
        answer = owner.client.post(at("signals-mark", theme), fields | {"do": do if last else "save"})
    return answer


def finished(owner: Human, pack: Pack, marks: dict[str, str]) -> int:
    answer = mark(owner, pack, marks, "finish")
    assert answer.status_code == 302  # type: ignore[attr-defined]
    return record_in(answer.headers["Location"])  # type: ignore[attr-defined]


def test_the_first_mark_begins_a_look_over_four_weeks(owner: Human, pack: Pack) -> None:
    theme = pack.themes[0]
    assert owner.get("signals-mark", theme.id).status_code == 200
    assert owner.kept(Signals) == []

    mark(owner, pack, {theme.statements[0].id: "often", theme.statements[1].id: "not-now"})

    (kept,) = owner.kept(Signals)
    assert kept.marks == {theme.statements[0].id: "often", theme.statements[1].id: "not-now"}
    assert (kept.since, kept.until) == (timezone.localdate() - datetime.timedelta(days=27), timezone.localdate())
    assert kept.finished_on is None and kept.digest == pack.digest


def test_a_mark_is_taken_back_and_another_theme_stays_as_it_was(owner: Human, pack: Pack) -> None:
    far, near = of(pack, "distance")[0], of(pack, "nearness")[0]
    mark(owner, pack, {far: "often", near: "sometimes"})

    mark(owner, pack, {far: ""})

    assert owner.kept(Signals)[0].marks == {near: "sometimes"}


def test_what_another_window_marked_stays(owner: Human, pack: Pack) -> None:
    one, two = of(pack, "distance")[:2]
    theme = theme_of(pack, one)
    owner.client.post(at("signals-mark", theme), {f"r-{one}": "often"}, headers={"X-Autosave": "1"})
    answer = owner.client.post(at("signals-mark", theme), {f"r-{two}": "sometimes"}, headers={"X-Autosave": "1"})

    assert answer.json()["message"].startswith("Bewaard om")
    assert owner.kept(Signals)[0].marks == {one: "often", two: "sometimes"}


def test_nothing_marked_makes_no_look(owner: Human, pack: Pack) -> None:
    answer = owner.post("signals-mark", pack.themes[0].id, do="finish")

    assert answer.status_code == 422 and "Er is nog niets aangekruist" in words(answer)
    assert owner.kept(Signals) == []


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("gisteren", "2026-01-01", "Deze dag kennen we niet"),
        ("2026-03-02", "2026-03-01", "De eerste dag ligt na de laatste"),
        ("2026-01-01", "2999-01-01", "Deze dag moet nog komen"),
    ],
)
def test_a_wrong_day_keeps_nothing_and_loses_nothing(
    owner: Human, pack: Pack, since: str, until: str, told: str
) -> None:
    one = of(pack, "distance")[0]
    answer = owner.client.post(
        at("signals-mark", theme_of(pack, one)), {f"r-{one}": "often", "since": since, "until": until, "do": "finish"}
    )

    assert answer.status_code == 422 and told in words(answer)
    assert f'value="{since}"' in text(answer)
    assert re.search(rf'name="r-{one}" value="often" checked', text(answer))
    assert owner.kept(Signals) == []


def test_an_unknown_mark_is_told(owner: Human, pack: Pack) -> None:
    one = of(pack, "distance")[0]
    answer = owner.client.post(at("signals-mark", theme_of(pack, one)), {f"r-{one}": "always", "do": "finish"})

    assert answer.status_code == 422 and "Deze keuze kennen we niet" in words(answer)


def test_finished_twice_is_one_look(owner: Human, pack: Pack) -> None:
    one = of(pack, "touched")[0]
    fields = {f"r-{one}": "often", "do": "finish", "key": "page-key"}
    first = owner.client.post(at("signals-mark", theme_of(pack, one)), fields)
    second = owner.client.post(at("signals-mark", theme_of(pack, one)), fields)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(owner.kept(Signals)) == 1


def test_marks_of_another_window_after_the_end_are_told_to_be_late(owner: Human, pack: Pack) -> None:
    one, two = of(pack, "touched")[:2]
    theme = theme_of(pack, one)
    fields = {f"r-{one}": "often", "key": "page-key"}
    owner.client.post(at("signals-mark", theme), fields | {"do": "finish"})

    late = owner.client.post(at("signals-mark", theme), fields, headers={"X-Autosave": "1"})
    other = owner.client.post(at("signals-mark", theme), fields | {f"r-{two}": "often"}, headers={"X-Autosave": "1"})

    assert late.json()["message"].startswith("Bewaard")
    assert "wordt niet meer bewaard" in other.json()["message"]
    assert [record.marks for record in owner.kept(Signals)] == [{one: "often"}]


def test_one_goes_on_where_one_was_or_erases_what_was_begun(owner: Human, pack: Pack) -> None:
    assert at("signals-mark", pack.themes[0].id) in main(owner.get("signals"))
    assert "Wis wat je begon" not in words(owner.get("signals"))

    mark(owner, pack, {pack.themes[2].statements[0].id: "often"})

    page = owner.get("signals")
    assert "Verder waar je was" in words(page) and at("signals-mark", pack.themes[2].id) in main(page)
    (erasing,) = re.findall(r'href="([^"]*)">Wis wat je begon', main(page))
    assert owner.client.get(erasing).status_code == 200


def test_what_was_marked_stands_beside_what_the_same_side_gives(owner: Human, pack: Pack) -> None:
    far, near, not_now = of(pack, "distance")[0], of(pack, "nearness")[0], of(pack, "nearness")[1]
    look = finished(owner, pack, {far: "often", near: "sometimes", not_now: "not-now"})

    page = words(owner.get("signals-look", look))

    guide = library.guide("two-legs")
    for quality in ("distance", "nearness"):
        assert guide.section("nl", quality).title in page
    told = {one: pack.statement(one).text["nl"] for one in (far, near, not_now)}  # type: ignore[union-attr]
    assert told[far] in page and told[near] in page and told[not_now] not in page
    assert "Hier kruiste je niets aan." in page


def test_no_page_counts_what_was_marked(owner: Human, pack: Pack) -> None:
    """Seven of one family and one of another: no figure of it, and the families stand in the same order as ever."""
    marks = dict.fromkeys(of(pack, "nearness")[:7], "often") | {of(pack, "distance")[0]: "sometimes"}
    few = main(owner.get("signals-look", finished(owner, pack, marks))).partition(">")[2]
    order = [few.index(f'id="f-{family}"') for family in ("distance", "nearness", "touched")]

    assert order == sorted(order)
    said = re.sub(r"\d{1,2} \w+ \d{4}", "", re.sub(r"<[^>]*>", " ", few))
    statements = "".join(one.text["nl"] for one in pack.statements)
    guide = library.guide("two-legs")
    texts = statements + "".join(part.markdown for part in guide.sections["nl"])
    assert [figure for figure in re.findall(r"\b\d+\b", said) if figure not in texts] == []


def test_the_person_names_what_speaks_and_whose_it_is(owner: Human, pack: Pack) -> None:
    far, near = of(pack, "distance")[0], of(pack, "nearness")[0]
    look = finished(owner, pack, {far: "often", near: "sometimes"})
    owner.client.post(
        at("signals-look", look),
        {f"c-{far}": "1", f"c-{near}": "1", f"m-{near}": "1", "anybody": "Dat iemand huilt.", "mine": "Mijn broer."},
    )

    (kept,) = owner.kept(Signals)
    assert kept.speaks == (near,) and kept.anybody == "Dat iemand huilt." and kept.mine == "Mijn broer."
    page = owner.get("signals-look", look)
    assert typed(page, "mine") == "Mijn broer."
    route = pack.route_for(near)
    assert at("route-about", pack.id, route.id) in text(page)

    owner.client.post(at("signals-look", look), {f"c-{near}": "1"})

    assert owner.kept(Signals)[0].speaks == ()
    assert at("spoken") in text(owner.get("signals-look", look))


def test_a_sentence_that_was_not_marked_cannot_speak(owner: Human, pack: Pack) -> None:
    far, near = of(pack, "distance")[0], of(pack, "nearness")[0]
    look = finished(owner, pack, {far: "often", near: "not-now"})

    owner.client.post(at("signals-look", look), {f"c-{near}": "1", f"m-{near}": "1"})

    assert owner.kept(Signals)[0].speaks == ()


def test_too_many_words_are_refused_and_stay_on_the_page(owner: Human, pack: Pack) -> None:
    look = finished(owner, pack, {of(pack, "distance")[0]: "often"})
    answer = owner.post("signals-look", look, mine="x" * 2001)

    assert answer.status_code == 422 and typed(answer, "mine") == "x" * 2001
    assert owner.kept(Signals)[0].mine == ""


def test_roles_are_a_mirror(owner: Human, pack: Pack) -> None:
    look = finished(owner, pack, {of(pack, "distance")[0]: "often"})
    guide = library.guide("roles")
    page = words(owner.get("signals-roles", look))
    assert all(guide.section("nl", role).title in page for role in ROLES)

    answer = owner.client.post(
        at("signals-roles", look),
        {"role": ["judge", "rescuer", "nobody"], "roles_words": "Ik vraag iemand mee te kijken.", "do": "look"},
    )

    assert answer.headers["Location"] == at("signals-look", look)
    (kept,) = owner.kept(Signals)
    assert kept.roles == ("rescuer", "judge") and kept.roles_words == "Ik vraag iemand mee te kijken."
    assert guide.section("nl", "judge").title in words(owner.get("signals-look", look))


def test_a_look_that_is_not_finished_leads_to_the_overview(owner: Human, pack: Pack) -> None:
    mark(owner, pack, {of(pack, "distance")[0]: "often"})
    (head,) = queries.pinned(owner.unlocked, "signals")
    assert owner.get("signals-look", head.id).headers["Location"] == at("signals")
    assert owner.get("signals-roles", head.id).headers["Location"] == at("signals")
    assert "Verder waar je was" in words(owner.get("signals"))


def test_nobody_else_sees_it(owner: Human, pack: Pack, people: object) -> None:
    look = finished(owner, pack, {of(pack, "distance")[0]: "often"})
    mate, outsider = people.mate, people.outsider  # type: ignore[attr-defined]

    assert mate.get("signals-look", look).status_code == 404
    assert outsider.get("signals-look", look).headers["Location"].startswith("/sign-in/")
    assert mate.client.post(at("signals-look", look), {"mine": "x"}).status_code == 404
