"""What can be wrong with something that is done to an organisation. Messages name no person and no team."""

from __future__ import annotations

from typing import Literal


class TeamsError(Exception):
    """Nothing was changed."""


class NotThere(TeamsError):
    """The organisation, team, role or invitation is not there (any more)."""

    def __init__(self) -> None:
        super().__init__("it is not there")


class LastAdministrator(TeamsError):
    """Nobody would be left who administers the organisation."""

    def __init__(self) -> None:
        super().__init__("an organisation has somebody who administers it")


class WrongTree(TeamsError):
    """A team cannot be there: it would be part of itself, has the name of a team beside it, or there are too many."""

    def __init__(self, why: Literal["ring", "name", "many"]) -> None:
        super().__init__(f"a team cannot be there: {why}")
        self.why = why


class WrongInvitation(TeamsError):
    """An invitation cannot be made: its day does not fit, it needs a team (or none), or too many are open."""

    def __init__(self, why: Literal["day", "team", "many"]) -> None:
        super().__init__(f"an invitation cannot be made: {why}")
        self.why = why
