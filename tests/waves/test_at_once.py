"""Two hosts, or two clicks, in one moment: one effect."""

from __future__ import annotations

import datetime

import pytest

from tegenwind.accounts.models import Person
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import closing, house, opening, reminding
from tegenwind.waves.errors import NotNow, WrongPlan
from tegenwind.waves.models import Wave
from tests.coaching.test_at_once import at_once
from tests.waves import making

pytestmark = pytest.mark.django_db(transaction=True)

HOSTS = 4


def hosted() -> tuple[making.Made, list[Person]]:
    made = making.organisation({"Noord": 6})
    hosts = [made.host, *(making.someone() for _ in range(HOSTS - 1))]
    for one in hosts[1:]:
        teams.give_role(made.organisation, one, Role.What.HOST)
    return made, hosts


def test_opening_closing_reminding_and_moving_the_day() -> None:
    closing.sweep()
    made, hosts = hosted()
    day = making.TODAY + making.WEEKS
    chosen = [made.teams["Noord"].pk]

    def opens(one: Person) -> object:
        return opening.open_wave(one, made.organisation, making.pack(), chosen, day, making.TODAY)

    found = at_once(*(lambda one=one: opens(one) for one in hosts))
    (wave,) = [one for one in found if isinstance(one, Wave)]
    assert [one.rule for one in found if isinstance(one, WrongPlan)] == ["running"] * (HOSTS - 1)
    assert Wave.objects.count() == 1 and house.every() == {wave.pk}

    found = at_once(*(lambda one=one: reminding.remind(wave, one, 0) for one in hosts))
    wave.refresh_from_db()
    assert wave.reminded == 1 and all(isinstance(one, Wave) for one in found)

    later = [day + datetime.timedelta(days=days + 1) for days in range(HOSTS)]
    found = at_once(
        *(
            lambda one=one, to=to: closing.extend(wave, one, to, making.TODAY)
            for one, to in zip(hosts, later, strict=True)
        )
    )
    wave.refresh_from_db()
    assert [one.closes_on for one in found if isinstance(one, Wave)] == [wave.closes_on]
    assert [one.rule for one in found if isinstance(one, NotNow)] == ["extended"] * (HOSTS - 1)

    making.answered(wave, {"Noord": making.answers(6)})
    after = wave.closes_on + datetime.timedelta(days=1)
    found = at_once(
        *(lambda one=one: closing.close(wave, one, making.pack(), after) for one in hosts[:2]),
        *(lambda one=one: closing.stop(wave, one) for one in hosts[2:]),
    )
    wave.refresh_from_db()
    assert len([one for one in found if isinstance(one, Wave)]) == 1
    assert [one.rule for one in found if isinstance(one, NotNow)] == ["closed"] * (HOSTS - 1)
    assert wave.state in ("published", "stopped") and (wave.publication is not None) == wave.is_published
    assert not house.every()
