"""The attunement card (B4): where to sit, how far, beside or opposite, light and door, whose pace, and who chose.

A card is of one moment. It can be taken along: on paper or on a phone, without the nickname of the case. What stood on the
cards of the other moments of the case is on the same page, the newest first, and nothing is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Guide
from tegenwind.practice import versions
from tegenwind.practice.case_names import CARD, card_lines, chose_name, far_name, seat_name
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.moment import (
    CHOSE,
    FARS,
    KIND,
    SEATS,
    SHORT_MAX,
    Attunement,
    Moment,
)
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.cases.finding import guide_of, moments_of, take_moment
from tegenwind.web.cases.wording import client_word, what_words
from tegenwind.web.guarding import notice
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import (
    Written,
    met_line,
    read_text,
    refused_answer,
    saved_answer,
    saved_line,
    shown_text,
    untouched,
)

#: What is typed; the rest is chosen.
TEXTS: Final = ("where", "light", "pace", "words")
_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {"seat": SEATS, "far": FARS, "chose": CHOSE}


@dataclass(frozen=True)
class Posted:
    """What a form says of a card. A text that does not fit stays as it was kept, and stands in the way of nothing else."""

    card: Attunement
    texts: dict[str, Written] = field(repr=False)

    @property
    def problems(self) -> list[str]:
        return [one.problem for one in self.texts.values() if one.problem]

    @property
    def met(self) -> list[Written]:
        return [one for one in self.texts.values() if one.met]


def read(posted: Mapping[str, str], kept: Attunement) -> Posted:
    """The form for a card; ``kept`` is what it changes. A form without a field leaves that as it is."""
    texts = {name: read_text(posted, name, getattr(kept, name), SHORT_MAX) for name in TEXTS}
    update: dict[str, Any] = {name: one.text for name, one in texts.items()}
    for name, allowed in _ALLOWED.items():
        if name in posted and not untouched(posted, name):
            update[name] = posted[name] if posted[name] in allowed else None
    return Posted(kept.model_copy(update=update), texts)


@opened
def attune(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """The card of a moment: filling it in, and with ``?card=1`` only what stands on it, to take along."""
    case, mine = take_moment(request.unlocked, record_id, moment_id)
    posted: Posted | None = None
    if request.method == "POST":
        posted = read(request.POST, mine.record.attunement)
        if posted.card != mine.record.attunement:
            mine = shelf.keep(request.unlocked, mine.record.model_copy(update={"attunement": posted.card}), over=mine)
        if is_autosave(request):
            return refused_answer(posted.problems) if posted.problems else saved_answer(met_line(posted.met))
        if not posted.problems and not posted.met:
            return _on(request, record_id, moment_id)
    guide, w = guide_of(mine.record, "attunement"), library.words()
    context: dict[str, Any] = {
        "case_id": record_id,
        "id": moment_id,
        "title": guide.title[library.language()],
        "lines": card_lines(mine.record.attunement, guide, w),
        "on": w.date(mine.record.on),
        "noticed": notice(getattr(mine.record.attunement, name) for name in TEXTS),
    }
    if posted is None and "card" in request.GET:
        return render(request, "cases/attune_card.html", context)
    context |= _form(mine.record, guide, posted) | {
        "nickname": case.record.nickname,
        "client": client_word(case.record),
        "intro": guide.intro[library.language()],
        "earlier": _earlier(request.unlocked, record_id, moment_id, guide),
    }
    return render(request, "cases/attune.html", context, status=422 if posted and posted.problems else 200)


def _on(request: OpenRequest, case_id: int, moment_id: int) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "stop":
        return redirect("web:home")
    if do == "moment":
        return redirect("web:moment", case_id, moment_id)
    here = redirect("web:moment-attune", case_id, moment_id)
    if do == "card":
        here.headers["Location"] += "?card=1"
    return here


def _form(moment: Moment, guide: Guide, posted: Posted | None) -> dict[str, Any]:
    language, card = library.language(), moment.attunement
    texts = {name: shown_text(posted.texts[name] if posted else None, getattr(card, name)) for name in TEXTS}
    w = library.words()
    options: dict[str, list[tuple[str, str]]] = {
        "seat": [(one, seat_name(one, w)) for one in SEATS],
        "far": [(one, far_name(one, w)) for one in FARS],
        "chose": [(one, chose_name(one, w)) for one in CHOSE],
    }
    parts = []
    for name, one in CARD.items():
        section = guide.section(language, name)
        part: dict[str, Any] = {"name": one, "title": section.title, "markdown": section.markdown}
        if one in options:
            part |= {"options": options[one], "value": getattr(card, one) or ""}
        else:
            part |= {"words": texts[one]}
        parts.append(part)
    return {
        "parts": parts,
        "words": texts["words"],
        "was": {name: fingerprint(getattr(card, name) or "") for name in _ALLOWED},
        "problems": posted.problems if posted else [],
        "notice": met_line(posted.met) if posted else "",
        "saved": saved_line() if posted and not posted.problems else (_("Bewaard.") if not card.is_empty else "on"),
    }


def _earlier(unlocked: Unlocked, case_id: int, but: int, guide: Guide) -> list[dict[str, Any]]:
    """The cards of the other moments of the case, the newest first, in words."""
    with_card = [head.id for head in moments_of(unlocked, case_id) if head.data["attunement"] and head.id != but]
    if not with_card:
        return []
    w, whats = library.words(), what_words()
    moments = [
        (one.id, versions.read(Moment, KIND, one.body)) for one in queries.open_many(unlocked, KIND, with_card).records
    ]
    return [
        {"id": one_id, "on": w.date(one.on), "what": whats[one.what], "lines": card_lines(one.attunement, guide, w)}
        for one_id, one in moments
    ]
