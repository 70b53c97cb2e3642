"""Every bullet of the lists of the source has a signal, and every signal of the shipped pack has its bullet."""

from __future__ import annotations

import re
from pathlib import Path

from tegenwind import packs
from tegenwind.project.config import shipped

TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "signals.md"
ROW = re.compile(r"^\| (distance|nearness|touched) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_the_table_names_each_signal_under_its_own_family() -> None:
    pack = packs.load(shipped("packs") / "twee-benen")
    family = {one.id: theme.family for theme in pack.themes for one in theme.statements}
    told: dict[str, set[str]] = {"distance": set(), "nearness": set(), "touched": set()}
    for where, _bullet, ids in ROW.findall(TABLE.read_text(encoding="utf-8")):
        told[where] |= set(re.findall(r"`([^`]+)`", ids))

    assert told == {name: {one for one, where in family.items() if where == name} for name in told}


def test_no_bullet_is_left_without_a_signal() -> None:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))

    # Eleven of type I, ten of type II, and the six assumptions that being touched too much can shake.
    assert [sum(where == name for where, _bullet, _ids in rows) for name in ("distance", "nearness", "touched")] == [
        11,
        10,
        6,
    ]
    assert all("`" in ids for _where, _bullet, ids in rows)
