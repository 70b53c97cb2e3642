"""What may be seen of a wave for a spreadsheet and for a program: what was published, and not a figure more.

``TEGENWIND_TEST_GOLDEN=write`` writes the golden files anew: read the difference before keeping it.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tegenwind.measure import ESTIMATE, RULES, Figure, groups_of
from tegenwind.report.wave_table import COLUMNS, as_csv, as_json
from tegenwind.wording import Language
from tests.report import published
from tests.report.goldens import same_as_golden
from tests.report.published import LEADERS, NIGHT, NORTH, SMALL, WHOLE, YOUTH, facts, pack, publication

GOLDEN = Path(__file__).parent / "golden"
GROUPS = [NORTH, YOUTH, NIGHT, SMALL, WHOLE]


def table(group: str, *, together: bool = False, shown: bool = True) -> list[dict[str, str]]:
    text = as_csv(facts(group, together=together), pack(), publication(together=together, shown=shown), "nl")
    return list(csv.DictReader(io.StringIO(text)))


def data(group: str, *, together: bool = False, language: Language = "nl") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        as_json(facts(group, together=together), pack(), publication(together=together), language)
    )
    return made


def test_as_it_was_last_time() -> None:
    told = publication()
    same_as_golden(GOLDEN / "wave-nl.csv", as_csv(facts(NIGHT), pack(), told, "nl").replace("\r\n", "\n"))
    same_as_golden(GOLDEN / "wave-nl.json", as_json(facts(NIGHT), pack(), told, "nl"))


def test_every_column_and_key_is_told_in_the_reference() -> None:
    told = (Path(__file__).parents[2] / "docs" / "reference" / "waves.md").read_text(encoding="utf-8")
    keys = {*data(WHOLE, together=True), *data(NIGHT)["members"], *COLUMNS}
    whats = {row["what"].partition("-share-")[0] for row in table(WHOLE, together=True)} | {"group"}
    whats = {"share-1" if what.startswith("share-") else what for what in whats}
    assert [
        one
        for one in sorted(keys | whats)
        if f"`{one}`" not in told and f"`{one}[]`" not in told and f"`{one}." not in told
    ] == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_figure_was_published_of_this_group_and_every_published_figure_is_there(group: str) -> None:
    seen = groups_of(publication())[group]
    expected: set[tuple[str, str, str]] = set()
    for theme in pack().themes if seen.withheld is None else ():
        place = seen.themes[theme.id].place
        expected |= {(theme.id, "", f"place={place:g}")} if place is not None else set()
        for one in theme.statements:
            found = seen.questions[one.id]
            if isinstance(found, Figure):
                expected.add((theme.id, one.id, f"place={found.place:g}"))
                expected |= {(theme.id, one.id, f"mean={found.mean:.1f}")} if found.mean is not None else set()
                expected |= {(theme.id, one.id, f"share-{n}={x}") for n, x in enumerate(found.shares or (), start=1)}
    rows = [row for row in table(group) if row["who"] == "members" and row["theme"] and row["value"]]
    assert {(row["theme"], row["statement"], f"{row['what']}={row['value']}") for row in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_withheld_has_a_row_with_its_rule_and_no_value(group: str) -> None:
    withheld = [row for row in table(group) if row["withheld"]]
    assert all(row["withheld"] in RULES and row["value"] == "" and row["meaning"] for row in withheld)
    seen = groups_of(publication())[group]
    rules = (
        [seen.withheld] if seen.withheld else [one for one in seen.questions.values() if not isinstance(one, Figure)]
    )
    rules += [theme.withheld for theme in seen.themes.values() if theme.withheld]
    assert sorted(row["withheld"] for row in withheld) == sorted(map(str, rules))


def test_each_row_stands_by_itself() -> None:
    rows = table(NORTH)
    assert list(rows[0]) == list(COLUMNS)
    assert {row["group"] for row in rows} == {"Wijkteam Noord"}
    assert all(row["meaning"] for row in rows)
    assert {row["text"] for row in rows if row["statement"] == "sneller"} == {"Als iemand zucht, ga ik sneller praten."}
    first = {(row["who"], row["theme"], row["statement"], row["what"]) for row in rows}
    assert len(first) == len(rows)


def test_who_leads_stands_beside_their_team_only() -> None:
    assert {row["who"] for row in table(NIGHT)} == {"members", "Ruud"}
    assert {row["who"] for row in table(NIGHT, shown=False)} == {"members"}
    for group in (NORTH, YOUTH, SMALL, WHOLE):
        assert {row["who"] for row in table(group)} == {"members"}
        assert "Ruud" not in json.dumps(data(group))


def test_those_who_lead_together_stand_beside_the_whole_and_were_asked_for_estimates_alone() -> None:
    rows = table(WHOLE, together=True)
    assert {row["who"] for row in rows} == {"members", "leaders"}
    assert {row["who"] for row in rows if row["what"].startswith("estimate")} == {"leaders"}
    assert {row["who"] for row in table(NORTH, together=True)} == {"members"}
    told = data(WHOLE, together=True)
    assert ESTIMATE not in json.dumps(told["members"]) and ESTIMATE in json.dumps(told["leaders"])
    assert "leaders" not in data(NORTH, together=True) and ESTIMATE not in json.dumps(data(NORTH, together=True))


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("together", [False, True])
def test_json_holds_the_group_as_it_was_published(group: str, together: bool) -> None:
    plain = {one["id"]: one for one in publication(together=together)["groups"]}
    told = data(group, together=together)
    for part in ("questions", "themes"):
        kept = {name: one for name, one in plain[group].get(part, {}).items() if not name.startswith(ESTIMATE)}
        assert told["members"].get(part, {}) == kept
    for name in ("withheld", "contributions"):
        assert told["members"].get(name) == plain[group].get(name)
    if group == WHOLE and together:
        assert told["leaders"] == {name: value for name, value in plain[LEADERS].items() if name != "id"}
    other = {published.NAMES[one] for one in GROUPS if one not in (group, WHOLE)}
    assert not [name for name in other if name in json.dumps(told, ensure_ascii=False)]


def test_every_rule_that_withholds_something_is_told_in_words() -> None:
    told = data(NIGHT)
    used = {
        one["withheld"]
        for part in ("questions", "themes")
        for one in told["members"][part].values()
        if "withheld" in one
    }
    assert set(told["rules"]) == used == {"alike", "few-questions"}
    assert data(SMALL)["rules"] == {"few-members": "In deze groep zitten minder dan 5 mensen."}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_cell_is_a_formula(sign: str) -> None:
    """Names are typed by people, and a spreadsheet would work them out."""
    name = f"{sign}HYPERLINK(1)"
    about = dataclasses.replace(facts(NIGHT), organisation=name, name=name)
    told = publication()
    told["leaders"][0]["name"] = name
    rows = list(csv.DictReader(io.StringIO(as_csv(about, pack(), told, "nl"))))
    cells = {cell for row in rows for cell in row.values()}
    assert f"'{name}" in cells and name not in cells
    assert not [cell for cell in cells if cell.strip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r")]
