"""A text on its way from a form to a record, and what a page says after saving, or when something does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tegenwind.practice.meeting import clean, fingerprint, meet
from tegenwind.web import guarding

#: Before the name of a field for words stands what the page knows of its text (:mod:`tegenwind.practice.meeting`).
WAS = "was-"


@dataclass(frozen=True)
class Written:
    """What came of one text of a form.

    Attributes:
        text: what to keep; with a problem, what was kept already.
        typed: the text as it came.
        was: what the field says it began with, for the next time it is sent.
        problem: a sentence for the person when it cannot be kept, or nothing.
        met: whether something stands there that was written in another window.
        alone: with ``met``: nothing else stands there.
        beside: with a problem: the text of another window that it does not fit beside, or nothing.
    """

    text: str = field(repr=False)
    typed: str = field(repr=False)
    was: str
    problem: str = ""
    met: bool = False
    alone: bool = False
    beside: str = field(default="", repr=False)


def read_text(posted: Mapping[str, str], name: str, kept: str, most: int, problem: str = "") -> Written:
    """One text of a posted form, joined with what another window wrote there meanwhile. The way of every text that is kept.

    What the guard marks in it and the person was not shown yet is a problem once (:mod:`tegenwind.web.guarding`).

    Args:
        kept: the text as it is kept now; it stays when the form has no such field, and when there is a problem.
        most: how many characters fit.
        problem: what is wrong with something else that is kept together with this text, so that neither can be.
    """
    if name not in posted:
        return Written(kept, kept, fingerprint(kept))
    typed, said = posted[name], posted.get(WAS + name)
    # What was not kept is sent once more, and then still begins with what it began with: not with what another window wrote since.
    was = fingerprint(kept) if said is None else said
    if problem:
        return Written(kept, typed, was, problem)
    if (count := len(clean(typed))) > most:
        return Written(kept, typed, was, too_long(count, most))
    if marked := guarding.look_at(name, typed, kept):
        return Written(kept, typed, was, marked)
    found = meet(kept, typed, said)
    if (count := len(found.text)) > most:
        return Written(kept, typed, was, too_long_together(count, most), beside=kept)
    return Written(found.text, typed, fingerprint(found.text), met=found.met, alone=found.alone)


def untouched(posted: Mapping[str, str], name: str) -> bool:
    """Whether what is chosen or typed in a short field is what its page began with: then what is kept stays, whatever another
    window made of it meanwhile. A page that does not say what it began with is taken at its word."""
    said = posted.get(WAS + name)
    if said is None or name not in posted:
        return False
    known, _unsure, sent = said.partition("~")
    return known == fingerprint(posted[name]) and not sent


def shown_text(written: Written | None, kept: str) -> dict[str, str]:
    """What a page shows of a text: what is kept, or after a problem what was typed; and what it knows of it.

    ``{"text": ..., "was": ..., "problem": ..., "beside": ..., "met": ...}``; where texts met, the page begins at that field.
    """
    if written is None or not written.problem:
        met = "met" if written and written.met else ""
        return {"text": kept, "was": fingerprint(kept), "problem": "", "beside": "", "met": met}
    return {"text": written.typed, "was": written.was, "problem": written.problem, "beside": written.beside, "met": ""}


def unkept_text(written: Written | None) -> dict[str, str]:
    """As :func:`shown_text`, on a page of which nothing was kept: what was typed, and a field that still began with nothing."""
    typed = written.typed if written else ""
    problem = written.problem if written else ""
    return {"text": typed, "was": fingerprint(""), "problem": problem, "beside": "", "met": ""}


def saved_line() -> str:
    """That everything up to this moment is kept. Only said when it is durable."""
    return _("Bewaard om {time}.").format(time=time_format(timezone.localtime(), "H:i"))


def saved_answer(line: str = "") -> JsonResponse:
    """The answer to an autosave that was kept, with what there is to say besides; then also a way to look at it."""
    kept = f"{saved_line()} {guarding.told_line()}".strip()
    return told_answer(f"{kept} {line}") if line else JsonResponse({"message": kept})


def told_answer(line: str) -> JsonResponse:
    """The answer to an autosave of which what is kept now differs from what stands on the page."""
    return JsonResponse({"message": line, "show": _("Toon wat er staat")})


def met_line(met: Iterable[Written]) -> str:
    """That something was written here in another window too, and that it stands there; nothing when nothing met."""
    found = list(met)
    if not found:
        return ""
    if all(one.alone for one in found):
        return _("In een ander venster schreef je hier verder. Die tekst is blijven staan.")
    return _("In een ander venster schreef je hier ook iets. Beide teksten staan er nu, met ·\u00a0·\u00a0· ertussen.")


def refused_answer(problems: list[str]) -> JsonResponse:
    """The answer to an autosave of which something could not be kept."""
    return JsonResponse({"message": " ".join(dict.fromkeys(problems))}, status=422)


def too_long(count: int, most: int) -> str:
    """A text has more characters than fit; it still stands on the page."""
    return _(
        "Hier staan {count} tekens; er passen er {most}. De tekst staat er nog: kort hem in, of bewaar een deel elders."
    ).format(count=count, most=most)


def too_long_together(count: int, most: int) -> str:
    """A text does not fit beside what another window wrote there; it still stands on the page, and the other is still kept."""
    return _(
        "In een ander venster schreef je hier ook iets. Samen zijn het {count} tekens; er passen er {most}. "
        "Die andere tekst is bewaard, en wat je hier typte staat er nog: kort het in, of bewaar een deel elders."
    ).format(count=count, most=most)
