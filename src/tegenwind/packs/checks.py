"""The checks of a pack that look across a file or across files; each tells what it finds and returns nothing."""

from __future__ import annotations

from pathlib import Path

from tegenwind.packs import prose as markdown
from tegenwind.packs import rules
from tegenwind.packs.files import Place, Yaml, is_hidden, walk
from tegenwind.packs.mistakes import Found
from tegenwind.packs.model import FAMILIES, TOUCHES, Purpose, Route, Theme
from tegenwind.packs.schema import LANGUAGES, ActivityEntry, PackFile, RouteFile, ThemeEntry, is_digest


class Ids:
    """The ids of a pack: each may stand once, so that ``pack:item`` names one thing."""

    def __init__(self, folder: Path, found: Found) -> None:
        self._folder = folder
        self._found = found
        self._seen: dict[str, tuple[Path, Place]] = {}

    def add(self, item: str, file: Path, place: Place) -> None:
        if item in self._seen:
            other, (line, _column) = self._seen[item]
            self._found.add(
                file,
                place,
                f"the id {item!r} stands in {other.relative_to(self._folder).as_posix()} line {line} too",
                "each id is allowed once in a pack",
            )
        else:
            self._seen[item] = (file, place)


def unknown_files(folder: Path, found: Found) -> None:
    for path in sorted(folder.rglob("*")):
        # What a linked folder holds is neither in the digest nor in the copy that is kept.
        if path.is_symlink() and not is_hidden(path.relative_to(folder)):
            found.add(path, (1, 1), "this leads to another place", "allowed are files and folders of the pack's own")
    for file in walk(folder):
        if not rules.is_pack_file(file.relative_to(folder).as_posix()):
            allowed = f"allowed are {rules.PACK_FILES}"
            found.add(file, (1, 1), "this file is not part of a pack", allowed)


def pack_head(folder: Path, yaml: Yaml, head: PackFile, found: Found) -> None:
    if sorted(head.languages) != sorted(LANGUAGES):
        found.add(
            yaml.file, yaml.place("languages"), f"'languages' is {head.languages}", "allowed is [nl, en]: both, once"
        )
    if folder.resolve().name not in (head.id,) and not is_digest(folder.resolve().name):
        found.add(
            yaml.file,
            yaml.place("id"),
            f"the id is {head.id!r}",
            f"allowed is the name of the folder: {folder.resolve().name!r}",
        )
    seen: set[str] = set()
    for index, source in enumerate(head.sources):
        if source.id in seen:
            found.add(
                yaml.file,
                yaml.place("sources", index, "id"),
                f"the source {source.id!r} stands here twice",
                "each source is allowed once",
            )
        seen.add(source.id)


def each_statement_has_a_route(
    homes: int, yaml: Yaml, themes: tuple[Theme, ...], routes: list[Route], found: Found
) -> None:
    if len(routes) != homes:
        return  # A route that could not be read already says so; its statements are not a second mistake.
    for t, theme in enumerate(themes):
        for s, statement in enumerate(theme.statements):
            leading = [route.id for route in routes if statement.id in route.statements]
            if len(leading) != 1:
                place = yaml.place("themes", t, "statements", s, "id")
                what = f"the statement {statement.id!r} leads to {' and '.join(leading) or 'no route'}"
                found.add(yaml.file, place, what, "each statement has to be named by exactly one route")


def family(yaml: Yaml, index: int, theme: ThemeEntry, purpose: Purpose | None, found: Found) -> None:
    """Signals have a family, and those of being touched say what they touch; nothing else does."""
    if purpose is None:
        return  # pack.yaml already says what is wrong with it.
    place = yaml.place("themes", index, "family" if theme.family else "id")
    if purpose == "signals" and theme.family is None:
        found.add(yaml.file, place, "'family' is missing", f"a pack of signals says one of: {', '.join(FAMILIES)}")
    if purpose != "signals" and theme.family is not None:
        found.add(
            yaml.file,
            place,
            f"'family' is {theme.family!r}",
            "allowed is a family in a pack with purpose 'signals' only",
        )
    for s, entry in enumerate(theme.statements):
        here = yaml.place("themes", index, "statements", s, "touches" if entry.touches else "id")
        if theme.family == "touched" and entry.touches is None:
            found.add(yaml.file, here, "'touches' is missing", f"allowed is one of: {', '.join(TOUCHES)}")
        if theme.family != "touched" and entry.touches is not None:
            found.add(
                yaml.file,
                here,
                f"'touches' is {entry.touches!r}",
                "allowed is this under a theme of family 'touched' only",
            )


def folder_name(yaml: Yaml, home: Path, name: str, ids: Ids, found: Found) -> None:
    ids.add(name, yaml.file, yaml.place("id"))
    if name != home.name:
        found.add(
            yaml.file, yaml.place("id"), f"the id is {name!r}", f"allowed is the name of the folder: {home.name!r}"
        )


def named_sources(yaml: Yaml, named: list[str], sources: set[str] | None, found: Found) -> None:
    for index, name in enumerate(named):
        if sources is not None and name not in sources:
            found.add(
                yaml.file,
                yaml.place("sources", index),
                f"the source {name!r} is not in pack.yaml",
                f"allowed are: {', '.join(sorted(sources))}",
            )


def same_sections(text: markdown.Prose, names: list[str], other: str, found: Found) -> None:
    there = [section.anchor for section in text.sections]
    for section in text.sections:
        if section.anchor and section.anchor not in names:
            found.add(
                text.file,
                section.place,
                f"the section {section.anchor!r} is not in {other}",
                f"allowed are: {', '.join(names)}",
            )
    for name in names:
        if name not in there:
            found.add(
                text.file,
                (1, 1),
                f"the section {name!r} is missing",
                f"each of {other} has to be told in each language",
            )


def activities(yaml: Yaml, file: RouteFile, sources: set[str] | None, ids: Ids, found: Found) -> None:
    kinds = [activity.kind for activity in file.activities]
    place = yaml.place("activities")
    if len(kinds) < rules.ACTIVITIES_MIN or len(set(kinds)) < rules.KINDS_MIN:
        what = f"this route has {len(kinds)} activities of {len(set(kinds))} kinds"
        found.add(
            yaml.file,
            place,
            what,
            f"at least {rules.ACTIVITIES_MIN} of at least {rules.KINDS_MIN} kinds have to be there",
        )
    if kinds and (
        kinds[0] != "re-check" or kinds[-1] != "close" or kinds.count("re-check") != 1 or kinds.count("close") != 1
    ):
        found.add(
            yaml.file,
            place,
            "the first and last activity are not 're-check' and 'close'",
            "allowed is one re-check, first, and one close, last",
        )
    for index, activity in enumerate(file.activities):
        here = yaml.place("activities", index, "id")
        ids.add(activity.id, yaml.file, here)
        if (activity.kind == "watch") != (activity.film is not None):
            found.add(
                yaml.file,
                here,
                f"{activity.id!r} is of kind {activity.kind!r}",
                "a film is told for kind 'watch', and only there",
            )
        if activity.kind == "read" and activity.source is None:
            found.add(
                yaml.file,
                here,
                f"{activity.id!r} names no source",
                "a deepening text (kind 'read') has to name its source",
            )
        if activity.source is not None and sources is not None and activity.source not in sources:
            found.add(
                yaml.file,
                here,
                f"the source {activity.source!r} is not in pack.yaml",
                f"allowed are: {', '.join(sorted(sources))}",
            )


def activity_prose(text: markdown.Prose, activity: ActivityEntry, found: Found) -> None:
    section = text.section(activity.id)
    if section is None:
        return
    wanted = list(rules.PARTS[activity.kind])
    names = [part.anchor for part in section.parts]
    if names != wanted:
        allowed = (
            f"kind {activity.kind!r} has {'these parts, in this order: ' + ', '.join(wanted) if wanted else 'no parts'}"
        )
        found.add(text.file, section.place, f"the parts of {activity.id!r} are {', '.join(names) or 'none'}", allowed)
    if not markdown.aim_and_rest(section.markdown)[0]:
        what = f"{activity.id!r} does not begin with a paragraph"
        found.add(text.file, section.place, what, "the first paragraph has to say what it is for")
    for part in section.parts:
        if not part.markdown:
            found.add(
                text.file, part.place, f"the part {part.anchor!r} is empty", "at least one sentence has to stand here"
            )
        if activity.kind == "talk" and part.anchor in rules.QUESTIONS:
            low, high = rules.QUESTIONS[part.anchor]
            count = len(markdown.list_items(part.markdown))
            if not low <= count <= high:
                number = str(low) if low == high else f"{low} to {high}"
                found.add(
                    text.file, part.place, f"the list of {part.anchor!r} has {count} questions", f"allowed are {number}"
                )
    if activity.kind == "read":
        count = markdown.words_in(section.markdown)
        low, high = rules.READ_WORDS
        if not low <= count <= high:
            found.add(
                text.file, section.place, f"{activity.id!r} has {count} words", f"a deepening text has {low} to {high}"
            )
