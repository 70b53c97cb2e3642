"""Who is offered to whom. Plain facts in, yes or no out; what is known of them is gathered in `queries`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What there is to know about one coach, for one person.

    `same`: they are one and the same. `near`: the coach hosts, leads or administers in an organisation that the person is in.
    `runs`: the coach helps to run this place. `active`: the coach's place was not closed.
    """

    same: bool
    near: bool
    runs: bool
    active: bool
    permitted: bool
    published: bool


def goes_on(facts: Facts) -> bool:
    """Whether the person may arrange something with this coach; also for a conversation that is under way, whose card may have
    been hidden since.

    Who runs the place is out: they can see the rows, and could lay what comes in beside who was busy.
    """
    return facts.active and facts.permitted and not (facts.same or facts.near or facts.runs)


def offered(facts: Facts) -> bool:
    """Whether this coach is shown to this person, and can be asked."""
    return facts.published and goes_on(facts)
