"""A repair (B5): preparing to say "I went too fast for you", saying it aloud to oneself, doing it, what is different from now on,
and looking back; and beside it, sharing one's own reaction with care.

Every step may stay empty, may be skipped and may be the last. Nothing is recorded and nothing reminds: looking back is for
when somebody comes back to it.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tegenwind.packs import Guide
from tegenwind.practice.moment import WORDS_MAX, Moment
from tegenwind.web import library, shelf
from tegenwind.web.cases.finding import guide_of, take_moment
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text

ROLE: Final[Literal["repair"]] = "repair"
#: The repair itself, step by step; and the four questions about one's own reaction.
STEPS: Final = ("prepare", "aloud", "do", "from-now", "look-back")
REACTION: Final = ("mine", "theirs", "hold", "trust")
#: Which of one's earlier words stand at a step: folded in, except where they are what one says aloud.
RECALLED: Final = {"aloud": "prepare", "do": "prepare", "look-back": "from-now"}


def words_key(name: str) -> str:
    """The key in a moment's ``words`` for a step."""
    return f"{ROLE}/{name}"


@opened
def repair(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """All of a repair with what was written; with ``?at=`` one of its steps, to write there."""
    case, mine = take_moment(request.unlocked, record_id, moment_id)
    name = request.GET.get("at", "")
    if name and name not in (*STEPS, *REACTION):
        raise Http404
    written: Written | None = None
    if request.method == "POST":
        if not name:
            return redirect("web:moment-repair", record_id, moment_id)
        key, kept = words_key(name), mine.record.words
        written = read_text(request.POST, "words", kept.get(key, ""), WORDS_MAX)
        if not written.problem and written.text != kept.get(key, ""):
            words = {one: text for one, text in {**kept, key: written.text}.items() if text}
            mine = shelf.keep(request.unlocked, mine.record.model_copy(update={"words": words}), over=mine)
        if is_autosave(request):
            return _kept_answer(written)
        if not written.problem and not written.met:
            return _on(request, record_id, moment_id, name)
    guide = guide_of(mine.record, ROLE)
    context: dict[str, Any] = {
        "case_id": record_id,
        "id": moment_id,
        "nickname": case.record.nickname,
        "title": guide.title[library.language()],
    }
    if not name:
        return render(request, "cases/repair.html", context | _overview(mine.record, guide))
    context |= _step(mine.record, guide, name, written) | {"here": _address(record_id, moment_id, name)}
    return render(request, "cases/repair_step.html", context, status=422 if written and written.problem else 200)


def _address(case_id: int, moment_id: int, name: str = "") -> str:
    return reverse("web:moment-repair", args=[case_id, moment_id]) + (f"?at={name}" if name else "")


def _kept_answer(written: Written) -> HttpResponse:
    if written.problem:
        return refused_answer([written.problem])
    return saved_answer(met_line([written]) if written.met else "")


def _on(request: OpenRequest, case_id: int, moment_id: int, name: str) -> HttpResponse:
    """Where one goes from a step: on, a step back, to the first, to all of it, to the moment, or away for today."""
    do = request.POST.get("do", "")
    if do == "stop":
        return redirect("web:home")
    if do == "moment":
        return redirect("web:moment", case_id, moment_id)
    order = STEPS if name in STEPS else REACTION
    place = 0 if do == "start" else order.index(name) + {"on": 1, "previous": -1}.get(do, len(order))
    to = order[place] if 0 <= place < len(order) else ""
    return redirect(_address(case_id, moment_id, to))


def _overview(moment: Moment, guide: Guide) -> dict[str, Any]:
    language = library.language()

    def part(name: str) -> dict[str, str]:
        return {
            "name": name,
            "title": guide.section(language, name).title,
            "words": moment.words.get(words_key(name), ""),
        }

    steps = [part(name) for name in STEPS]
    return {
        "intro": guide.intro[language],
        "steps": steps,
        "reaction": [part(name) for name in REACTION],
        "begun": any(one["words"] for one in steps),
        # The first step without words; when there is none, looking back once more.
        "next": next((one["name"] for one in steps if not one["words"]), STEPS[-1]),
    }


def _step(moment: Moment, guide: Guide, name: str, written: Written | None) -> dict[str, Any]:
    kept = moment.words.get(words_key(name), "")
    order = STEPS if name in STEPS else REACTION
    recalled = RECALLED.get(name, "")
    return {
        "name": name,
        "section": guide.section(library.language(), name),
        "first": name == order[0],
        "last": name == order[-1],
        "recalled": moment.words.get(words_key(recalled), "") if recalled else "",
        "recalled_open": name == "aloud",
        "words": shown_text(written, kept),
        "notice": met_line([written]) if written and written.met else "",
        "saved": _("Bewaard.") if kept else "on",
    }
