"""Where the box and the key of a wave are: outside the database, and outside every backup."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from tegenwind.accounts.keystore import key_store
from tegenwind.waves.box import Box


def folder() -> Path:
    """The folder of the boxes."""
    return Path(settings.TEGENWIND.data) / "waves"


def box(wave_id: int) -> Box:
    """The box of a wave, which may not be there."""
    return Box(folder() / f"{wave_id}.sqlite3")


def destroy(wave_id: int) -> None:
    """Its key first: without it no ticket is worth anything. Nothing happens when both are gone."""
    key_store().forget_wave_key(wave_id)
    box(wave_id).destroy()


def every() -> set[int]:
    """The waves of which there is a key or a box."""
    names = (path.name.partition(".")[0] for path in folder().glob("*.sqlite3*"))
    return {int(name) for name in names if name.isdecimal()} | set(key_store().wave_keys())
