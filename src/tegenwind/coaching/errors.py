"""What can go wrong when somebody asks, answers or keeps a card. No message carries a name or a word."""

from collections.abc import Iterable
from typing import Literal


class CoachingError(Exception):
    """Anything wrong here."""


class NotPermitted(CoachingError):
    """This person was not permitted to coach here."""

    def __init__(self) -> None:
        super().__init__("not permitted to coach here")


class NotOffered(CoachingError):
    """This card is not offered to this person. Nobody is told why by this."""

    def __init__(self) -> None:
        super().__init__("this card is not offered to this person")


class NotAdult(CoachingError):
    """The person did not say that they are 18 or older."""

    def __init__(self) -> None:
        super().__init__("only who says to be 18 or older can ask")


class MomentGone(CoachingError):
    """A moment that was chosen is not free any more."""

    def __init__(self) -> None:
        super().__init__("this moment is not free any more")


class TooMany(CoachingError):
    """There are as many of these as there can be."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"there can be {most} at most")


class AlreadyAsked(CoachingError):
    """An open conversation with this coach is there already."""

    def __init__(self, record_id: int) -> None:
        self.record_id = record_id
        super().__init__("there is an open conversation with this coach")


class Unreachable(CoachingError):
    """The letter could not be delivered: the inbox of the other is full, or there is none any more. Nothing was kept."""

    def __init__(self, what: Literal["full", "gone"]) -> None:
        self.what = what
        super().__init__(f"the letter could not be delivered ({what})")


class Incomplete(CoachingError):
    """A card cannot be published without these fields."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"a published card needs {', '.join(self.missing)}")


class WrongMoment(CoachingError):
    """A free moment that is over, too far away, too short or too long."""

    def __init__(self, why: Literal["past", "far", "length"]) -> None:
        self.why = why
        super().__init__(f"no free moment ({why})")


class NotReadable(CoachingError):
    """A calendar file that cannot be used as a whole. `line` counts from 1; None where it is about all of it."""

    def __init__(self, why: str, line: int | None = None) -> None:
        self.why, self.line = why, line
        super().__init__(f"the calendar cannot be read ({why})")


class NotFetched(CoachingError):
    """A calendar could not be fetched. `status` is what the other server answered, where that is the reason."""

    def __init__(self, why: str, *, status: int | None = None, line: int | None = None) -> None:
        self.why, self.status, self.line = why, status, line
        super().__init__(f"the calendar was not fetched ({why})")
