"""``packs.check``: every mistake at its place, and nothing that makes it fall over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tegenwind import packs
from tegenwind.packs import skeleton
from tegenwind.packs.mistakes import Mistake
from tests.packs import making


@pytest.mark.parametrize("name", making.broken_names())
def test_a_broken_pack_tells_every_mistake_at_its_place(name: str, tmp_path: Path) -> None:
    folder = making.broken(name, tmp_path)

    assert making.told(folder) == making.expected(name)
    with pytest.raises(packs.BrokenPack) as refused:
        packs.load(folder)
    assert refused.value.mistakes == packs.check(folder)


def test_there_is_a_broken_pack_for_each_rule_and_each_one_is_expected_to_fail() -> None:
    names = making.broken_names()

    assert len(names) >= 50
    assert [name for name in names if not making.expected(name)] == []


def test_the_mistakes_stand_in_the_order_of_file_line_and_column(tmp_path: Path) -> None:
    mistakes = packs.check(making.broken("everything", tmp_path))

    assert len(mistakes) >= 10
    assert mistakes == sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line, mistake.column))
    assert {mistake.file.name for mistake in mistakes} >= {"pack.yaml", "statements.yaml", "route.yaml", "nl.md"}


def test_a_mistake_reads_as_file_line_column_what_and_what_is_allowed() -> None:
    mistake = Mistake(Path("pakket/pack.yaml"), 3, 7, "'version' is 'een'", "allowed are three numbers")

    assert str(mistake) == "pakket/pack.yaml:3:7: 'version' is 'een', allowed are three numbers"


def test_the_pack_that_the_broken_ones_are_made_of_is_whole(tmp_path: Path) -> None:
    assert packs.check(making.whole(tmp_path / "heel")) == []


@pytest.mark.parametrize("purpose", [making.signals, making.needs, making.cases, making.dissent, making.team])
def test_so_are_those_of_another_purpose(purpose: Callable[[Path], Path], tmp_path: Path) -> None:
    assert packs.check(purpose(making.whole(tmp_path / "heel"))) == []


@pytest.mark.parametrize(("count", "what"), [(40, []), (41, ["this pack has 41 statements"])])
def test_a_pack_for_a_team_is_answered_in_some_minutes(count: int, what: list[str], tmp_path: Path) -> None:
    folder = making.team(making.whole(tmp_path / "heel"))
    with (folder / "statements.yaml").open("a", encoding="utf-8") as file:
        for number in range(count - 3):
            file.write(
                f"      - {{id: nog-{number}, tone: carries, setting: desk, text: {{nl: Ik zie., en: I see.}}}}\n"
            )

    assert [mistake.what for mistake in packs.check(folder)] == what


def test_the_skeleton_of_a_new_pack_passes_the_check(tmp_path: Path) -> None:
    skeleton.write(tmp_path / "nieuw")

    assert packs.check(tmp_path / "nieuw") == []
    assert packs.load(tmp_path / "nieuw").id == "nieuw"


def test_the_skeleton_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "nieuw").mkdir()

    with pytest.raises(FileExistsError):
        skeleton.write(tmp_path / "nieuw")
    assert list((tmp_path / "nieuw").iterdir()) == []


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "weg"
    what = "there is no such folder, allowed is the folder of a pack, with pack.yaml in it"

    assert [str(mistake) for mistake in packs.check(folder)] == [f"{folder}:1:1: {what}"]


def test_a_folder_without_anything_in_it_misses_its_files(tmp_path: Path) -> None:
    assert [mistake.file.name for mistake in packs.check(tmp_path)] == ["pack.yaml", "statements.yaml"]


def test_a_file_where_a_text_should_be_a_folder_is_told(tmp_path: Path) -> None:
    folder = making.whole(tmp_path / "heel")
    (folder / "guides" / "gids" / "nl.md").unlink()
    (folder / "guides" / "gids" / "nl.md").mkdir()

    assert making.told(folder) == [
        "guides/gids/nl.md:1:1: this file cannot be read (Is a directory), it has to be there as a text file"
    ]


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_not_text_is_told(tmp_path: Path) -> None:
    folder = making.whole(tmp_path / "heel")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_bytes(b"x")

    assert [mistake.what for mistake in packs.check(folder)] == ["this file is not part of a pack"]


@pytest.fixture(scope="module", params=["check-in", "signals", "needs", "dissent", "team"])
def whole_files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a whole pack, by their names inside it; one for each purpose."""
    folder = making.whole(tmp_path_factory.mktemp("heel") / "heel")
    if request.param != "check-in":
        made = {"signals": making.signals, "needs": making.needs, "dissent": making.dissent, "team": making.team}
        made[request.param](folder)
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[int, int, str, bytes]]:
    """Changes to make: which file, where in it (in thousandths), what to do, with which bytes."""
    telling = [b"\x00", b"\xff", b"\t", b"\n", b"\r", b"- ", b"[", b"{", b"&a ", b"*a", b"!!x ", b"# ", b"{#", b"<b>"]
    inserted = st.one_of(st.sampled_from(telling), st.binary(min_size=1, max_size=6))
    one = st.tuples(
        st.integers(0, 1000), st.integers(0, 1000), st.sampled_from(["flip", "delete", "insert", "cut"]), inserted
    )
    return draw(st.lists(one, min_size=1, max_size=8))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=changes())
def test_no_bytes_make_the_check_fall_over(
    changes: list[tuple[int, int, str, bytes]], whole_files: dict[str, bytes], tmp_path: Path
) -> None:
    files = dict(whole_files)
    for which, where, act, given_bytes in changes:
        name = list(files)[which % len(files)]
        raw = files[name]
        at = len(raw) * where // 1001
        if act == "flip":
            raw = raw[:at] + bytes(byte ^ 0x5A for byte in raw[at : at + 1]) + raw[at + 1 :]
        elif act == "delete":
            raw = raw[:at] + raw[at + len(given_bytes) :]
        elif act == "insert":
            raw = raw[:at] + given_bytes + raw[at:]
        else:
            raw = raw[:at]
        files[name] = raw
    folder = tmp_path / "heel"
    shutil.rmtree(folder, ignore_errors=True)
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)

    mistakes = packs.check(folder)

    if mistakes:
        assert all(mistake.line >= 1 and mistake.column >= 1 and mistake.allowed for mistake in mistakes)
    else:
        pack = packs.load(folder)
        assert (pack.guide("conversation") is not None) == (pack.purpose == "team")
        assert pack.purpose == "team" or all(pack.route_for(statement.id) for statement in pack.statements)
        assert (pack.questions is not None) == (pack.purpose == "needs")
        assert (pack.acts is not None) == (pack.purpose == "dissent")
        assert all(pack.route(part.route) for part in (pack.questions.needs if pack.questions else ()))


@pytest.mark.parametrize("name", ["statements.yaml", "questions.yaml", "acts.yaml"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="[]{}-:,&*!?#|>'\"\n \tab\\é", max_size=60))
def test_no_yaml_makes_the_check_fall_over(name: str, text: str, tmp_path: Path) -> None:
    folder = tmp_path / "heel"
    if not folder.exists():
        (making.dissent if name == "acts.yaml" else making.needs)(making.whole(folder))
    (folder / name).write_text(text, encoding="utf-8", newline="")

    assert packs.check(folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="#-*_>[]()<>`|~{}!&;:\n 1.ab\\é\r", max_size=80))
def test_no_markdown_makes_the_check_fall_over(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "heel"
    if not folder.exists():
        making.whole(folder)
    (folder / "guides" / "gids" / "nl.md").write_text(f"# Titel\n\nInleiding.\n\n{text}", encoding="utf-8", newline="")

    assert isinstance(packs.check(folder), list)
