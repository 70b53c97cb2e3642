"""Make the fonts of Tegenwind from the variable fonts of Fontsource.

    python -m tests.tools.make_fonts ATKINSON NEWSREADER

ATKINSON and NEWSREADER are the unpacked npm packages `@fontsource-variable/atkinson-hyperlegible-next` and
`@fontsource-variable/newsreader`. Two sets come out of them:

- woff2 for the pages (`web/design/static/tegenwind/fonts`): four small files that every page may load (Western European
  letters only) and three `-ext` files with the other Latin letters, fetched only when a page needs one of them;
- TTF for the PDF engine (`report/fonts`), which reads no woff2 and no variable fonts: all Latin letters, with family,
  style and weight in the name table, so that it finds them by name.

Both fonts are under the SIL Open Font License and have no reserved font names, so that changed versions may keep the
name; the licence goes beside them. Running this twice gives the same bytes.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tegenwind"
WEB = SOURCE / "web" / "design" / "static" / "tegenwind" / "fonts"
PRINT = SOURCE / "report" / "fonts"

#: What Dutch, French, German, English and their neighbours need; signs that nobody types in a reflection are left out.
WESTERN = (
    set(range(0x20, 0x7F))
    | set(range(0xA0, 0x100))
    | set(map(ord, "ŒœŸ–—‘’‚“”„…•€‹›"))
) - set(map(ord, "¢¤¥¦ª¬®¯±²³µ¶¸¹º¼¾ÐÞðþ"))  # fmt: skip

#: Headings are our own sentences and statements: what is not here falls back, letter by letter, to the text cut.
HEADINGS = set(
    map(
        ord,
        " !\"'(),-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÉéèêëïöüáóçàßäîôû–‘’“”…·",
    )
)

Limits = Mapping[str, float | tuple[float, float]]


@dataclass(frozen=True)
class Web:
    """One woff2: the cut of `source` within `limits`, `letters` (None: the other Latin ones) and `units` per em."""

    name: str
    source: str
    limits: Limits
    letters: frozenset[int] | None
    units: int = 1000


@dataclass(frozen=True)
class Print:
    """One static TTF: family, style and weight as an application asks for them."""

    family: str
    style: str
    weight: int
    source: str
    limits: Limits


ATKINSON = "atkinson-hyperlegible-next-{range}-wght-{style}.woff2"
NEWSREADER = "newsreader-{range}-opsz-{style}.woff2"

WEB_FONTS = [
    Web("atkinson", ATKINSON, {"wght": (400, 700)}, frozenset(WESTERN)),
    Web("newsreader", NEWSREADER, {"wght": 400, "opsz": 20}, frozenset(WESTERN)),
    Web("newsreader-italic", NEWSREADER, {"wght": 400, "opsz": 20}, frozenset(WESTERN)),
    Web("newsreader-display", NEWSREADER, {"wght": 430, "opsz": 60}, frozenset(HEADINGS), units=2000),
    Web("atkinson-ext", ATKINSON, {"wght": (400, 700)}, None),
    Web("newsreader-ext", NEWSREADER, {"wght": 400, "opsz": 20}, None),
    Web("newsreader-italic-ext", NEWSREADER, {"wght": 400, "opsz": 20}, None),
]

PRINT_FONTS = [
    Print("Atkinson Hyperlegible Next", "Regular", 400, ATKINSON, {"wght": 400}),
    Print("Atkinson Hyperlegible Next", "Bold", 700, ATKINSON, {"wght": 700}),
    Print("Atkinson Hyperlegible Next", "Italic", 400, ATKINSON, {"wght": 400}),
    Print("Newsreader", "Regular", 400, NEWSREADER, {"wght": 400, "opsz": 14}),
    Print("Newsreader", "SemiBold", 600, NEWSREADER, {"wght": 600, "opsz": 14}),
    Print("Newsreader", "Italic", 400, NEWSREADER, {"wght": 400, "opsz": 14}),
    Print("Newsreader Display", "Regular", 400, NEWSREADER, {"wght": 430, "opsz": 60}),
]


def reopened(font: Any) -> Any:
    """The same font, written and read again: the instancer leaves tables that the subsetter cannot walk."""
    font.flavor = None
    held = io.BytesIO()
    font.save(held)
    held.seek(0)
    return TTFont(held, recalcTimestamp=False)


def cut(path: Path, limits: Limits) -> Any:
    """The font at `path` with its axes pinned or narrowed to `limits`."""
    return reopened(instantiateVariableFont(TTFont(path, recalcTimestamp=False), dict(limits)))


def keep(font: Any, letters: set[int] | frozenset[int], features: list[str]) -> None:
    """Throw away, in place, every glyph that `letters` and `features` do not need, and the hinting."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def make_web(one: Web, folder: Path, target: Path) -> int:
    """Write one woff2 into `target`; gives its size in bytes."""
    style = "italic" if "italic" in one.name else "normal"
    path = folder / one.source.format(range="latin-ext" if one.letters is None else "latin", style=style)
    font = cut(path, one.limits)
    # The other Latin letters are whatever the font has beyond ASCII and the Western set.
    letters = one.letters if one.letters is not None else set(font.getBestCmap()) - WESTERN - set(range(0x300, 0x370))
    keep(font, letters, ["kern", "liga", "locl", "ccmp"] if one.letters is None else ["kern", "liga"])
    if font["head"].unitsPerEm > one.units:
        scale_upem(font, one.units)
    font.flavor = "woff2"
    file = target / f"{one.name}.woff2"
    font.save(file)
    return file.stat().st_size


def call(font: Any, one: Print) -> None:
    """Give `font` the family, style and weight of `one`, in the old and the new fields of its name table."""
    plain = one.style in ("Regular", "Bold", "Italic")
    names = {
        1: one.family if plain else f"{one.family} {one.style}",
        2: one.style if plain else "Regular",
        3: f"Tegenwind {one.family} {one.style}",
        4: one.family if one.style == "Regular" else f"{one.family} {one.style}",
        6: f"{one.family.replace(' ', '')}-{one.style}",
    }
    if not plain:
        names |= {16: one.family, 17: one.style}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for key, text in names.items():
        table.setName(text, key, 3, 1, 0x409)
    italic, bold = one.style == "Italic", one.style == "Bold"
    font["OS/2"].usWeightClass = one.weight
    selection = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = selection | (1 if italic else 0) | (32 if bold else 0) | (0 if italic or bold else 64)
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    if "STAT" in font:
        del font["STAT"]


def make_print(one: Print, folder: Path, target: Path) -> int:
    """Write one TTF with all Latin letters into `target`; gives its size in bytes."""
    style = "italic" if one.style == "Italic" else "normal"
    features = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum"]
    western = cut(folder / one.source.format(range="latin", style=style), one.limits)
    other = cut(folder / one.source.format(range="latin-ext", style=style), one.limits)
    have = set(western.getBestCmap())
    keep(western, have, features)
    keep(other, set(other.getBestCmap()) - have, ["kern", "locl", "ccmp"])
    with TemporaryDirectory() as scratch:
        parts = [Path(scratch) / "western.ttf", Path(scratch) / "other.ttf"]
        for part, font in zip(parts, (western, other), strict=True):
            font.save(part)
        merged = Merger().merge([str(part) for part in parts])
    merged.recalcTimestamp = False
    merged["head"].modified = merged["head"].created = western["head"].created
    call(merged, one)
    file = target / f"{one.family.replace(' ', '')}-{one.style}.ttf"
    merged.save(file)
    return file.stat().st_size


def main(arguments: list[str]) -> int:
    """Make every font; 2 when a folder is not what it should be, and then nothing is written."""
    folders = [Path(argument) for argument in arguments]
    if len(folders) != 2 or not all((folder / "files").is_dir() for folder in folders):
        print(
            "make_fonts ATKINSON NEWSREADER: two unpacked Fontsource packages, each with a folder `files`",
            file=sys.stderr,
        )
        return 2
    for target in (WEB, PRINT):
        target.mkdir(parents=True, exist_ok=True)
        for folder, name in zip(folders, ("AtkinsonHyperlegibleNext", "Newsreader"), strict=True):
            shutil.copyfile(folder / "LICENSE", target / f"OFL-{name}.txt")
    for web in WEB_FONTS:
        size = make_web(web, folders[0 if web.source == ATKINSON else 1] / "files", WEB)
        print(f"{size:7}  {web.name}.woff2")
    for printed in PRINT_FONTS:
        size = make_print(printed, folders[0 if printed.source == ATKINSON else 1] / "files", PRINT)
        print(f"{size:7}  {printed.family} {printed.style}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
