"""Where the box and the key of a wave are: outside the database, and outside every backup."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tegenwind.accounts.errors import KeyStoreError
from tegenwind.accounts.keystore import key_store
from tegenwind.measure import Thresholds
from tegenwind.waves.box import Box


def folder() -> Path:
    """The folder of the boxes."""
    return Path(settings.TEGENWIND.data) / "waves"


def box(wave_id: int) -> Box:
    """The box of a wave, which may not be there."""
    return Box(folder() / f"{wave_id}.sqlite3")


def is_there(wave_id: int) -> bool:
    """Whether answers to an open wave can be counted: its box and its key are both there."""
    return box(wave_id).path.is_file() and key_of(wave_id) is not None


def key_of(wave_id: int) -> bytes | None:
    """The key of a wave; None when it is gone or damaged, which comes to the same."""
    try:
        return key_store().wave_key(wave_id)
    except KeyStoreError:
        return None


def thresholds() -> Thresholds:
    """The numbers that a wave gets which opens now: k as this place has it (5 or more), the others at least as large."""
    k = int(settings.TEGENWIND.smallest_group)
    return Thresholds(k, max(k, Thresholds.tenths), max(k, Thresholds.percents))


def destroy(wave_id: int) -> None:
    """Its key first: without it no ticket is worth anything. Nothing happens when both are gone."""
    key_store().forget_wave_key(wave_id)
    box(wave_id).destroy()


def every() -> set[int]:
    """The waves of which there is a key or a box."""
    names = (path.name.partition(".")[0] for path in folder().glob("*.sqlite3*"))
    return {int(name) for name in names if name.isdecimal()} | set(key_store().wave_keys())
