"""Who is offered to whom: every combination of what can be known."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from tegenwind.coaching.rules import Facts, goes_on, offered

NAMES = [field.name for field in dataclasses.fields(Facts)]
#: The only combination in which a coach is offered.
OFFERED = {"same": False, "near": False, "runs": False, "active": True, "permitted": True, "published": True}


@pytest.mark.parametrize("values", list(itertools.product([False, True], repeat=len(NAMES))))
def test_every_combination(values: tuple[bool, ...]) -> None:
    told = dict(zip(NAMES, values, strict=True))
    facts = Facts(**told)

    assert offered(facts) == (told == OFFERED)
    assert goes_on(facts) == (told | {"published": True} == OFFERED)


@pytest.mark.parametrize("name", NAMES)
def test_each_fact_alone_is_enough_to_leave_somebody_out(name: str) -> None:
    facts = Facts(**OFFERED)

    assert offered(facts)
    assert not offered(dataclasses.replace(facts, **{name: not OFFERED[name]}))
