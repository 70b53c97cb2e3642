"""The list of statements, rendered once per pack version and language, and filled in per person.

What a pack fixes (statements, words of the scales, ids) never changes within a version. So the template runs once, with a mark in
every place that depends on a person; a page is those pieces and the person's answers in one join. (Rendering forty statements with
a template takes some 30 ms of CPU, filling them in about a quarter of a millisecond: bench/.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tegenwind.packs import Pack
from tegenwind.practice.check_in import Answer
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.scale import CHARGES, RECOGNITIONS, charge_word, recognition_word
from tegenwind.web.saving import Written, met_line
from tegenwind.wording import Language, wording

# Private-use characters: no text of a pack holds them, and no template engine touches them.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_EMPTY = Answer()


def _mark(kind: str, statement: str, value: object = "") -> SafeString:
    return mark_safe(f"{_OPEN}{kind}|{statement}|{value}{_CLOSE}")  # noqa: S308 - our own text, no input


@lru_cache(maxsize=64)
def _pieces(pack: Pack, language: Language, again: bool) -> tuple[str | tuple[str, str, str], ...]:
    w = wording(language)
    themes = [
        {
            "id": theme.id,
            "title": theme.title[language],
            "statements": [
                {
                    "id": statement.id,
                    "text": statement.text[language],
                    "recognitions": [(v, recognition_word(v, w), _mark("r", statement.id, v)) for v in RECOGNITIONS],
                    "unrecognised": _mark("r", statement.id),
                    "charges": [(v, charge_word(v, w), _mark("c", statement.id, v)) for v in CHARGES],
                    "uncharged": _mark("c", statement.id),
                    "words": _mark("w", statement.id),
                    "was": _mark("f", statement.id),
                    "open": _mark("o", statement.id),
                    "meaning": _mark("m", statement.id),
                    "problem": _mark("p", statement.id),
                    "invalid": _mark("i", statement.id),
                }
                for statement in theme.statements
            ],
        }
        for theme in pack.themes
    ]
    html = render_to_string("reflection/statements.html", {"themes": themes, "again": again})
    pieces: list[str | tuple[str, str, str]] = []
    for part in html.split(_OPEN):
        mark, closing, rest = part.partition(_CLOSE)
        if closing:
            kind, statement, value = mark.split("|")
            pieces.append((kind, statement, value))
            pieces.append(rest)
        else:
            pieces.append(part)
    return tuple(pieces)


def fill(
    pack: Pack,
    language: Language,
    answers: Mapping[str, Answer],
    *,
    again: bool,
    written: Mapping[str, Written] | None = None,
) -> SafeString:
    """The statements with a person's answers.

    Args:
        again: whether there is an earlier check-in; then each statement also asks whether it means something else now.
        written: what came of words that were just posted; what could not be kept stands there as it was typed, and the page begins at
            what met something of another window.
    """
    refused = {statement: one for statement, one in (written or {}).items() if one.problem}
    met = {statement: one for statement, one in (written or {}).items() if one.met}
    out: list[str] = []
    for piece in _pieces(pack, language, again):
        if isinstance(piece, str):
            out.append(piece)
            continue
        kind, statement, value = piece
        answer = answers.get(statement, _EMPTY)
        if kind == "r":
            chosen = "" if answer.recognition is None else str(answer.recognition)
            out.append(" checked" if chosen == value else "")
        elif kind == "c":
            chosen = "" if answer.charge is None else str(answer.charge)
            out.append(" checked" if chosen == value else "")
        elif kind == "w":
            out.append(escape(refused[statement].typed if statement in refused else answer.words))
        elif kind == "f":
            out.append(escape(refused[statement].was if statement in refused else fingerprint(answer.words)))
        elif kind == "o":
            inside = answer.charge is not None or answer.words or answer.other_meaning or statement in refused
            out.append(" open" if inside else "")
        elif kind == "m":
            out.append(" checked" if answer.other_meaning else "")
        elif kind == "i":
            if statement in refused:
                out.append(f' aria-invalid="true" aria-describedby="e-{statement}"')
            elif statement in met:
                out.append(f' autofocus aria-describedby="e-{statement}"')
        elif statement in refused:
            out.append(_refusal(statement, refused[statement]))
        elif statement in met:
            out.append(f'<p class="hint" id="e-{statement}">{escape(met_line([met[statement]]))}</p>')
    return mark_safe("".join(out))  # noqa: S308 - pieces of our template, and what a person typed is escaped above


def _refusal(statement: str, written: Written) -> str:
    beside = f'<blockquote class="own">{escape(written.beside)}</blockquote>' if written.beside else ""
    return f'<ul class="errorlist" id="e-{statement}"><li>{escape(written.problem)}</li></ul>{beside}'
