"""Packs for the tests: a small whole one, and the broken ones of ``broken/``, each the whole one with a few changes.

    python -m tests.packs.making FOLDER             write every broken pack there, to try `tegenwind pack check` on
    python -m tests.packs.making FOLDER --accept    and take what the check says now as expected: read it first

A broken pack is described in ``broken/<name>/changes.yaml``: ``about`` says in a sentence what is wrong, ``changes`` is
a list of ``{in, find, put}`` (the text to find has to be there exactly once), ``{in, pattern, put}``, ``{file, text}``
or ``{file, hex}`` (a new file, or a file written over), ``{drop}``, ``{copy, to}`` and ``{link, to}``; ``times``
repeats a ``text``, or ``many`` before what is ``put``. ``from: signals``, ``from: needs``, ``from: cases``, ``from: dissent`` or
``from: team`` begins with a pack of that purpose. What the check has to say stands beside it in ``expected.txt``,
with paths that begin at the pack.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from tegenwind import packs
from tegenwind.packs import skeleton
from tegenwind.packs.model import GROUPS, NEEDS, SECTORS, STRETCHES, WORLDS
from tegenwind.packs.rules import ROLE_SECTIONS

BROKEN = Path(__file__).parent / "broken"

_ACTIVITIES = """\
  - {id: lezen, kind: read, minutes: 5, with: alone, source: bron}
  - id: kijken
    kind: watch
    minutes: 20
    with: alone
    film:
      title: Een film
      maker: Iemand
      year: 1999
      where:
        nl: In de bibliotheek.
        en: In the library.
  - {id: schrijven"""

_TOUCHED = """\
  - id: geraakt
    family: touched
    title:
      nl: Te veel
      en: Too much
    statements:
      - id: tweede-stelling
        tone: chafes
        setting: home
        touches: trust
        text:
          nl: Ik kijk thuis twee keer of de deur op slot is.
          en: At home I check the lock twice.
"""

_TEXT = """\
## {read} {{#lezen}}

{sentence}

{words}

## {watch} {{#kijken}}

{sentence}

### {after} {{#after}}

- {question}

## """


def whole(folder: Path) -> Path:
    """Write a small pack without mistakes: the skeleton with something to read, something to watch and a guide."""
    skeleton.write(folder)
    route = folder / "routes" / "eerste-route"
    _replace(route / "route.yaml", "  - {id: schrijven", _ACTIVITIES)
    # 45 sentences of ten words: enough for a deepening text.
    nl = "Om tien over drie zegt zij dat het goed is.\n" * 45
    en = "At ten past three she says that it is fine.\n" * 45
    dutch = {"read": "Lees dit", "watch": "Kijk dit", "sentence": "Waar het voor is.", "words": nl}
    english = {"read": "Read this", "watch": "Watch this", "sentence": "What it is for.", "words": en}
    dutch_text = _TEXT.format(after="Daarna", question="Wat zag je?", **dutch)
    english_text = _TEXT.format(after="Afterwards", question="What did you see?", **english)
    _replace(route / "nl.md", "## Schrijf het op", f"{dutch_text}Schrijf het op")
    _replace(route / "en.md", "## Write it down", f"{english_text}Write it down")
    guide = folder / "guides" / "gids"
    guide.mkdir(parents=True)
    (guide / "guide.yaml").write_text("id: gids\nsources: [bron]\n", encoding="utf-8")
    (guide / "nl.md").write_text("# Een gids\n\nWaar dit voor is.\n\n## Eerst {#eerst}\n\nKijk.\n", encoding="utf-8")
    (guide / "en.md").write_text("# A guide\n\nWhat this is for.\n\n## First {#eerst}\n\nLook.\n", encoding="utf-8")
    return folder


def signals(folder: Path) -> Path:
    """Make the small pack one of signals: its statement belongs to a family, and one more is of being touched."""
    _replace(folder / "pack.yaml", "minutes: 5\n", "minutes: 5\npurpose: signals\n")
    _replace(folder / "statements.yaml", "  - id: thema\n", "  - id: thema\n    family: distance\n")
    with (folder / "statements.yaml").open("a", encoding="utf-8") as file:
        file.write(_TOUCHED)
    _replace(folder / "routes/eerste-route/route.yaml", "[eerste-stelling]", "[eerste-stelling, tweede-stelling]")
    return folder


def needs(folder: Path) -> Path:
    """Make the small pack one of needs: five needs in four worlds, three questions in each."""
    _replace(folder / "pack.yaml", "minutes: 5\n", "minutes: 5\npurpose: needs\n")
    lines = ["needs:"]
    for need in NEEDS:
        lines += [f"  - need: {need}", f"    title: {{nl: Over {need}, en: About {need}}}", "    route: eerste-route"]
        lines += ["    cells:"]
        for world in WORLDS:
            lines += [f"      - world: {world}", "        little: {nl: Een puntje., en: The tip.}"]
            lines += ["        much: {nl: De hele kamer., en: The whole room.}", "        questions:"]
            lines += [
                f"          - {{id: {need}-{world}-{number}, text: {{nl: Waar zit je?, en: Where do you sit?}}}}"
                for number in range(3)
            ]
    lines += ["beliefs:", "  - {id: overtuiging, need: place, text: {nl: Wie vraagt is zwak., en: Asking is weak.}}"]
    lines += ["rules:", "  - {id: regel, text: {nl: Huilen doe je op de wc., en: You cry in the toilet.}}"]
    lines += ["compliments:", "  - {id: compliment, way: given, text: {nl: Wie prees je?, en: Whom did you praise?}}"]
    (folder / "questions.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def cases(folder: Path) -> Path:
    """Make the small pack one of cases: one item in each group of both readings."""
    _replace(folder / "pack.yaml", "minutes: 5\n", "minutes: 5\npurpose: cases\n")
    lines = ["groups:"]
    for group in GROUPS:
        lines += [f"  - group: {group}", "    items:", f"      - id: {group}-een"]
        lines += ["        title: {nl: Wacht, en: Wait}", "        text: {nl: Je wacht., en: You wait.}"]
        lines += ["        questions:"]
        lines += [
            f"          - {{id: {group}-vraag-{number}, text: {{nl: Wat deed ik?, en: What did I do?}}}}"
            for number in range(3)
        ]
        lines += ["        sentences:"]
        lines += [
            f"          - {{id: {group}-zin-{number}, setting: team, text: {{nl: Zeg eens., en: Go on.}}}}"
            for number in range(6)
        ]
        lines += [
            "        avoid:",
            f"          - id: {group}-liever-niet",
            "            text: {nl: Kom op., en: Come on.}",
        ]
        lines += ["            why: {nl: Het duwt., en: It pushes.}"]
    (folder / "readings.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def dissent(folder: Path) -> Path:
    """Make the small pack one of small dissent: one form on each stretch, and one value."""
    _replace(folder / "pack.yaml", "minutes: 5\n", "minutes: 5\npurpose: dissent\n")
    lines = ["stretches:"]
    for stretch in STRETCHES:
        lines += [f"  - stretch: {stretch}", "    title: {nl: Een stuk, en: A part}"]
        lines += ["    text: {nl: Hier hoort niemand je., en: Nobody hears you here.}", "    forms:"]
        lines += [f"      - id: {stretch}-een", "        title: {nl: Wacht, en: Wait}"]
        lines += ["        text: {nl: Je wacht., en: You wait.}", "        examples:"]
        lines += [
            f"          - {{id: {stretch}-{sector}, setting: {sector}, text: {{nl: Ik wacht., en: I wait.}}}}"
            for sector in SECTORS
        ]
        lines += ["        asks: {nl: Waarop?, en: What for?}"]
    lines += ["values:", "  - id: rust", "    title: {nl: Rust, en: Calm}"]
    lines += ["    text: {nl: Niemand hoeft te rennen., en: Nobody has to run.}"]
    (folder / "acts.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def team(folder: Path) -> Path:
    """Make the small pack one for a team: three statements of one tone, both ends, a conversation, and no route."""
    _replace(folder / "pack.yaml", "minutes: 5\n", "minutes: 5\npurpose: team\n")
    shutil.rmtree(folder / "routes")
    lines = ["themes:", "  - id: thema", "    title: {nl: Een thema, en: A theme}"]
    lines += ["    low: {nl: hier niet, en: not here}", "    high: {nl: hier wel, en: here}"]
    lines += ["    question: {nl: Wat helpt?, en: What helps?}", "    statements:"]
    for name in ("eerste", "tweede", "derde"):
        lines += [f"      - id: {name}-stelling", "        tone: carries", "        setting: meeting"]
        lines += ["        text: {nl: Ik zeg het hier., en: I say it here.}"]
    (folder / "statements.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    guide = folder / "guides" / "gids"
    (guide / "guide.yaml").write_text("id: gids\nrole: conversation\nsources: [bron]\n", encoding="utf-8")
    for language in ("nl", "en"):
        sections = "".join(f"\n## {name} {{#{name}}}\n\nKijk.\n" for name in ROLE_SECTIONS["conversation"])
        (guide / f"{language}.md").write_text(f"# Samen kijken\n\nWaar dit voor is.\n{sections}", encoding="utf-8")
    return folder


def broken_names() -> list[str]:
    """The names of the broken packs."""
    return sorted(folder.name for folder in BROKEN.iterdir() if (folder / "changes.yaml").is_file())


def broken(name: str, parent: Path) -> Path:
    """Write a broken pack into a folder, and return its own folder there."""
    folder = whole(parent / name)
    told = yaml.safe_load((BROKEN / name / "changes.yaml").read_text(encoding="utf-8"))
    if begin := told.get("from"):
        {"signals": signals, "needs": needs, "cases": cases, "dissent": dissent, "team": team}[begin](folder)
    for change in told["changes"]:
        _change(folder, change)
    return folder


def expected(name: str) -> list[str]:
    """What the check has to say of a broken pack, with paths that begin at the pack."""
    return (BROKEN / name / "expected.txt").read_text(encoding="utf-8").splitlines()


def told(folder: Path) -> list[str]:
    """What the check says of a pack, with paths that begin at the pack."""
    return [str(mistake).removeprefix(f"{folder}/").removeprefix(str(folder)) for mistake in packs.check(folder)]


def _change(folder: Path, change: dict[str, Any]) -> None:
    match change:
        case {"in": file, "find": text, "put": new}:
            _replace(folder / file, text, change.get("many", "") * change.get("times", 1) + new)
        case {"in": file, "pattern": pattern, "put": new}:
            text = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(re.sub(pattern, new, text), encoding="utf-8")
        case {"file": file, "text": text}:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text * change.get("times", 1), encoding="utf-8")
        case {"file": file, "hex": digits}:
            (folder / file).write_bytes(bytes.fromhex(digits))
        case {"drop": name}:
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case {"copy": name, "to": target}:
            shutil.copytree(folder / name, folder / target)
        case {"link": name, "to": target}:
            (folder / name).symlink_to(target)
        case _:
            raise ValueError(f"not a change: {change}")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {file}")
    file.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    home = Path(sys.argv[1])
    for broken_name in broken_names():
        lines = told(broken(broken_name, home))
        if "--accept" in sys.argv:
            (BROKEN / broken_name / "expected.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
