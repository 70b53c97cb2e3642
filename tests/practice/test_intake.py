"""A first conversation that was asked for: what may follow, and that both sides come to see the same."""

from __future__ import annotations

import datetime
import itertools
import random
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from pydantic import ValidationError

from tegenwind.practice import intake
from tegenwind.practice.intake import Event, Full, Intake, Letter, Moment, NotNow, Side, Standing, State, What

DAY = datetime.date(2026, 11, 22)
NINE = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
TOKEN = "0123456789abcdef" * 2


def moment(hours: int = 0) -> Moment:
    return Moment(start=NINE + datetime.timedelta(hours=hours), minutes=30)


def event(what: What, who: Side = "person", n: int = 0, key: str = "sleutel-een", **more: object) -> Event:
    return Event.model_validate({"key": key, "n": n, "who": who, "what": what, "on": DAY, **more})


def begun() -> tuple[Intake, Intake]:
    """The record of who asks, and of the coach, who has the first letter."""
    first = event("asked", moments=(moment(),), where="online")
    mine = Intake(side="person", token=TOKEN, other="Mira", own="Zeehond", events=(first,), key=first.key)
    theirs = intake.begun(Letter(token=TOKEN, event=first, own="Zeehond", address="x", adult=True))
    assert theirs is not None
    return mine, theirs


def at(state: State, by: Side, offer: bool) -> Standing:
    agreed = moment() if state == "confirmed" else None
    return Standing(state, by, DAY, (moment(),) if offer else (), agreed)


#: What may follow: by how it stands, who made it so, whether there is an offer, and for whom.
FOLLOWS: dict[tuple[str, str, bool, str], set[str]] = {
    ("asked", "person", True, "person"): {"proposed", "said", "cancelled"},
    ("asked", "person", True, "coach"): {"proposed", "said", "declined", "confirmed"},
    ("asked", "person", False, "person"): {"proposed", "said", "cancelled"},
    ("asked", "person", False, "coach"): {"proposed", "said", "declined"},
    ("proposed", "person", True, "person"): {"proposed", "said", "cancelled"},
    ("proposed", "person", True, "coach"): {"proposed", "said", "declined", "confirmed"},
    ("proposed", "coach", True, "person"): {"proposed", "said", "cancelled", "confirmed"},
    ("proposed", "coach", True, "coach"): {"proposed", "said", "declined"},
    ("confirmed", "person", False, "person"): {"proposed", "said", "cancelled"},
    ("confirmed", "person", False, "coach"): {"proposed", "said", "cancelled"},
    ("confirmed", "coach", False, "person"): {"proposed", "said", "cancelled"},
    ("confirmed", "coach", False, "coach"): {"proposed", "said", "cancelled"},
}


@pytest.mark.parametrize("told", sorted(FOLLOWS))
def test_what_may_follow(told: tuple[State, Side, bool, Side]) -> None:
    state, by, offer, who = told
    assert intake.may(at(state, by, offer), who) == FOLLOWS[told]


@pytest.mark.parametrize("who", intake.SIDES)
def test_before_the_first_only_the_person_asks_and_after_the_end_nothing_follows(who: Side) -> None:
    assert intake.may(None, who) == ({"asked"} if who == "person" else set())
    for by in intake.SIDES:
        assert intake.may(at("declined", by, False), who) == intake.may(at("cancelled", by, False), who) == set()


@pytest.mark.parametrize("state", get_args(State))
def test_calling_off_is_always_possible_until_it_is_over(state: State) -> None:
    for by, who in itertools.product(intake.SIDES, intake.SIDES):
        stands = at(state, by, state == "proposed")
        assert bool(intake.may(stands, who) & intake.ENDING) == (not stands.is_over)


class TestWriting:
    @pytest.mark.parametrize("what", ["asked", "declined", "confirmed", "proposed", "said"])
    def test_what_cannot_follow_is_refused(self, what: What) -> None:
        mine, _theirs = begun()
        with pytest.raises(NotNow):
            intake.written(mine, what, key="sleutel-twee", on=DAY)

    def test_the_same_key_is_the_same_event(self) -> None:
        mine, _theirs = begun()
        once, first = intake.written(mine, "said", key="sleutel-twee", on=DAY, words="Dag")
        assert intake.written(once, "cancelled", key="sleutel-twee", on=DAY) == (once, first)

    def test_there_is_an_end_to_what_can_be_said_and_none_to_calling_off(self) -> None:
        mine, theirs = begun()
        for number in range(intake.EVENTS_MAX - 1):
            mine, said = intake.written(mine, "said", key=f"woorden-{number:04}", on=DAY, words="x")
            theirs = intake.came(theirs, said)
        with pytest.raises(Full):
            intake.written(mine, "said", key="een-te-veel", on=DAY, words="x")
        too_many = event("said", n=99, key="een-te-veel", words="x")
        assert intake.came(theirs, too_many) is theirs
        mine, off = intake.written(mine, "cancelled", key="afgezegd-1", on=DAY)
        theirs = intake.came(theirs, off)
        assert mine.stands == theirs.stands and mine.stands.state == "cancelled"
        Intake.model_validate(theirs.model_dump(mode="json"))

    def test_moments_are_in_utc_and_to_the_minute(self) -> None:
        summer = datetime.timezone(datetime.timedelta(hours=2))
        told = Moment(start=datetime.datetime(2026, 6, 1, 11, 0, 30, tzinfo=summer), minutes=30)
        assert told.start.isoformat() == "2026-06-01T09:00:00+00:00"
        assert told.end.isoformat() == "2026-06-01T09:30:00+00:00"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"moments": [{"start": "2026-06-01T09:00:00", "minutes": 30}]},
            {"moments": [{"start": "2026-06-01T09:00:00Z", "minutes": 5}]},
            {"moments": [{"start": "2026-06-01T09:00:00Z", "minutes": 181}]},
            {"moments": [{"start": f"2026-06-0{day}T09:00:00Z", "minutes": 30} for day in range(1, 8)]},
            {"words": "x" * 1001},
            {"where": "café"},
            {"key": "kort"},
            {"n": -1},
            {"who": "boss"},
            {"extra": 1},
        ],
    )
    def test_what_an_event_cannot_hold(self, wrong: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            Event.model_validate({"key": "sleutel-een", "n": 0, "who": "person", "what": "said", "on": DAY} | wrong)


def test_who_declined_is_not_held_to_what_was_confirmed_meanwhile() -> None:
    mine, theirs = begun()
    theirs, proposed = intake.written(theirs, "proposed", key="voorstel-1", on=DAY, moments=(moment(3),))
    mine = intake.came(mine, proposed)
    mine, yes = intake.written(mine, "confirmed", key="bevestigd-1", on=DAY, moments=(moment(3),))
    theirs, words = intake.written(theirs, "said", key="woorden-1", on=DAY, words="Het wordt lastig.")
    theirs, no = intake.written(theirs, "declined", key="afgezegd-1", on=DAY)
    assert mine.stands.state == "confirmed" and no.n > yes.n
    for late in (no, words):
        mine = intake.came(mine, late)
    theirs = intake.came(theirs, yes)
    assert mine.stands == theirs.stands and mine.stands.state == "declined"


class TestLetters:
    def test_the_first_makes_the_record_of_the_coach(self) -> None:
        _mine, theirs = begun()
        assert (theirs.side, theirs.other, theirs.unread, theirs.card) == ("coach", "Zeehond", ("sleutel-een",), None)
        assert theirs.head()["new"] is True

    @pytest.mark.parametrize(
        "change",
        [
            {"adult": False},
            {"event": event("said", words="x")},
            {"event": event("asked", who="coach")},
            {"event": event("asked", n=1)},
        ],
    )
    def test_anything_else_makes_none(self, change: dict[str, object]) -> None:
        letter = Letter(token=TOKEN, event=event("asked"), own="Zeehond", adult=True)
        assert intake.begun(letter) is not None
        assert intake.begun(letter.model_copy(update=change)) is None

    def test_a_second_first_letter_changes_nothing(self) -> None:
        _mine, theirs = begun()
        assert intake.came(theirs, event("asked", key="sleutel-twee")) is theirs

    def test_what_is_not_as_we_write_them_is_no_letter(self) -> None:
        good = Letter(token=TOKEN, event=event("asked")).model_dump(mode="json")
        assert intake.letter_of(good) is not None
        for wrong in ({}, good | {"token": "x"}, good | {"v": 2}, good | {"more": 1}, good | {"event": None}):
            assert intake.letter_of(wrong) is None


class TwoSides(RuleBasedStateMachine):
    """Both do whatever they may, in whatever order; letters lie, cross, come late, twice, and out of order."""

    letters = Bundle("letters")

    @initialize()
    def asks(self) -> None:
        mine, theirs = begun()
        self.sides: dict[str, Intake] = {"person": mine, "coach": theirs}
        self.on_the_way: dict[str, list[Event]] = {"person": [], "coach": []}
        self.count = 0

    @rule(
        who=st.sampled_from(intake.SIDES),
        what=st.sampled_from(intake.WHATS),
        hours=st.lists(st.integers(0, 3), max_size=3, unique=True),
        chosen=st.integers(0, 2),
    )
    def does(self, who: Side, what: What, hours: list[int], chosen: int) -> None:
        record = self.sides[who]
        moments = tuple(moment(hour) for hour in hours)
        if what == "confirmed" and record.stands.offer:
            moments = (record.stands.offer[chosen % len(record.stands.offer)],)
        self.count += 1
        try:
            changed, told = intake.written(
                record,
                what,
                key=f"gebeurd-{self.count:05}",
                on=DAY,
                moments=moments,
                words="x" if what == "said" else "",
            )
        except (NotNow, Full):
            return
        # What somebody just did is how it stands for them, whatever is on its way.
        if what != "said":
            assert (changed.stands.by, changed.stands.state) == (who, what)
        self.sides[who] = changed
        self.on_the_way["coach" if who == "person" else "person"].append(told)

    @rule(who=st.sampled_from(intake.SIDES), seed=st.integers(0, 1000), some=st.booleans(), twice=st.booleans())
    def letters_come(self, who: Side, seed: int, some: bool, twice: bool) -> None:
        waiting = self.on_the_way[who]
        random.Random(seed).shuffle(waiting)
        now = waiting[: len(waiting) // 2] if some else list(waiting)
        self.on_the_way[who] = waiting[len(now) :]
        for told in now * (2 if twice else 1):
            self.sides[who] = intake.came(self.sides[who], told)

    @rule(who=st.sampled_from(intake.SIDES))
    def somebody_pretends(self, who: Side) -> None:
        record = self.sides[who]
        forged = event("cancelled", who=who, n=50, key="vervalst-1")
        assert intake.came(record, forged) is record

    @invariant()
    def what_stands_makes_sense(self) -> None:
        for record in getattr(self, "sides", {}).values():
            stands = record.stands
            assert (stands.agreed is not None) == (stands.state == "confirmed")
            assert not stands.offer or stands.state in ("asked", "proposed")
            assert Intake.model_validate(record.model_dump(mode="json")).stands == stands

    def teardown(self) -> None:
        if not hasattr(self, "sides"):
            return
        for who, waiting in self.on_the_way.items():
            for told in waiting:
                self.sides[who] = intake.came(self.sides[who], told)
        mine, theirs = self.sides["person"], self.sides["coach"]
        assert mine.story == theirs.story
        assert mine.stands == theirs.stands
        # Whoever called it off is not overruled by what the other did without knowing.
        assert mine.stands.is_over == any(one.what in intake.ENDING for one in mine.events)


TwoSides.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
test_two_sides_come_to_see_the_same = TwoSides.TestCase
