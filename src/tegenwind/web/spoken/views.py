"""Having spoken with someone: the day and with what sort of person, nothing else (E5)."""

from __future__ import annotations

import datetime
import secrets
from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.spoken import KIND, WITH, Spoken, With
from tegenwind.vault.actions import remove
from tegenwind.web import library, shelf
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.opening import OpenRequest, opened


def with_words() -> dict[With, str]:
    """With what sort of person one spoke."""
    return {
        "colleague": _("een collega"),
        "intervision": _("intervisiegroep"),
        "supervision": _("supervisor"),
        "coach": _("coach of therapeut"),
        "leader": _("leidinggevende"),
        "confidant": _("vertrouwenspersoon"),
        "company-doctor": _("bedrijfsarts of arbeidsarts"),
        "gp": _("huisarts"),
        "friend": _("partner, familie of vriend"),
        "other": _("iemand anders"),
    }


@opened
def spoken(request: OpenRequest) -> HttpResponse:
    """The list, and room to add one."""
    problems, chosen, day = [], "", timezone.localdate().isoformat()
    if request.method == "POST":
        chosen, day = request.POST.get("with", ""), request.POST.get("on", "")
        on = timezone.localdate()
        try:
            on = past_day(day)
        except WrongDay as wrong:
            problems.append(str(wrong))
        if chosen not in WITH:
            problems.append(_("Kies nog met wie je sprak."))
        if not problems:
            record = Spoken(on=on, with_whom=cast(With, chosen), key=request.POST.get("key", "")[:40])
            shelf.keep_once(request.unlocked, record)
            return redirect("web:spoken")
    page, words, w = shelf.page_of(request, KIND), with_words(), library.words()
    rows = [
        {
            "id": head.id,
            "word": words[cast(With, head.data["with"])],
            "on": w.date(datetime.date.fromisoformat(head.data["on"])),
        }
        for head in page.heads
    ]
    context = {
        "rows": rows,
        "page": page,
        "options": list(words.items()),
        "chosen": chosen,
        "day": day,
        "problems": problems,
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "spoken/spoken.html", context, status=422 if problems else 200)


@opened
def spoken_remove(request: OpenRequest, record_id: int) -> HttpResponse:
    """Take one away."""
    shelf.take(request.unlocked, Spoken, record_id)
    remove(request.unlocked, KIND, record_id)
    return redirect("web:spoken")
