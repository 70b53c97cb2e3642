"""What an entry of the book is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tegenwind.packs import Pack
from tegenwind.practice.report import ThemeLine
from tegenwind.wording import Wording

Look = Literal["heading", "statement", "place", "text", "own", "small"]


@dataclass(frozen=True)
class Block:
    """A piece of an entry. `own` is what the person wrote, `statement` a sentence of a pack; a theme comes with `heading`
    and has its picture under it."""

    look: Look
    text: str
    theme: ThemeLine | None = None


#: A record, the pack it belongs to, the earlier record beside it and the words, to a title, a line under it and blocks.
Teller = Callable[[Any, Pack | None, Any, Wording], tuple[str, str, Iterator[Block]]]
