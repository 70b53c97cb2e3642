"""The result of a group as its page shows it: made of the document that the PDF is made of, so that both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tegenwind.measure import Figure
from tegenwind.practice.scale import RECOGNITIONS, recognition_word
from tegenwind.report.wave_document import StatementLine, ThemeLine, WaveDocument, build
from tegenwind.report.wave_picture import draw, letters, sign_svg, theme_svg
from tegenwind.report.wave_sides import Mark
from tegenwind.web import library
from tegenwind.web.waves.earlier import Earlier
from tegenwind.web.waves.seeing import Seen
from tegenwind.web.waves.wording import not_that, share_word, theme_words


def document(seen: Seen) -> WaveDocument:
    """What may be seen of this group, in the language of the request."""
    return build(seen.facts, seen.pack, seen.wave.publication or {}, library.language())


def shown(seen: Seen, before: Earlier | None, *, figures: bool) -> dict[str, Any]:
    """For the template: the document, its themes with pictures, and what the signs mean."""
    made = document(seen)
    named = letters([mark for theme in made.themes for mark in theme.marks])
    themes = [_theme(seen, theme, named, before, figures=figures) for theme in made.themes]
    return {
        "document": made,
        "themes": themes,
        "signs": _signs(made, named, then=any(one["then"] for one in themes)),
    }


def _theme(
    seen: Seen, theme: ThemeLine, named: dict[str, str], before: Earlier | None, *, figures: bool
) -> dict[str, Any]:
    now = seen.published.themes[theme.id]
    then = before.place(theme.id) if before is not None and now.place is not None else None
    told = _then(then, now.place, theme)
    drawn = draw(theme.marks, named, then)
    # What asks those who lead to listen stands below the picture, with the way there.
    said = theme.sentences[:-1] if theme.apart else theme.sentences
    return {
        "line": theme,
        "said": said,
        "asks": theme.sentences[-1] if theme.apart else "",
        "then": told,
        "not_that": "" if now.withheld is None else not_that(now.withheld, library.words()),
        "picture": theme_svg(theme.id, theme.title, f"{theme.picture} {told}".strip(), drawn) if theme.marks else "",
        "rows": [_row(mark, theme, figures=figures) for mark in theme.marks] + _then_row(then, theme, figures=figures),
        "statements": [_statement(seen, one, figures=figures) for one in theme.statements],
    }


def _then(then: float | None, now: float | None, theme: ThemeLine) -> str:
    """Where the team was at the earlier wave, in a sentence; nothing where that cannot be seen."""
    if then is None:
        return ""
    if then == now:
        return _("Toen was het op dezelfde plek.")
    return _("Toen was het {where}.").format(where=theme_words(then, theme.low, theme.high, library.words()))


def _row(mark: Mark, theme: ThemeLine, *, figures: bool) -> dict[str, str]:
    """A mark in the table: who, where in words, and as a figure for who asks."""
    who = _("{who}, verwachting").format(who=mark.who) if mark.sort == "estimate" else mark.who
    where = theme_words(mark.place, theme.low, theme.high, library.words())
    return {"who": who, "where": where, "figure": _number(mark.place) if figures else ""}


def _then_row(then: float | None, theme: ThemeLine, *, figures: bool) -> list[dict[str, str]]:
    if then is None:
        return []
    return [_row(Mark("team", _("toen"), then), theme, figures=figures)]


def _statement(seen: Seen, line: StatementLine, *, figures: bool) -> dict[str, Any]:
    """A statement: where its answers lie in words, the five heights where they may be seen, figures for who asks."""
    found = seen.published.questions[line.id]
    one = found if isinstance(found, Figure) else None
    w = library.words()
    heights = [
        {"word": recognition_word(value, w), "share": share, "said": share_word(share, w)}
        for value, share in zip(RECOGNITIONS, one.shares if one and one.shares else (), strict=False)
    ]
    return {
        "line": line,
        "heights": heights,
        "place": _number(one.place) if figures and one else "",
        "mean": _number(one.mean) if figures and one and one.mean is not None else "",
    }


def _signs(made: WaveDocument, named: dict[str, str], *, then: bool) -> list[dict[str, Any]]:
    """What each sign on the lines means."""
    found: dict[tuple[str, str], str] = {}
    for mark in _marks(made):
        if mark.sort == "team":
            found["team", ""] = mark.who
        elif mark.sort == "leaders":
            found["leaders", mark.who] = _("{who}, over zichzelf").format(who=mark.who)
        else:
            found["estimate", mark.who] = _("waar {who} het team verwachtte").format(who=mark.who)
    said = [{"sign": sign_svg(sort, named.get(who, "")), "words": words} for (sort, who), words in sorted_signs(found)]
    return said + ([{"sign": sign_svg("then"), "words": _("toen")}] if then else [])


def sorted_signs(found: dict[tuple[str, str], str]) -> list[tuple[tuple[str, str], str]]:
    """The team first, then each who leads with their expectation."""
    order = ("team", "leaders", "estimate")
    return sorted(found.items(), key=lambda one: (one[0][0] != "team", one[0][1], order.index(one[0][0])))


def _marks(made: WaveDocument) -> Sequence[Mark]:
    return [mark for theme in made.themes for mark in theme.marks]


def _number(value: float) -> str:
    return number_format(value, decimal_pos=1)
