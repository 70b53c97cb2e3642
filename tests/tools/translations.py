"""The catalogue of what the pages say: gathered from the sources, held against its English texts, compiled.

``python -m tests.tools.translations --update`` adds new sentences to ``django.po`` (their English still empty), takes away those that
nobody says any more, and compiles ``django.mo``. ``--check`` changes nothing and names everything that is wrong. No gettext program is
needed: Babel reads Python and writes the files, Django itself turns its templates into something Babel can read.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from jinja2 import Environment

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src" / "tegenwind"
PO: Final = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")

# ``t`` and ``n`` are those of tegenwind.wording; a number says which argument is the one, and which the many.
KEYWORDS: Final[dict[str, tuple[int, ...] | None]] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "t": None,
    "n": (1, 2),
}
_PLACE: Final = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
_SPOKEN_ATTRIBUTES: Final = ("alt", "aria-label", "aria-description", "data-failed", "placeholder", "title")


@dataclass
class Sentence:
    """What is said in Dutch: ``many`` only for a sentence about a number of something. ``files`` says where, without lines."""

    one: str
    many: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.one, self.many) if self.many else self.one


class PlainCatalogue(Catalog):
    """A catalogue whose header never changes: no dates, no versions, nobody's address."""

    HEADERS: Final = (
        ("Project-Id-Version", "Tegenwind"),
        ("Language", "en"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    )
    mime_headers = property(lambda self: [*self.HEADERS[:-1], (self.HEADERS[-1][0], self.HEADERS[-1][1] + "\n")])

    def __init__(self) -> None:
        super().__init__(locale="en", charset="utf-8", fuzzy=False)
        self.header_comment = (
            "# What Tegenwind says, in English. Made by `make words`; the texts themselves are written by hand."
        )


def gather(source: Path = SOURCE) -> dict[str, Sentence]:
    """Every sentence of the sources by its Dutch text."""
    found: dict[str, Sentence] = {}
    for path in sorted(source.rglob("*.py")):
        _take(_in_python(path.read_text(encoding="utf-8")), path.relative_to(source), found)
    for path in sorted((source / "web").rglob("*.html")):
        _take(in_template(path.read_text(encoding="utf-8")), path.relative_to(source), found)
    return found


def _take(sentences: Iterable[tuple[str, str]], path: Path, found: dict[str, Sentence]) -> None:
    for one, many in sentences:
        sentence = found.setdefault(one, Sentence(one))
        if many and sentence.many not in ("", many):
            raise SystemExit(f"{path}: «{one}» stands in the sources with two different forms for many")
        sentence.many = many or sentence.many
        sentence.files.add(path.as_posix())


def _in_python(text: str) -> Iterator[tuple[str, str]]:
    read = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, _context in read:
        parts = message if isinstance(message, tuple) else (message, "")
        if parts[0]:
            yield str(parts[0]), str(parts[1] or "")


def unseen(source: Path = SOURCE) -> list[str]:
    """Sentences where Babel does not look: inside the braces of an f-string."""
    told = []
    for path in sorted(source.rglob("*.py")):
        outer = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)
        ]
        calls = [call for one in outer for call in ast.walk(one) if isinstance(call, ast.Call) and call.args]
        for call in calls:
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in KEYWORDS and isinstance(call.args[0], ast.Constant):
                told.append(f"{path.relative_to(source)}: «{call.args[0].value!s}»")
    return told


def in_template(text: str) -> Iterator[tuple[str, str]]:
    """The sentences of a Django template, just as its tags look them up; tags inside an attribute of a component too."""
    # Between brackets Python does not mind how the lines are indented.
    return _in_python(f"({templatize(text)})")


class Spoken(HTMLParser):
    """Gathers the words of a page that a reader can see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        self.words += [value or "" for name, value in attrs if name in _SPOKEN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._inside):
            self.words.append(data)


def words_in_report_templates(source: Path = SOURCE) -> list[str]:
    """What the templates of the report say themselves. It has to be nothing: every word comes with the report, in its language."""
    told: list[str] = []
    for path in sorted((source / "report" / "templates").iterdir()):
        if path.suffix not in (".html", ".svg"):
            continue
        lexed = Environment(autoescape=True).lex(path.read_text(encoding="utf-8"))
        spoken = Spoken()
        spoken.feed("".join(value for _line, kind, value in lexed if kind == "data"))
        told += [
            f"{path.relative_to(source)}: «{word.strip()}»" for word in spoken.words if re.search(r"[^\W\d_]", word)
        ]
    return told


def catalogue() -> Catalog:
    """The catalogue as it stands."""
    with PO.open("rb") as handle:
        return read_po(handle, locale="en")


def update() -> None:
    """Write the catalogue anew: new sentences come in empty, stale ones go, every text that was written stays."""
    written = catalogue() if PO.is_file() else Catalog()
    fresh = PlainCatalogue()
    for one, sentence in sorted(gather().items()):
        before = written.get(one)
        text: Any = before.string if before else ""
        if sentence.many:
            text = text if isinstance(text, tuple) else (text, text)
        elif isinstance(text, tuple):
            text = text[0]
        fresh.add(sentence.id, text, locations=[(name, 0) for name in sorted(sentence.files)])
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as handle:
        write_po(handle, fresh, width=120, sort_output=True, include_lineno=False)
    with MO.open("wb") as handle:
        write_mo(handle, fresh)


def mistakes() -> list[str]:
    """All that is wrong with the catalogue, a line each."""
    if not PO.is_file():
        return [f"{PO.relative_to(ROOT)} is missing: run `make words`"]
    found, written = gather(), catalogue()
    told = [f"the report's templates say something themselves: {word}" for word in words_in_report_templates()]
    told += [f"a sentence inside an f-string is not found, take it out: {word}" for word in unseen()]
    for one, sentence in sorted(found.items()):
        message = written.get(one)
        if message is None:
            told.append(f"not in the catalogue (run `make words`): «{one}» ({', '.join(sorted(sentence.files))})")
        elif message.id != sentence.id:
            told.append(f"the form for many differs (run `make words`): «{one}»")
        else:
            told += _wrong_with(message)
    stale = sorted(str(_first(m.id)) for m in written if m.id and _first(m.id) not in found)
    told += [f"nobody says this any more (run `make words`): «{one}»" for one in stale]
    return told + _wrong_with_compiled(written)


def _wrong_with(message: Any) -> Iterator[str]:
    one = _first(message.id)
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    if message.fuzzy or not all(text and text.strip() for text in texts) or len(texts) != len(forms):
        yield f"no English yet: «{one}»"
        return
    allowed = {place for form in forms for place in _PLACE.findall(form)}
    for form, text in zip(forms, texts, strict=True):
        needed, given = set(_PLACE.findall(form)), _PLACE.findall(text)
        # The form for one may say «one» or the figure, as it likes.
        if set(given) - allowed or (needed - set(given) and form is forms[-1]):
            yield f"places differ: «{form}» has {_row(needed)}, «{text}» has {_row(given)}"
        if form.strip() == form != "" and text.strip() != text:
            yield f"space around the English of «{form}»"


def _row(places: Iterable[str]) -> str:
    return " ".join(sorted(places)) or "none"


def _wrong_with_compiled(written: Catalog) -> list[str]:
    if not MO.is_file():
        return [f"{MO.relative_to(ROOT)} is missing: run `make words`"]
    made = io.BytesIO()
    write_mo(made, written)
    made.seek(0)
    with MO.open("rb") as handle:
        if _texts(handle) == _texts(made):
            return []
    return [f"{MO.relative_to(ROOT)} does not belong to {PO.name}: run `make words`"]


def _texts(handle: Any) -> dict[Any, str]:
    texts: dict[Any, str] = dict(gettext.GNUTranslations(handle)._catalog)  # type: ignore[attr-defined]
    texts.pop("", None)
    return texts


def _first(message_id: Any) -> str:
    return str(message_id if isinstance(message_id, str) else message_id[0])


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns 1 when ``--check`` finds something, or when English is still missing after ``--update``."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.translations", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true", help="gather the sentences and compile the catalogue")
    what.add_argument("--check", action="store_true", help="change nothing; name everything that is wrong")
    if parser.parse_args(arguments).update:
        update()
    told = mistakes()
    for line in told:
        print(line, file=sys.stderr)
    if not told:
        print(f"{len(gather())} sentences, all of them in English")
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
