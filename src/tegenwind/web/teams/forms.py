"""What somebody fills in about an organisation: names that others will see, and an invitation.

These are names that are asked for, and addresses of mail that are not kept; the guard looks at neither (docs/decisions/0024).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tegenwind.teams import rules
from tegenwind.teams.models import NAME_MAX, SHOWN_NAME_MAX, Invitation
from tegenwind.web.saving import too_long

USUAL: Final = datetime.timedelta(days=14)
"""How long an invitation is good when nothing else is chosen."""
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+")


@dataclass(frozen=True)
class Line:
    """A name that was typed: as it is kept, and what is wrong with it."""

    text: str
    problem: str = ""


def read_name(posted: Mapping[str, str], name: str, most: int = NAME_MAX) -> Line:
    """A name out of a form, on one line and without signs that nobody sees."""
    text = " ".join(_UNSEEN.sub(" ", posted.get(name, "")).split())
    if not text:
        return Line("", _("Vul hier een naam in."))
    return Line(text, too_long(len(text), most) if len(text) > most else "")


def read_shown(posted: Mapping[str, str]) -> Line:
    """The name under which others will know who has a role."""
    return read_name(posted, "shown", SHOWN_NAME_MAX)


def name_taken() -> str:
    return _("Daar staat al een team met deze naam. Kies een andere, dan houdt iedereen ze uit elkaar.")


@dataclass
class Asked:
    """An invitation as it was filled in: what was typed, and what is wrong with it by field."""

    what: str = rules.MEMBER
    team: str = ""
    until: str = ""
    addresses: str = field(default="", repr=False)
    problems: dict[str, str] = field(default_factory=dict)
    day: datetime.date | None = None
    letters: tuple[str, ...] = field(default=(), repr=False)

    @property
    def kind(self) -> Invitation.What:
        return Invitation.What(self.what)


def begin(today: datetime.date, team: str = "") -> Asked:
    """The form as it is first shown."""
    return Asked(team=team, until=(today + USUAL).isoformat())


def read_invitation(posted: Mapping[str, str], teams: Collection[str], today: datetime.date) -> Asked:
    """What was posted; nothing in `problems` when it can be made.

    Args:
        teams: the numbers of the teams that can be chosen.
    """
    asked = Asked(
        posted.get("what", ""), posted.get("team", ""), posted.get("until", "").strip(), posted.get("addresses", "")
    )
    problems = asked.problems
    if asked.what not in Invitation.What.values:
        problems["what"] = _("Kies waarvoor je uitnodigt.")
    elif rules.goes_with_team(asked.what) and asked.team not in teams:
        problems["team"] = _("Kies een team.")
    try:
        asked.day = datetime.date.fromisoformat(asked.until)
    except ValueError:
        problems["until"] = _("Geef een dag, bijvoorbeeld {day}.").format(day=(today + USUAL).isoformat())
    if asked.day and not rules.day_fits(asked.day, today):
        first, last = today + rules.SOONEST, today + rules.LONGEST
        problems["until"] = _(
            "Een uitnodiging is een dag tot een maand geldig: kies een dag van {first} tot en met {last}."
        ).format(first=first.isoformat(), last=last.isoformat())
    asked.letters, wrong = _addresses(asked.addresses)
    if wrong:
        problems["addresses"] = wrong
    elif len(asked.letters) > 1 and rules.works_once(asked.what):
        problems["addresses"] = _("Deze link werkt één keer. Geef hier één adres, of geef de link zelf.")
    return asked


def _addresses(typed: str) -> tuple[tuple[str, ...], str]:
    """The addresses, each once; or which line is none."""
    found: dict[str, str] = {}
    for number, line in enumerate(typed.splitlines(), start=1):
        for piece in re.split(r"[,;]", line):
            if not (address := piece.strip()):
                continue
            try:
                validate_email(address)
            except ValidationError:
                return (), _("Op regel {number} staat geen mailadres. Zet er op elke regel één.").format(number=number)
            found.setdefault(address.lower(), address)
    if len(found) > rules.MOST_ADDRESSES:
        return (), _("Hier staan {count} adressen; er kunnen er {most} tegelijk.").format(
            count=len(found), most=rules.MOST_ADDRESSES
        )
    return tuple(found.values()), ""
