"""Somebody who joined is laid down again as they came out of the pages, instead of walking through the same pages each time.

Thousands of tests begin with somebody who has a place of their own. In each process the first one of a name goes through the
pages; what that left (rows, files of the key store, cookies) is put down for the next. Where something of it stands already,
or the settings are others, they walk through the pages again.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models

#: Seconds. A session is as old as what was kept of it; and a test in which it is another time shares with no other test.
AGE = 45
_left: dict[tuple[object, ...], list[Left]] = {}


class Browsing(Protocol):
    """A person at a browser, as far as joining needs one."""

    client: Any
    code: str


@dataclass(frozen=True)
class Left:
    """What somebody's joining left."""

    rows: tuple[models.Model, ...]
    files: dict[str, bytes]
    cookies: SimpleCookie
    code: str

    def fits(self) -> bool:
        """Whether nobody stands there already. The files of an earlier test may: no test but its own reads them."""
        return not any(type(row)._default_manager.filter(pk=row.pk).exists() for row in self.rows)

    def lay_down(self, one: Browsing) -> None:
        for row in self.rows:
            copy.deepcopy(row).save_base(raw=True, force_insert=True)
        _keys().mkdir(mode=0o700, parents=True, exist_ok=True)
        # A key that an earlier test put in the place of this one would go before it.
        for path in [path for path in _keys().iterdir() if path.stem in {Path(name).stem for name in self.files}]:
            path.unlink()
        for name, content in self.files.items():
            (_keys() / name).write_bytes(content)
            (_keys() / name).chmod(0o600)
        one.client.cookies, one.code = copy.deepcopy(self.cookies), self.code


def join(one: Browsing, name: str, through_the_pages: Callable[[], None]) -> None:
    """Let somebody join: through the pages, or as that was left before."""
    here = (name, repr(settings.TEGENWIND), settings.SECRET_KEY, settings.TEGENWIND_ARGON2, int(time.time()) // AGE)
    for left in _left.get(here, []):
        if left.fits():
            left.lay_down(one)
            return
    rows, files = _rows(), _files()
    through_the_pages()
    new = tuple(row for key, row in _rows().items() if key not in rows)
    made = {name: content for name, content in _files().items() if name not in files}
    _left.setdefault(here, []).append(Left(new, made, copy.deepcopy(one.client.cookies), one.code))


def _rows() -> dict[tuple[str, object], models.Model]:
    return {
        (model._meta.label, row.pk): row for model in apps.get_models() for row in model._default_manager.order_by("pk")
    }


def _keys() -> Path:
    return Path(settings.TEGENWIND.keys)


def _files() -> dict[str, bytes]:
    return {
        str(path.relative_to(_keys())): path.read_bytes()
        for path in _keys().rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
