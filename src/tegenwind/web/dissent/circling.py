"""The circle: three questions, each with what helps to look further, linked to what counts for one (C2).

Each question may stay open, and so may the circle. It lies at hand for as long as nothing followed, and is nowhere called
unfinished.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice.circle import KIND, QUESTIONS, WORDS_MAX, Circle, Question
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.dissent import acting, linking
from tegenwind.web.dissent.linking import Links
from tegenwind.web.dissent.telling import became, became_nothing_after_all, posted_id, tension_of
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text
from tegenwind.web.shelf import Shelved


def begin(unlocked: Unlocked, tension_id: int | None, key: str) -> int:
    """The id of a circle that was begun today, with a tension or by itself; begun twice with one key it is one.

    The tension is told what it became in the same transaction. Raises ``Http404`` for a tension that is not there.
    """
    with alone(unlocked):
        if same := shelf.made_with(unlocked, KIND, key[:40], tension=tension_id):
            return same.id
        if tension_id is not None:
            became(unlocked, tension_id, "circle")
        pack, today = library.for_purpose("dissent"), timezone.localdate()
        record = Circle(
            pack=pack.id, digest=pack.digest, tension=tension_id, began_on=today, changed_on=today, key=key[:40]
        )
        return shelf.keep(unlocked, record, pinned=True).id


@opened
def new(request: OpenRequest) -> HttpResponse:
    """Begin a circle: one press, and one is there."""
    key = request.POST.get("key", "") or secrets.token_urlsafe(12)
    return redirect("web:circle", begin(request.unlocked, posted_id(request, "tension"), key))


@dataclass(frozen=True)
class Posted:
    """What came of the form of a circle."""

    words: Mapping[Question, Written] = field(repr=False)
    links: linking.Read

    @property
    def problems(self) -> list[str]:
        return [*filter(None, (one.problem for one in self.words.values())), *self.links.problems]

    @property
    def met(self) -> list[Written]:
        return [one for one in (*self.words.values(), self.links.written) if one.met]

    def onto(self, kept: Circle) -> Circle:
        """The circle with what fits."""
        words = dict(kept.words) | {name: one.text for name, one in self.words.items()}
        found = kept.model_copy(
            update={
                "words": {name: text for name, text in words.items() if text},
                "values": self.links.links.values,
                "own": self.links.links.own,
            }
        )
        return found if found == kept else found.model_copy(update={"changed_on": timezone.localdate()})


def _read(request: OpenRequest, kept: Circle) -> Posted:
    words = {name: read_text(request.POST, f"w-{name}", kept.words.get(name, ""), WORDS_MAX) for name in QUESTIONS}
    return Posted(words, linking.read(request.POST, Links(kept.values, kept.own), kept.digest, request.unlocked))


@opened
def circle(request: OpenRequest, record_id: int) -> HttpResponse:
    """A circle: to write in, to leave, and to go on from."""
    mine = shelf.take(request.unlocked, Circle, record_id)
    posted: Posted | None = None
    if request.method == "POST":
        posted = _read(request, mine.record)
        record = posted.onto(mine.record)
        if record != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        if is_autosave(request):
            return refused_answer(posted.problems) if posted.problems else saved_answer(met_line(posted.met))
        if not posted.problems and not posted.met and (where := _on(request, mine)):
            return where
    record, guide, language = mine.record, library.version(mine.record.digest).guide("circle"), library.language()
    guide = guide or library.guide("circle")
    texts = posted.words if posted else {}
    context: dict[str, Any] = {
        "id": record_id,
        "record": record,
        "title": guide.title[language],
        "intro": guide.intro[language],
        "tension": tension_of(request.unlocked, record.tension),
        "questions": [
            {
                "name": f"w-{name}",
                "section": guide.section(language, name),
                "words": shown_text(texts.get(name), record.words.get(name, "")),
            }
            for name in QUESTIONS
        ],
        "values_section": guide.section(language, "values"),
        "linked": linking.shown(
            request.unlocked, Links(record.values, record.own), record.digest, posted.links if posted else None
        ),
        "problems": posted.problems if posted else [],
        "notice": met_line(posted.met) if posted else "",
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "empty": record.is_empty and posted is None,
        "saved": "on" if record.is_empty else _("Bewaard."),
    }
    return render(request, "dissent/circle.html", context, status=422 if posted and posted.problems else 200)


def _on(request: OpenRequest, mine: Shelved[Circle]) -> HttpResponse | None:
    """Where one goes from a circle; nowhere for a button that only keeps it."""
    do, unlocked = request.POST.get("do", ""), request.unlocked
    if do == "stop":
        return redirect("web:home")
    if do == "not" and mine.record.is_empty:
        with alone(unlocked):
            became_nothing_after_all(unlocked, mine.record.tension)
            erase_record(unlocked, KIND, mine.id)
        return redirect("web:dissent")
    if do == "act":
        key = request.POST.get("key", "") or secrets.token_urlsafe(12)
        return redirect("web:act-step", acting.begin(unlocked, None, key, circle_id=mine.id), "form")
    if do in ("intention", "team", "organisation", "rest", "not"):
        shelf.keep(unlocked, mine.record, over=mine, pinned=False)
        if do in ("rest", "not"):
            return redirect("web:dissent")
        who = "me" if do == "intention" else do
        return redirect(f"{reverse('web:intention-new')}?who={who}")
    return redirect("web:circle", mine.id)
