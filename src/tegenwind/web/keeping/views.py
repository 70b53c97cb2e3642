"""Taking everything along, and bringing it in elsewhere."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import actions_export, actions_import, queries, rules
from tegenwind.portability.refusals import Busy, NotEmpty, Refused
from tegenwind.portability.work import BringingIn, TakingAlong
from tegenwind.vault.errors import Changed, NotFound, Unreadable
from tegenwind.web import library
from tegenwind.web.keeping.uploads import archive_in, with_archive
from tegenwind.web.keeping.words import pieces, practices
from tegenwind.web.opening import OpenRequest, opened

_MEBIBYTE = 1024 * 1024


@opened
def take_along(request: OpenRequest) -> HttpResponse:
    """What is in the archive, how far it is, and the archive itself when it is ready."""
    if request.method == "POST":
        return _take_along(request)
    state, damaged = _taking_along(request.unlocked)
    if state is not None and state.stage == "ready" and queries.erased_since(request.unlocked, state):
        actions_export.stop(request.unlocked)
        return render(request, "keeping/take_along.html", _what_there_is(request.unlocked) | {"erased": True})
    if state is None:
        return render(request, "keeping/take_along.html", _what_there_is(request.unlocked) | {"damaged": damaged})
    if state.stage == "ready":
        context = {"on": library.words().date(state.on), "missing": state.missing, "without_pdf": state.without_pdf}
        return render(request, "keeping/ready.html", context)
    return render(request, "keeping/making.html", {"line": _making_line(state)})


def _take_along(request: OpenRequest) -> HttpResponse:
    do = request.POST.get("do", "step")
    try:
        if do == "begin":
            actions_export.begin(request.unlocked, library.language(), timezone.localdate())
        elif do == "stop":
            actions_export.stop(request.unlocked)
        else:
            actions_export.step(request.unlocked, library.store())
    except (Changed, NotFound):
        pass  # Another tab was a moment earlier; the page shows how far that brought it.
    except Unreadable as damage:
        if damage.index:
            raise  # Mended, and then done once more.
        actions_export.stop(request.unlocked)
    return redirect("web:take-along")


def _taking_along(unlocked: Unlocked) -> tuple[TakingAlong | None, bool]:
    """How far it is; True beside it when what was made is damaged, and was thrown away."""
    try:
        return queries.taking_along(unlocked), False
    except Unreadable:
        actions_export.stop(unlocked)
        return None, True


def _what_there_is(unlocked: Unlocked) -> dict[str, object]:
    counts = queries.counts(unlocked)
    names = practices()
    listed = [(names[kind].title, pieces(counts[kind])) for kind in names if kind in counts]
    return {"listed": listed}


def _making_line(state: TakingAlong) -> str:
    values = {"done": state.done, "total": state.total}
    if state.stage == "records":
        return _("Verzameld: {done} van {total}.").format(**values)
    return _("In het boek gezet: {done} van {total}.").format(**values)


@opened
def archive(request: OpenRequest) -> HttpResponse:
    """The archive, when it is ready, as it is made: no file of it stands anywhere."""
    state, _damaged = _taking_along(request.unlocked)
    if state is None or state.stage != "ready" or queries.erased_since(request.unlocked, state):
        return redirect("web:take-along")
    answer = StreamingHttpResponse(
        queries.archive_stream(request.unlocked, state, library.store()), content_type="application/zip"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="tegenwind-{state.on.isoformat()}.zip"'
    return cast(HttpResponse, answer)  # To whoever passes it on it is the same.


@opened
def _bring_in(request: OpenRequest) -> HttpResponse:
    if request.method == "POST":
        return _posted(request)
    return _bring_in_page(request)


@with_archive
def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring in what was taken along elsewhere, into a place where nothing stands yet."""
    return _bring_in(request)


def _posted(request: OpenRequest) -> HttpResponse:
    do = request.POST.get("do", "step")
    try:
        if do == "stop":
            actions_import.stop(request.unlocked)
        elif do == "begin":
            data = archive_in(request)
            if data is None:
                problem = _("Kies het bestand nog eens. Het past als het hoogstens {size} MB is.")
                return _bring_in_page(request, problem=problem.format(size=rules.UPLOAD_MAX // _MEBIBYTE))
            actions_import.begin(request.unlocked, data)
        else:
            before = queries.bringing_in(request.unlocked)
            if before is not None and actions_import.step(request.unlocked, library.store()) is None:
                return redirect("web:brought-in")
    except Refused as refused:
        return _bring_in_page(request, problem=refused.sentence)
    except NotEmpty:
        return _bring_in_page(request, not_empty=True)
    except (Busy, Changed, NotFound):
        pass  # Another tab was a moment earlier; the page shows how far that brought it.
    except Unreadable as damage:
        if damage.index:
            raise
        actions_import.stop(request.unlocked)
        return _bring_in_page(
            request, problem=_("Wat er van het bestand bewaard was, is beschadigd geraakt. Kies het nog eens.")
        )
    return redirect("web:bring-in")


def _bring_in_page(request: OpenRequest, *, problem: str = "", not_empty: bool = False) -> HttpResponse:
    try:
        state = queries.bringing_in(request.unlocked)
    except Unreadable:
        actions_import.stop(request.unlocked)
        state = None
    status = 422 if problem else (409 if not_empty else 200)
    if state is not None:
        context = {"line": _coming_line(state), "waits": not_empty}
        return render(request, "keeping/coming_in.html", context, status=status)
    context = {
        "problem": problem,
        "refused": not_empty,
        "full": not_empty or bool(queries.counts(request.unlocked)),
        "size": rules.UPLOAD_MAX // _MEBIBYTE,
    }
    return render(request, "keeping/bring_in.html", context, status=status)


def _coming_line(state: BringingIn) -> str:
    values = {"done": state.records_done, "total": state.total}
    if state.stage == "checking":
        return _("Nagekeken: {done} van {total}.").format(**values)
    return _("Klaargelegd: {done} van {total}.").format(**values)


@opened
def brought_in(request: OpenRequest) -> HttpResponse:
    """All is in."""
    return render(request, "keeping/brought_in.html", _what_there_is(request.unlocked))
