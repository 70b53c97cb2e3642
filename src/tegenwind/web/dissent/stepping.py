"""The steps of a small act, in any order: where one is, where something stands, and where each button leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.packs import Guide, Pack
from tegenwind.practice.act import ELSEWHERE, Act, Weighed
from tegenwind.web import library, shelf
from tegenwind.web.dissent.telling import Origin, circle_of, tension_of
from tegenwind.web.opening import OpenRequest
from tegenwind.web.shelf import Shelved

STEPS: Final = ("form", "weigh", "small", "words", "choice", "after")
#: What is written at which step.
TEXTS: Final[Mapping[str, tuple[Weighed, ...]]] = {
    "weigh": ("yes", "cost", "beside"),
    "small": ("smallest", "question", "safe"),
    "words": ("rehearse", "obedience"),
    "choice": ("not-doing",),
}


def step_title(name: str) -> str:
    """What a step is called."""
    return {
        "form": _("Een vorm kiezen"),
        "weigh": _("Waarvoor, en wat het kost"),
        "small": _("Klein en veilig genoeg"),
        "words": _("De woorden"),
        "choice": _("Doen of niet"),
        "after": _("Daarna"),
    }[name]


def stands(record: Act, name: str) -> bool:
    """Whether something was chosen or written at a step."""
    if name == "form":
        return bool(record.form or record.own)
    if name == "after":
        return bool(record.on or record.did or record.happened or record.ripples)
    if name == "choice" and (record.choice or record.belongs):
        return True
    linked = name == "weigh" and bool(record.values or record.own_values)
    return linked or any(record.words.get(one) for one in TEXTS[name])


def pack_of(record: Act) -> Pack:
    """The version of the pack that an act was begun with."""
    return library.version(record.digest)


def guide_of(record: Act) -> Guide:
    """The guide to choosing a form, in the version the act was begun with."""
    return pack_of(record).guide("choose") or library.guide("choose")


def act_title(record: Act) -> str:
    """What an act is called in one line: one's own form, that of the pack, or that there is none yet."""
    return title_of(record.own, record.form, record.digest)


def title_of(own: str, form: str | None, digest: str) -> str:
    """As :func:`act_title`, of what a head says."""
    if own:
        return own
    acts = library.version(digest).acts
    found = acts.form(form) if acts and form else None
    return found.title[library.language()] if found else _("Nog zonder vorm")


def keep(request: OpenRequest, mine: Shelved[Act], record: Act) -> Shelved[Act]:
    """Keep what was changed. An act lies at hand for as long as it is under way."""
    if record == mine.record:
        return mine
    return shelf.keep(request.unlocked, record, over=mine, pinned=record.is_under_way)


def answered(record: Act, do: str) -> Act:
    """With what somebody answers to all of it: it belongs to my team, to my organisation, nothing now; or after all to me."""
    today = timezone.localdate()
    if do in ELSEWHERE:
        return record.model_copy(update={"belongs": do, "chose_on": today})
    if do == "nothing":
        return record.model_copy(update={"choice": "not-now", "chose_on": today})
    if do == "mine":
        return record.model_copy(update={"belongs": None})
    return record


def onward(request: OpenRequest, record_id: int, name: str) -> HttpResponse:
    """Where one goes from a step: to the next, another one, all of it, or away for today."""
    do = request.POST.get("do", "")
    place = STEPS.index(name)
    if do == "stop":
        return redirect("web:home")
    if (other := do.removeprefix("at-")) in STEPS:
        return redirect("web:act-step", record_id, other)
    if do == "start":
        return redirect("web:act-step", record_id, STEPS[0])
    if do == "previous" and place:
        return redirect("web:act-step", record_id, STEPS[place - 1])
    # Whether one does it is decided at the last step but one; what comes after that is for when it was done.
    if do == "on" and name not in ("choice", "after"):
        return redirect("web:act-step", record_id, STEPS[place + 1])
    if do.startswith("take-"):
        return redirect("web:act-step", record_id, STEPS[place + 1])
    if do.partition("-")[0] in ("save", "drop", "away", "back", ""):
        return redirect("web:act-step", record_id, name)
    return redirect("web:act", record_id)


def origins(request: OpenRequest, record: Act) -> dict[str, Origin | None]:
    """What an act began with, to be read again."""
    return {
        "tension": tension_of(request.unlocked, record.tension),
        "circle": circle_of(request.unlocked, record.circle),
    }


def context(request: OpenRequest, mine: Shelved[Act], name: str) -> dict[str, Any]:
    """What every step shows."""
    record = mine.record
    return {
        "id": mine.id,
        "record": record,
        "name": name,
        "here": reverse("web:act-step", args=[mine.id, name]),
        "act_title": act_title(record) if record.own or record.form else "",
        "step_title": step_title(name),
        "steps": steps(record, name),
        "first": name == STEPS[0],
        "last": name == STEPS[-1],
        **origins(request, record),
    }


def steps(record: Act, here: str = "") -> list[dict[str, Any]]:
    """All steps, with the one where one is and those where something stands."""
    return [
        {"name": one, "title": step_title(one), "here": one == here, "written": stands(record, one)} for one in STEPS
    ]
