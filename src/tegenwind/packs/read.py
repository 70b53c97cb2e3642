"""Reading a pack: every file, every mistake, and the pack itself when there are none.

The server, the command line and the tests all come through :func:`load`; there is no second way to read a pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tegenwind.packs import acts, asking, checks, contact, rules, team
from tegenwind.packs import prose as markdown
from tegenwind.packs.files import Yaml, read_yaml, validate, walk
from tegenwind.packs.mistakes import BrokenPack, Found, Mistake
from tegenwind.packs.model import Activity, Film, Guide, Pack, Part, Prose, Purpose, Route, Source, Statement, Theme
from tegenwind.packs.schema import LANGUAGES, ActivityEntry, GuideFile, PackFile, RouteFile, StatementsFile, text_of


def load(folder: Path) -> Pack:
    """Read a pack.

    Raises:
        BrokenPack: with every mistake in it.
    """
    pack, mistakes = _read(folder)
    if pack is None or mistakes:
        raise BrokenPack(mistakes)
    return pack


def check(folder: Path) -> list[Mistake]:
    """Every mistake in a pack, in order of file and line; an empty list when there are none."""
    return _read(folder)[1]


def digest(folder: Path) -> str:
    """The SHA-256 over all files of a pack with their names: the name of this version for ever."""
    total = hashlib.sha256()
    for file in walk(folder):
        content = file.read_bytes()
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def find(*folders: Path) -> Iterator[Path]:
    """The pack folders in these folders, each of which may be a pack itself."""
    for folder in folders:
        if (folder / "pack.yaml").is_file():
            yield folder
        elif folder.is_dir():
            yield from sorted(child for child in folder.iterdir() if (child / "pack.yaml").is_file())


def _read(folder: Path) -> tuple[Pack | None, list[Mistake]]:
    found = Found()
    if not folder.is_dir():
        found.add(folder, (1, 1), "there is no such folder", "allowed is the folder of a pack, with pack.yaml in it")
        return None, found.sorted()
    checks.unknown_files(folder, found)
    ids = checks.Ids(folder, found)
    head_yaml = read_yaml(folder / "pack.yaml", found)
    head = validate(head_yaml, PackFile, found) if head_yaml else None
    if head_yaml and head:
        checks.pack_head(folder, head_yaml, head, found)
    themes = _themes(folder, head.purpose if head else None, ids, found)
    sources = {source.id for source in head.sources} if head else None
    routes = list(_routes(folder, themes, sources, ids, found))
    roles: team.Roles = []
    guides = list(_guides(folder, sources, ids, roles, found))
    questions = asking.read_questions(folder, head.purpose if head else None, ids, found)
    readings = contact.read_readings(folder, head.purpose if head else None, ids, found)
    forms_and_values = acts.read_acts(folder, head.purpose if head else None, ids, found)
    purpose, homes = head.purpose if head else None, _homes(folder / "routes")
    team.no_routes(homes, purpose, found)
    team.look_at_guides(folder, head_yaml, purpose, roles, len(_homes(folder / "guides")), found)
    if themes is not None and purpose != "team":
        checks.each_statement_has_a_route(len(homes), themes[1], themes[0], routes, found)
    if found or head is None or themes is None:
        return None, found.sorted()
    return (
        Pack(
            format=1,
            id=head.id,
            version=head.version,
            digest=digest(folder),
            languages=tuple(head.languages),
            title=text_of(head.title),
            summary=text_of(head.summary),
            minutes=head.minutes,
            licence=head.licence,
            sources=tuple(Source(**source.model_dump(exclude_none=True)) for source in head.sources),
            themes=themes[0],
            routes=tuple(routes),
            guides=tuple(guides),
            purpose=head.purpose,
            questions=questions,
            readings=readings,
            acts=forms_and_values,
        ),
        [],
    )


def _themes(
    folder: Path, purpose: Purpose | None, ids: checks.Ids, found: Found
) -> tuple[tuple[Theme, ...], Yaml] | None:
    yaml = read_yaml(folder / "statements.yaml", found)
    file = validate(yaml, StatementsFile, found) if yaml else None
    if yaml is None or file is None:
        return None
    team.look_at_themes(yaml, file, purpose, found)
    themes = []
    for t, theme in enumerate(file.themes):
        ids.add(theme.id, yaml.file, yaml.place("themes", t, "id"))
        checks.family(yaml, t, theme, purpose, found)
        statements = []
        for s, entry in enumerate(theme.statements):
            ids.add(entry.id, yaml.file, yaml.place("themes", t, "statements", s, "id"))
            statements.append(
                Statement(
                    id=entry.id,
                    theme=theme.id,
                    tone=entry.tone,
                    setting=entry.setting,
                    text=text_of(entry.text),
                    touches=entry.touches,
                )
            )
        told = {name: text_of(both) for name in team.TOLD if (both := getattr(theme, name)) is not None}
        themes.append(
            Theme(id=theme.id, title=text_of(theme.title), statements=tuple(statements), family=theme.family, **told)
        )
    return tuple(themes), yaml


def _routes(
    folder: Path, themes: tuple[tuple[Theme, ...], Yaml] | None, sources: set[str] | None, ids: checks.Ids, found: Found
) -> Iterator[Route]:
    statements = {statement.id for theme in themes[0] for statement in theme.statements} if themes else None
    for home in _homes(folder / "routes"):
        yaml = read_yaml(home / "route.yaml", found)
        file = validate(yaml, RouteFile, found) if yaml else None
        texts = _prose(folder, home, found)
        if yaml is None or file is None:
            continue
        checks.folder_name(yaml, home, file.id, ids, found)
        checks.named_sources(yaml, file.sources, sources, found)
        if not file.statements:
            found.add(
                yaml.file,
                yaml.place("statements"),
                "this route names no statement",
                "at least one statement of the pack has to lead here",
            )
        for index, statement in enumerate(file.statements):
            place = yaml.place("statements", index)
            if statements is not None and statement not in statements:
                found.add(
                    yaml.file,
                    place,
                    f"the statement {statement!r} is not in this pack",
                    f"allowed are: {', '.join(sorted(statements))}",
                )
            if statement in file.statements[:index]:
                found.add(
                    yaml.file, place, f"the statement {statement!r} stands here twice", "each statement is allowed once"
                )
        checks.activities(yaml, file, sources, ids, found)
        names = [activity.id for activity in file.activities]
        for text in texts.values():
            checks.same_sections(text, names, yaml.file.name, found)
            for activity in file.activities:
                checks.activity_prose(text, activity, found)
        if set(texts) == set(LANGUAGES) and not found:
            yield Route(
                id=file.id,
                sources=tuple(file.sources),
                statements=tuple(file.statements),
                title={language: texts[language].title for language in LANGUAGES},
                intro={language: texts[language].intro for language in LANGUAGES},
                activities=tuple(_activity(entry, texts) for entry in file.activities),
            )
        elif set(texts) == set(LANGUAGES):
            # Enough to hold the statements against; the pack itself is refused anyhow.
            yield Route(id=file.id, sources=(), statements=tuple(file.statements), title={}, intro={}, activities=())


def _guides(
    folder: Path, sources: set[str] | None, ids: checks.Ids, roles: team.Roles, found: Found
) -> Iterator[Guide]:
    for home in _homes(folder / "guides"):
        yaml = read_yaml(home / "guide.yaml", found)
        file = validate(yaml, GuideFile, found) if yaml else None
        texts = _prose(folder, home, found)
        if yaml is None or file is None:
            continue
        checks.folder_name(yaml, home, file.id, ids, found)
        checks.named_sources(yaml, file.sources, sources, found)
        roles.append((file.role, yaml.file, yaml.place("role")))
        for text in texts.values():
            names = [section.anchor for section in text.sections]
            wanted = rules.ROLE_SECTIONS[file.role] if file.role else None
            if wanted is not None and names != list(wanted):
                found.add(
                    text.file,
                    (1, 1),
                    f"the sections are {', '.join(names)}",
                    f"a guide with the role {file.role!r} has, in this order: {', '.join(wanted)}",
                )
            for section in text.sections:
                if not section.markdown:
                    found.add(
                        text.file,
                        section.place,
                        f"the section {section.title!r} is empty",
                        "at least one sentence has to stand here",
                    )
                for part in section.parts:
                    found.add(
                        text.file, part.place, f"the part {part.anchor!r} stands here", "a guide has sections (##) only"
                    )
        if len(texts) == 2:
            nl, en = texts["nl"], texts["en"]
            names = [section.anchor for section in nl.sections]
            if all(names):
                checks.same_sections(en, names, "nl.md", found)
            if not found:
                yield Guide(
                    id=file.id,
                    role=file.role,
                    sources=tuple(file.sources),
                    title={language: texts[language].title for language in LANGUAGES},
                    intro={language: texts[language].intro for language in LANGUAGES},
                    sections={language: tuple(_part(s) for s in texts[language].sections) for language in LANGUAGES},
                )


def _homes(folder: Path) -> list[Path]:
    return sorted(child for child in folder.glob("*") if child.is_dir() and not child.name.startswith("."))


def _prose(folder: Path, home: Path, found: Found) -> dict[str, markdown.Prose]:
    def exists(kind: str, name: str) -> bool:
        return (folder / kind / name).is_dir()

    texts = {language: markdown.read_prose(home / f"{language}.md", found, exists) for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text is not None}


def _activity(entry: ActivityEntry, texts: dict[str, markdown.Prose]) -> Activity:
    prose: dict[str, Prose] = {}
    for language in LANGUAGES:
        section = texts[language].section(entry.id)
        if section is None:
            raise AssertionError("the sections were checked before")
        aim, rest = markdown.aim_and_rest(section.markdown)
        prose[language] = Prose(
            title=section.title, aim=aim, markdown=rest, parts=tuple(_part(p) for p in section.parts)
        )
    film = None
    if entry.film is not None:
        film = Film(
            title=entry.film.title, maker=entry.film.maker, year=entry.film.year, where=text_of(entry.film.where)
        )
    return Activity(
        id=entry.id,
        kind=entry.kind,
        minutes=entry.minutes,
        with_=entry.with_,
        source=entry.source,
        film=film,
        prose=prose,
    )


def _part(piece: markdown.Piece) -> Part:
    return Part(id=piece.anchor, title=piece.title, markdown=piece.markdown, items=markdown.list_items(piece.markdown))
