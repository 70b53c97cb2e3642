"""What holds for a pack whose statements a team answers together (E1): one tone a theme, ends in words, a conversation."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tegenwind.packs.files import Place, Yaml
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import Purpose, Role
from tegenwind.packs.schema import StatementsFile, ThemeEntry

#: What a theme has in a pack for a team, and nowhere else.
TOLD: Final = ("low", "high", "question")
#: The guides of a pack for a team. The first has to be there once, the other may be.
CONVERSATION: Final[Role] = "conversation"
ROLES: Final[tuple[Role, ...]] = (CONVERSATION, "listening")

#: A theme has a place when half of its statements may be shown. Of two, one alone would be the place of the theme.
STATEMENTS_MIN: Final = 3
#: Answered in about four minutes, in a corridor.
STATEMENTS_MAX: Final = 40

Roles = list[tuple[Role | None, Path, Place]]
"""The role of each guide that could be read, with the file and the place where it says so."""


def look_at_themes(yaml: Yaml, file: StatementsFile, purpose: Purpose | None, found: Found) -> None:
    """Tell what is wrong with the themes: for a team all of the above, for anybody else nothing of it."""
    if purpose is None:
        return  # pack.yaml already says what is wrong with it.
    if purpose != "team":
        for t, theme in enumerate(file.themes):
            for name in TOLD:
                if getattr(theme, name) is not None:
                    place = yaml.place("themes", t, name)
                    found.add(
                        yaml.file, place, f"{name!r} stands here", "allowed is this in a pack with purpose 'team' only"
                    )
        return
    for t, theme in enumerate(file.themes):
        _theme(yaml, t, theme, found)
    count = sum(len(theme.statements) for theme in file.themes)
    if count > STATEMENTS_MAX:
        what = f"this pack has {count} statements"
        found.add(yaml.file, yaml.place("themes"), what, f"a pack for a team has at most {STATEMENTS_MAX}")


def _theme(yaml: Yaml, index: int, theme: ThemeEntry, found: Found) -> None:
    for name in TOLD:
        if getattr(theme, name) is None:
            what = f"{name!r} of the theme {theme.id!r} is missing"
            allowed = (
                "each theme of a pack for a team says both ends of its line in words, and a question to begin with"
            )
            found.add(yaml.file, yaml.place("themes", index, "id"), what, allowed)
    count = len(theme.statements)
    if count < STATEMENTS_MIN:
        place = yaml.place("themes", index, "statements")
        what = f"the theme {theme.id!r} has {count} statement{'s' * (count != 1)}"
        found.add(yaml.file, place, what, f"a theme of a pack for a team has at least {STATEMENTS_MIN}")
    tone = theme.statements[0].tone
    for s, entry in enumerate(theme.statements):
        if entry.tone != tone:
            place = yaml.place("themes", index, "statements", s, "tone")
            what = f"the tone of {entry.id!r} is {entry.tone!r}, and the theme begins with {tone!r}"
            allowed = "a theme of a pack for a team has one tone: only then may it have a place on a line"
            found.add(yaml.file, place, what, allowed)


def no_routes(homes: list[Path], purpose: Purpose | None, found: Found) -> None:
    """A statement that was answered without a name leads nobody to a route."""
    for home in homes if purpose == "team" else ():
        allowed = "allowed are routes in packs of another purpose: a team's answers lead to a conversation"
        found.add(home / "route.yaml", (1, 1), "this route stands here", allowed)


def look_at_guides(
    folder: Path, head: Yaml | None, purpose: Purpose | None, roles: Roles, homes: int, found: Found
) -> None:
    """Tell which guides are one too many or one too few; one that could not be read may be the one that is missed."""
    if purpose is None or head is None:
        return
    if purpose != "team":
        for role, file, place in roles:
            if role in ROLES:
                allowed = "allowed is this role in a pack with purpose 'team' only"
                found.add(file, place, f"the role is {role!r}", allowed)
        return
    conversations = [(file, place) for role, file, place in roles if role == CONVERSATION]
    allowed = f"a pack for a team has exactly one guide with the role {CONVERSATION!r}"
    if not conversations and len(roles) == homes:
        found.add(head.file, head.place("purpose"), f"no guide has the role {CONVERSATION!r}", allowed)
    for file, place in conversations[1:]:
        other = conversations[0][0].relative_to(folder).as_posix()
        found.add(file, place, f"the role is {CONVERSATION!r}, as in {other}", allowed)
