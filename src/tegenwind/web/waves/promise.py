"""The promise of a wave, as the pages show it (``waves/promise.html``). Its words are in `report.promise`: the same on paper.

A page shows it by ``{% include "waves/promise.html" with promise=promise %}``, with what :func:`of_wave` gives.
"""

from __future__ import annotations

from tegenwind.report.promise import Line, Promised, lines, short
from tegenwind.waves.models import Wave
from tegenwind.waves.opening import PROMISE, Plan
from tegenwind.web import library


def promised(wave: Wave) -> Promised:
    """What was promised of a wave (1 query)."""
    return Promised(
        wave.promise,
        wave.k,
        wave.tenths,
        wave.percents,
        wave.closes_on,
        wave.leaders_together,
        wave.leading.exists(),
    )


def of_wave(wave: Wave) -> tuple[Line, ...]:
    """The whole promise, in the language of this request (1 query)."""
    return lines(promised(wave), library.words())


def short_of(wave: Wave) -> str:
    """The promise in one sentence (1 query)."""
    return short(promised(wave), library.words())


def of_plan(plan: Plan) -> tuple[Line, ...]:
    """What would be promised: word for word what :func:`of_wave` gives once it is open."""
    limits = plan.thresholds
    one = Promised(
        PROMISE,
        limits.k,
        limits.tenths,
        limits.percents,
        plan.closes_on,
        plan.leaders_together,
        bool(plan.leaders),
    )
    return lines(one, library.words())
