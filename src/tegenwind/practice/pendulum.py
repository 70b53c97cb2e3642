"""The pendulum (D1): the looks at the balance in the order of their days, as a picture, a sentence and a table.

Drawn from heads alone. A thread joins what is of one kind (the weeks, or the contacts with one nickname) and stands near in
time; where nothing was kept for longer than :data:`THREAD`, it is broken: nobody knows how it was in between. Nothing is
added up, and no place is better than another. What moved at the same time is only ever asked about
(:mod:`tegenwind.practice.pendulum_questions`).
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple, get_args

from tegenwind.practice.balance import About, place_word, weight_word
from tegenwind.practice.pendulum_questions import questions
from tegenwind.wording import Wording

Period = Literal["quarter", "half", "year", "all"]
PERIODS: Final[tuple[Period, ...]] = get_args(Period)
#: What is shown unless the person asks for another period.
PERIOD: Final[Period] = "half"
_MONTHS: Final[Mapping[Period, int]] = {"quarter": 3, "half": 6, "year": 12}
#: The longest time between two looks that a thread still bridges.
THREAD: Final = datetime.timedelta(weeks=3)


class Point(NamedTuple):
    """One look at the balance, as its head tells it. ``number`` counts in the order they were kept, for two on one day."""

    id: int
    number: int
    on: datetime.date
    about: About
    nickname: str
    place: int | None
    doing: int | None
    meaning: int | None
    words: bool

    @property
    def case(self) -> str:
        """What contacts with one nickname have in common, however it was typed; empty without one."""
        return case_of(self.nickname) if self.nickname and self.about == "contact" else ""


@dataclass(frozen=True)
class Gap:
    """A time of more than :data:`THREAD` between two looks: from the day of the one to the day of the other."""

    after: datetime.date
    before: datetime.date


class Row(NamedTuple):
    """One look in the table, all in words; empty where it was left open."""

    id: int
    day: str
    about: str
    place: str
    doing: str
    meaning: str
    words: bool


@dataclass(frozen=True)
class Pendulum:
    """What the picture shows.

    Attributes:
        title: what it is about: everything, the weeks, or the contacts with one nickname.
        points: the looks, oldest first.
        threads: which places are joined, each as the points of an unbroken run, oldest first.
        gaps: where nothing was kept for more than three weeks.
        latest: the last look that has a place; the kite is there.
        sentence: what the picture shows.
        questions: at most two, about a month that differs from the months around it.
    """

    title: str
    points: tuple[Point, ...]
    threads: tuple[tuple[Point, ...], ...]
    gaps: tuple[Gap, ...]
    latest: Point | None
    sentence: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """The fixed words of the picture and its table."""

    distance: str
    nearness: str
    doing: str
    meaning: str
    gap: str
    months: tuple[str, ...]
    day: str
    about: str
    place: str
    doing_leg: str
    meaning_leg: str


def labels(w: Wording) -> Labels:
    """The fixed words in a language."""
    return Labels(
        distance=w.t("afstand"),
        nearness=w.t("nabijheid"),
        doing=w.t("doen"),
        meaning=w.t("betekenis"),
        gap=w.t("niets genoteerd"),
        months=tuple(w.t("jan feb mrt apr mei jun jul aug sep okt nov dec").split()),
        day=w.t("Dag"),
        about=w.t("Waarover"),
        place=w.t("Plek"),
        doing_leg=w.t("Doe-been"),
        meaning_leg=w.t("Betekenis-been"),
    )


def case_of(nickname: str) -> str:
    """A nickname as it is compared: without the difference between large and small letters, or spaces around it."""
    return " ".join(nickname.split()).casefold()


def read_points(heads: Iterable[tuple[int, Mapping[str, Any]]]) -> list[Point]:
    """The looks out of their ids and heads, which come newest first as lists have them."""
    found = [
        Point(
            id=record_id,
            number=-age,
            on=datetime.date.fromisoformat(head["on"]),
            about=head["about"],
            nickname=head["nickname"],
            place=head["place"],
            doing=head["doing"],
            meaning=head["meaning"],
            words=head["words"],
        )
        for age, (record_id, head) in enumerate(heads)
    ]
    return sorted(found, key=_order)


def _order(point: Point) -> tuple[datetime.date, int, int]:
    return point.on, point.number, point.id


def first_day(period: Period, today: datetime.date) -> datetime.date | None:
    """The first day of a period that ends today; None when it has no beginning."""
    if period == "all":
        return None
    years, month = divmod(today.year * 12 + today.month - 1 - _MONTHS[period], 12)
    return datetime.date(years, month + 1, min(today.day, calendar.monthrange(years, month + 1)[1]))


def periods(points: Iterable[Point], today: datetime.date) -> tuple[Period, ...]:
    """The periods worth offering: none that would show the same as a shorter one, and always the usual one."""
    days = [point.on for point in points]
    counts = []
    for period in PERIODS:
        since = first_day(period, today)
        counts.append(sum(since is None or day >= since for day in days))
    quarter, half, year, everything = counts
    worth = (quarter < half, True, year > half, everything > year)
    return tuple(period for period, shows_more in zip(PERIODS, worth, strict=True) if shows_more)


def within(points: Iterable[Point], period: Period, today: datetime.date) -> list[Point]:
    """The looks of a period, whatever order they come in; never more than it holds."""
    since = first_day(period, today)
    return [point for point in points if since is None or point.on >= since]


def pendulum(
    points: Iterable[Point], w: Wording, *, about: About | None = None, nickname: str | None = None
) -> Pendulum:
    """Lay out the looks of a period, in whatever order they come.

    Args:
        points: those of the period.
        w: the words of the person's language.
        about: only the weeks (``"week"``), or everything without it.
        nickname: only the contacts with this nickname.
    """
    shown = sorted(points, key=_order)
    title = w.t("Je evenwicht")
    if nickname is not None:
        shown = [point for point in shown if point.case == case_of(nickname)]
        title = w.t("Contacten met {nickname}", nickname=nickname)
    elif about is not None:
        shown = [point for point in shown if point.about == about]
        title = w.t("Weken") if about == "week" else w.t("Contacten")
    # What is joined is one thing over time: the weeks, or one case. Contacts with different people are not.
    strand = [point for point in shown if (point.about == "week" if nickname is None else True)]
    gaps = tuple(Gap(one.on, other.on) for one, other in pairwise(shown) if other.on - one.on > THREAD)
    placed = [point for point in shown if point.place is not None]
    latest = placed[-1] if placed else None
    return Pendulum(
        title=title,
        points=tuple(shown),
        threads=_threads([point for point in strand if point.place is not None]),
        gaps=gaps,
        latest=latest,
        sentence=_sentence(shown, placed, gaps, w),
        questions=questions(
            [(point.on, {"place": point.place, "doing": point.doing, "meaning": point.meaning}) for point in strand], w
        ),
    )


def _threads(placed: list[Point]) -> tuple[tuple[Point, ...], ...]:
    """Runs of at least two looks without a gap."""
    runs: list[list[Point]] = []
    for point in placed:
        if runs and point.on - runs[-1][-1].on <= THREAD:
            runs[-1].append(point)
        else:
            runs.append([point])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _sentence(shown: list[Point], placed: list[Point], gaps: tuple[Gap, ...], w: Wording) -> str:
    """What the picture shows. How often one looked is nobody's business to count, and figures are for who asks."""
    if not shown:
        return w.t("Hier staat nog niets. Dat hoeft ook niet.")
    told = _places(placed, w) if placed else [w.t("Je plek liet je open.")]
    if len(gaps) == 1:
        told.append(w.t("Tussen {after} en {before} staat niets; daar loopt geen draad.", **_ends(gaps[0], w)))
    elif gaps:
        told.append(w.t("Op een paar plaatsen staat meer dan drie weken niets; daar loopt geen draad."))
    return " ".join(told)


def _places(placed: list[Point], w: Wording) -> list[str]:
    stood = [point.place for point in placed if point.place is not None]
    latest = w.t(
        "De laatste keer, op {day}, stond je {place}.", day=w.date(placed[-1].on), place=place_word(stood[-1], w)
    )
    if len(stood) == 1:
        return [latest]
    if min(stood) == max(stood):
        return [
            w.t(
                "Je stond steeds op dezelfde plek: {place}. De laatste keer was op {day}.",
                place=place_word(stood[0], w),
                day=w.date(placed[-1].on),
            )
        ]
    between = w.t("Je bewoog tussen {one} en {other}.", one=place_word(min(stood), w), other=place_word(max(stood), w))
    return [between, latest]


def _ends(gap: Gap, w: Wording) -> dict[str, str]:
    """Both days; the year once where it is the same."""
    same = gap.after.year == gap.before.year
    after = f"{gap.after.day} {w.month(gap.after)}" if same else w.date(gap.after)
    return {"after": after, "before": w.date(gap.before)}


def table(shown: Pendulum, w: Wording) -> list[Row]:
    """The looks in words, newest first."""
    places = [place_word(value, w) for value in range(1, 8)]
    weights = [weight_word(value, w) for value in range(1, 6)]
    week, contact = w.t("de week"), w.t("een contact")
    return [
        Row(
            id=point.id,
            day=w.date(point.on),
            about=week if point.about == "week" else point.nickname or contact,
            place=places[point.place - 1] if point.place else "",
            doing=weights[point.doing - 1] if point.doing else "",
            meaning=weights[point.meaning - 1] if point.meaning else "",
            words=point.words,
        )
        for point in reversed(shown.points)
    ]
