"""The written side held against the program: settings, addresses, keys and commands, examples and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from pydantic import BaseModel

from tegenwind import packs
from tegenwind.packs import rules, schema, skeleton
from tegenwind.packs.model import (
    KINDS,
    NEEDS,
    SECTORS,
    STRETCHES,
    WORLDS,
    Family,
    Need,
    Purpose,
    Role,
    Sector,
    Setting,
    Stretch,
    Tone,
    Touches,
    Way,
    With,
    World,
)
from tegenwind.practice import report as practice_report
from tegenwind.practice.answers_csv import COLUMNS, read_answers
from tegenwind.practice.versions import KINDS as RECORDS
from tegenwind.project import cli, config
from tegenwind.report.json import report_json

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def rows(page: Path) -> Iterator[list[str]]:
    """The cells of every row of every table on a page."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def named(page: Path) -> list[str]:
    """What stands in backticks in the first cells of the tables of a page."""
    return [name for cells in rows(page) for name in re.findall(r"`([^`]+)`", cells[0])]


class TestSettings:
    PAGE = REFERENCE / "settings.md"

    def test_each_setting_is_told_with_its_default_and_meaning(self) -> None:
        told = {cells[0].strip("`"): (cells[1], cells[2]) for cells in rows(self.PAGE) if len(cells) == 3}
        del told["setting"]
        assert told == config.SETTINGS

    def test_no_page_names_a_setting_that_is_not_there(self) -> None:
        text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
        known = {*config.SETTINGS, *("TEGENWIND_TEST_" + name for name in ("DATABASE", "DATABASE_URL", "GOLDEN"))}
        assert set(re.findall(r"\bTEGENWIND_[A-Z0-9_]*[A-Z0-9]", text)) <= known


class TestAddresses:
    PAGE = REFERENCE / "addresses.md"
    FILLED = {"id": "0123456789abc", "number": "3", "pack": "weerstand", "statement": "afhaken", "route": "terugkomen"}

    def told(self) -> set[str]:
        return {name for name in named(self.PAGE) if name.startswith("/")}

    @pytest.mark.parametrize("address", sorted({name for name in named(PAGE) if name.startswith("/")}))
    def test_each_leads_somewhere(self, address: str) -> None:
        resolve(re.sub("<([a-z]+)>", lambda part: self.FILLED.get(part[1], "iets"), address))

    def test_an_address_that_is_not_there_is_noticed(self) -> None:
        with pytest.raises(Resolver404):
            resolve("/nergens/")

    def test_each_address_of_the_program_is_told(self) -> None:
        told = {re.sub("<[a-z]+>", "*", name) for name in self.told()}
        there = {"/" + re.sub("<[^>]+>", "*", route) for route in _routes(get_resolver())}
        assert {address.replace("/reading/*/*/", "/reading/guides/*/") for address in there} <= told


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from _routes(entry, route)


class TestPackFormat:
    PAGE = REFERENCE / "pack-format.md"
    FILES: tuple[type[BaseModel], ...] = (
        schema.PackFile,
        schema.StatementsFile,
        schema.QuestionsFile,
        schema.ReadingsFile,
        schema.ActsFile,
        schema.RouteFile,
        schema.GuideFile,
    )

    def test_each_key_of_each_file_is_told_and_no_other(self) -> None:
        told: list[set[str]] = []
        for cells in rows(self.PAGE):
            if cells[0] == "key":
                told.append(set())
            elif cells[0] == "kind":
                break
            elif told:
                told[-1].add(cells[0].strip("`"))
        told.append({"id", "role", "sources"})
        assert told == [set(_keys(file)) for file in self.FILES]
        assert set(named(self.PAGE)) >= {"id", "role", "sources"}

    def test_each_kind_has_its_parts_in_order(self) -> None:
        told = {
            cells[0].strip("`"): tuple(re.findall("`([a-z-]+)`", cells[2]))
            for cells in rows(self.PAGE)
            if cells[0].strip("`") in KINDS
        }
        assert told == dict(rules.PARTS)

    def test_each_word_that_may_be_chosen_is_told(self) -> None:
        text = self.PAGE.read_text(encoding="utf-8")
        for choice in (Tone, Setting, With, Role, Purpose, Family, Touches, Need, World, Way, Sector, Stretch):
            for word in get_args(choice):
                assert f"`{word}`" in text

    def test_needs_and_worlds_are_told_in_their_order(self) -> None:
        told = {cells[0].strip("`"): tuple(re.findall("`([a-z]+)`", cells[1])) for cells in rows(self.PAGE)}
        assert told["needs"] == NEEDS
        assert told["needs[].cells"] == WORLDS
        assert told["stretches"] == STRETCHES

    def test_each_role_has_its_sections_in_order(self) -> None:
        told = [cells[1:] for cells in rows(self.PAGE) if len(cells) == 3 and cells[1].strip("`") in get_args(Role)]
        assert {role.strip("`"): tuple(re.findall("`([a-z-]+)`", sections)) for role, sections in told} == (
            rules.ROLE_SECTIONS
        )
        assert len(told) == len(rules.ROLE_SECTIONS)

    def test_the_example_of_a_cell_is_one(self) -> None:
        (text,) = re.findall(r"^```yaml\n(world: .*?)^```$", self.PAGE.read_text("utf-8"), re.S | re.M)
        assert schema.CellEntry.model_validate(yaml.safe_load(text)).world == "team"

    def test_the_example_of_a_form_is_one(self) -> None:
        (text,) = re.findall(r"^```yaml\n(id: vorm-.*?)^```$", self.PAGE.read_text("utf-8"), re.S | re.M)
        form = schema.FormEntry.model_validate(yaml.safe_load(text))
        assert [example.setting for example in form.examples] == list(SECTORS)

    def test_the_figures_are_those_of_the_rules(self) -> None:
        text = self.PAGE.read_text(encoding="utf-8")
        low, high = rules.READ_WORDS
        both = rules.QUESTIONS["both"]
        assert f"{low} to {high} words" in text
        assert f"at least {rules.ACTIVITIES_MIN}, of at least {rules.KINDS_MIN} kinds" in text
        assert f"`questions` (five), `both` ({both[0]} to {both[1]})" in text
        assert rules.QUESTIONS["questions"] == (5, 5)
        (fewest,) = (told.min_length for told in schema.CellEntry.model_fields["questions"].metadata)
        assert f"| `needs[].cells[].questions` | at least {fewest} |" in text

    def test_the_example_passes_the_check(self, tmp_path: Path) -> None:
        folder = tmp_path / "voorbeeld"
        skeleton.write(folder)
        files = re.findall(r"^`([a-z/.-]+)`:\n\n```\w+\n(.*?)^```$", self.PAGE.read_text("utf-8"), re.S | re.M)
        assert len(files) == 4
        for name, text in files:
            assert (folder / name).is_file()
            (folder / name).write_text(text, encoding="utf-8")
        assert packs.check(folder) == []
        assert packs.load(folder).title["nl"] == "Stilte"


def _keys(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = before + (field.alias or name)
        yield key
        inside = _model(field.annotation)
        if inside is not None and inside is not schema.Both:
            many = "[]" if "list" in str(field.annotation) else ""
            yield from _keys(inside, f"{key}{many}.")


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model(part))), None)


class TestReportJson:
    PAGE = REFERENCE / "report-json.md"

    def test_each_key_is_told_and_no_other(self) -> None:
        pack = packs.load(config.shipped("packs") / "weerstand")
        then = read_answers(b"statement,recognition\nafhaken,2\n", pack)
        now = read_answers(b"statement,recognition,charge\nafhaken,5,3\nja-maar,1,\n", pack)
        made = report_json(practice_report.build(pack, now, "nl", then))
        there = {path.replace("changes[].earlier.", "changes[].now.") for path in _paths(made)}
        assert set(named(self.PAGE)) - {"changes[].earlier"} - {
            name for name in named(self.PAGE) if "." not in name and "[]" not in name
        } == there - {"pack", "version", "digest", "language"} - {"changes[].earlier"}
        assert {"pack", "version", "digest", "language"} <= set(named(self.PAGE)) & there

    def test_each_kind_of_change_is_told(self) -> None:
        text = self.PAGE.read_text(encoding="utf-8")
        assert all(f"`{kind}`" in text for kind in get_args(practice_report.ChangeKind))


def _paths(value: Any, before: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, f"{before}.{key}" if before else key)
    elif isinstance(value, list):
        for part in value:
            yield from _paths(part, f"{before}[]")
    else:
        yield before


class TestRecords:
    TEXT = (REFERENCE / "records.md").read_text(encoding="utf-8")

    def test_each_kind_is_told_with_its_version(self) -> None:
        told = dict(re.findall(r"^\| `([a-z-]+)` \| (\d+) \| ", self.TEXT, re.M))
        assert told == {kind: str(version) for kind, (version, _model) in RECORDS.items()}

    @pytest.mark.parametrize("kind", sorted(RECORDS))
    def test_each_field_is_told_and_no_other(self, kind: str) -> None:
        part = self.TEXT.split(f"\n## `{kind}`\n")[1].split("\n## ")[0]
        told = [name for row in re.findall(r"^\| (`.*?) \| ", part, re.M) for name in re.findall("`([a-z_]+)`", row)]
        assert set(told) == set(RECORDS[kind][1].model_fields)


class TestCommandLine:
    TEXT = (REFERENCE / "command-line.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "command",
        ["serve", "check", "doctor", "backup", "restore", "report", "pack check", "pack list", "pack new"],
        ids=lambda name: str(name),
    )
    def test_each_option_of_each_command_is_told(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            cli.main([*command.split(), "--help"])
        options = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", capsys.readouterr().out)) - {"--help"}
        part = self.TEXT.split(f"## `tegenwind {command}")[1].split("\n## ")[0]
        assert options == set(re.findall(r"`(--[a-z]+(?:-[a-z]+)*)", part))

    def test_each_command_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            cli.main(["--help"])
        commands = set(re.findall(r"^    ([a-z]+)(?= |$)", capsys.readouterr().out, re.M))
        assert commands == set(re.findall(r"^## `tegenwind ([a-z]+)", self.TEXT, re.M))

    def test_the_columns_are_those_that_are_read(self) -> None:
        part = self.TEXT.split("### Files of answers")[1].split("\n## ")[0]
        assert tuple(re.findall(r"^\| `([a-z]+)`", part, re.M)) == COLUMNS

    def test_the_example_can_be_read(self) -> None:
        example = re.search(r"^```csv\n(.*?)^```$", self.TEXT, re.S | re.M)
        assert example is not None
        pack = packs.load(config.shipped("packs") / "weerstand")
        assert read_answers(example[1].encode(), pack).answers["afhaken"].charge == 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_and_picture_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) + re.findall(r'src="([^"]+)"', text)
    inside = [link for link in links if "://" not in link and not link.startswith(("guides/", "routes/"))]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_file_that_is_gone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    told = set(re.findall(r"`((?:src|tests|docs|packs|policy|requirements|bench)/[\w/.-]+\.\w+)`", text))
    assert {name for name in told if not (ROOT / name).exists()} == set()
