"""A small pack and check-ins to it, made in code: three themes, eight statements, four routes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tegenwind.packs import Pack, Route, Statement, Theme
from tegenwind.packs.model import Source, Tone
from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.report import Report, build

DIGEST = "0" * 64

#: Statement to theme, tone and route. Two statements of one theme may lead to different routes, and the other way round.
STATEMENTS: dict[str, tuple[str, Tone, str]] = {
    "a1": ("eerst", "chafes", "r1"),
    "a2": ("eerst", "carries", "r1"),
    "a3": ("eerst", "chafes", "r2"),
    "b1": ("dan", "chafes", "r1"),
    "b2": ("dan", "carries", "r2"),
    "b3": ("dan", "chafes", "r3"),
    "c1": ("slot", "chafes", "r4"),
    "c2": ("slot", "carries", "r4"),
}


def pack(statements: Mapping[str, tuple[str, Tone, str]] = STATEMENTS, version: str = "1.0.0") -> Pack:
    """A pack with these statements."""

    def theme(name: str) -> Theme:
        return Theme(
            id=name,
            title={"nl": f"Thema {name}", "en": f"Theme {name}"},
            statements=tuple(
                Statement(
                    id=key, theme=name, tone=tone, setting="desk", text={"nl": f"Zin {key}.", "en": f"Line {key}."}
                )
                for key, (home, tone, _route) in statements.items()
                if home == name
            ),
        )

    def route(name: str) -> Route:
        return Route(
            id=name,
            sources=("bron",),
            statements=tuple(key for key, (_home, _tone, leads) in statements.items() if leads == name),
            title={"nl": f"Route {name}", "en": f"Path {name}"},
            intro={"nl": "Voor wie.", "en": "For whom."},
            activities=(),
        )

    return Pack(
        format=1,
        id="proef",
        version=version,
        digest=DIGEST,
        languages=("nl", "en"),
        title={"nl": "Proef", "en": "Trial"},
        summary={"nl": "Kort.", "en": "Short."},
        minutes=5,
        licence="CC-BY-SA-4.0",
        sources=(Source(id="bron", title="Een boek", author="Iemand", year=2007),),
        themes=tuple(theme(name) for name in dict.fromkeys(home for home, _tone, _route in statements.values())),
        routes=tuple(route(name) for name in dict.fromkeys(leads for _home, _tone, leads in statements.values())),
        guides=(),
    )


def check_in(finished_on: datetime.date | None = None, /, **answers: Answer) -> CheckIn:
    """A check-in to :func:`pack` with these answers, by the local id of their statement."""
    return CheckIn(pack="proef", pack_version="1.0.0", digest=DIGEST, finished_on=finished_on, answers=answers)


PACK = pack()
IDS = tuple(STATEMENTS)

#: Any answer, and any check-in to the pack.
answers = st.builds(
    Answer,
    recognition=st.none() | st.integers(1, 5),
    charge=st.none() | st.integers(0, 3),
    words=st.sampled_from(["", "", "  ", "Het bleef hangen.", "De deur, en toen niets."]),
    other_meaning=st.booleans(),
)
check_ins = st.dictionaries(st.sampled_from(IDS), answers).map(lambda given: check_in(**given))


def report(now: CheckIn, earlier: CheckIn | None = None) -> Report:
    """The report of a check-in in Dutch."""
    return build(PACK, now, "nl", earlier)


def line(of: Report, statement: str) -> Any:
    """The line of a statement in a report."""
    return next(found for theme in of.themes for found in theme.statements if found.id == f"proef:{statement}")
