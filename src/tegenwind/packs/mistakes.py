"""A mistake in a pack: where it stands, what is wrong, and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake. ``line`` and ``column`` count from 1, the column in characters."""

    file: Path
    line: int
    column: int
    what: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}, {self.allowed}"


class BrokenPack(Exception):
    """A pack that cannot be used; ``mistakes`` holds every mistake that was found, in order of file and line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class Found:
    """Collects mistakes while a pack is read, so that all are told and not only the first."""

    def __init__(self) -> None:
        self._mistakes: set[Mistake] = set()

    def add(self, file: Path, place: tuple[int, int], what: str, allowed: str) -> None:
        self._mistakes.add(Mistake(file, *place, what, allowed))

    def __len__(self) -> int:
        return len(self._mistakes)

    def sorted(self) -> list[Mistake]:
        return sorted(self._mistakes)
