"""Coming in, unlocking, locking, the recovery code, and a new passphrase."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, SignupView
from allauth.core import ratelimit
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tegenwind import sealing
from tegenwind.accounts import actions, queries, slots
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import forget, start_unlocked
from tegenwind.accounts.models import Person, name_key
from tegenwind.coaching.queries import own_card
from tegenwind.web.opening import (
    OpenRequest,
    PersonRequest,
    has_recovery,
    is_autosave,
    open_with_posted,
    opened,
    opened_before_recovery,
    opens_not_today,
    try_unlock,
    unlock_context,
    unlock_html,
)
from tegenwind.web.people.forms import JoinForm, NewPassphrase, Recover, SignInForm
from tegenwind.web.people.next_page import asked_next, safe_next


class Join(SignupView):  # type: ignore[misc]
    """Make an account; the recovery code comes next."""

    template_name = "people/join.html"
    form_class = JoinForm
    success_url = reverse_lazy("web:recovery-code")

    def get_form_class(self) -> type[JoinForm]:
        return JoinForm

    def get_authenticated_redirect_url(self) -> str:
        return safe_next(self.request)

    def get_success_url(self) -> str:
        return _onward(self.request, "web:recovery-code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["next"] = asked_next(self.request)
        context["sign_in"] = _onward(self.request, "web:sign-in")
        return context

    def form_valid(self, form: JoinForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            # Somebody took the same name between looking and saving; nothing of this one stays behind.
            form.add_error("username", get_adapter().error_messages["username_taken"])
            response = self.form_invalid(form)
        return response


class SignIn(LoginView):  # type: ignore[misc]
    """Sign in; the same passphrase opens the vault."""

    template_name = "people/sign_in.html"
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["next"] = safe_next(self.request)
        context["join"] = _onward(self.request, "web:join")
        return context


def _onward(request: HttpRequest, name: str) -> str:
    """The address of a page that leads on to where this one was to lead on to."""
    onward = asked_next(request)
    return f"{reverse(name)}?{urlencode({'next': onward})}" if onward else reverse(name)


@sensitive_post_parameters()
@sensitive_variables()
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the vault again, on a page of its own or in the dialog over a page (then the answer is JSON)."""
    problems: list[str] = []
    if request.method == "POST":
        problems = open_with_posted(request)
        shut = queries.unlocked_of(request) is None
        if is_autosave(request):
            if problems or shut:
                return JsonResponse({"unlock": True, "html": unlock_html(request, problems)}, status=401)
            return JsonResponse({"ok": True})
        if not problems and not shut:
            return HttpResponseRedirect(safe_next(request))
    elif is_autosave(request):
        # Another tab locked, and here something stands that only this page has: the dialog comes over it.
        shut = queries.unlocked_of(request) is None
        return JsonResponse({"unlock": True, "html": unlock_html(request, [])} if shut else {"ok": True})
    elif queries.unlocked_of(request) is not None:
        return HttpResponseRedirect(safe_next(request))
    elif not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('web:sign-in')}?{request.GET.urlencode()}")
    elif (other := _other_way(request.user)) is not None:
        return HttpResponseRedirect(f"{reverse(other)}?{request.GET.urlencode()}")
    context = unlock_context(request, problems) | {"action": reverse("web:unlock"), "next": safe_next(request)}
    return render(request, "people/unlock.html", context, status=401 if problems else 200)


def _other_way(person: Person) -> str | None:
    """The page for who cannot open their vault with today's passphrase: there is none yet, or it has an older one."""
    places = slots.places_of(person)
    if not places:
        return "web:diary"
    return "web:unlock-other" if opens_not_today(person) else None


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the vault in this browser; the person stays signed in."""
    forget(request)
    return _leaving(redirect("web:locked"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Lock the vault and sign out in this browser."""
    get_adapter().logout(request)
    return _leaving(redirect("web:home"))


def locked(request: HttpRequest) -> HttpResponse:
    """The page after locking: everything is still there."""
    return render(request, "people/locked.html")


def closed(request: HttpRequest) -> HttpResponse:
    """For somebody whose account was closed by who runs this place."""
    return render(request, "people/closed.html", status=403)


def _leaving(response: HttpResponseRedirect) -> HttpResponse:
    # What the browser kept of our pages goes too. Cookies stay: the language was chosen, and the session ends by itself.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@opened_before_recovery
def recovery_code(request: OpenRequest) -> HttpResponse:
    """Make a recovery code, show it once, and have its last group typed back."""
    code: list[str] = []
    problem = ""
    if request.method == "POST" and "last" in request.POST:
        if actions.confirm_recovery_code(request.unlocked, request.POST["last"]):
            return HttpResponseRedirect(_onward(request, "web:recovery-ready"))
        problem = _("Dit is niet de laatste groep van je code. Kijk nog eens op je blaadje, of maak een nieuwe code.")
    elif request.method == "POST":
        code = actions.make_recovery_code(request.unlocked).split("-")
    context = {
        "code": code,
        "problem": problem,
        "waits": bool(code) or queries.recovery_code_waits(request.unlocked),
        "works": has_recovery(request),
    }
    return render(request, "people/recovery_code.html", context, status=422 if problem else 200)


@opened
def recovery_ready(request: OpenRequest) -> HttpResponse:
    """The code works. From here the person starts."""
    return render(request, "people/recovery_ready.html", {"next": asked_next(request)})


@login_required
def me(request: PersonRequest) -> HttpResponse:
    """The person's own place: name, language, passphrase, recovery code, signing out."""
    return render(
        request,
        "people/me.html",
        {
            "has_recovery": has_recovery(request),
            "open": queries.unlocked_of(request),
            "diary": not request.user.has_usable_password(),
            "several": len(slots.places_of(request.user)) > 1,
            "coaches": own_card(request.user) is not None,
        },
    )


@opened
@sensitive_variables()
def passphrase(request: OpenRequest) -> HttpResponse:
    """Choose a new passphrase, with the old one."""
    form = NewPassphrase(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="change_password", user=request.user):
            form.add_error(None, _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."))
        else:
            try:
                unlocked = actions.change_passphrase(request.user, form.cleaned_data["old"], form.cleaned_data["new"])
            except CannotUnlock:
                form.add_error("old", _("Dit is niet je wachtzin van nu. Er is niets veranderd."))
            else:
                update_session_auth_hash(request, request.user)
                if unlocked is not None:
                    start_unlocked(request, unlocked)
                return render(request, "people/passphrase_changed.html")
    return render(request, "people/passphrase.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters()
@sensitive_variables()
def recover(request: HttpRequest) -> HttpResponse:
    """Open the vault with the recovery code and choose a new passphrase."""
    form = Recover(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="login_failed", key=f"recover:{name_key(form.cleaned_data['name'])}"):
            form.add_error(None, _("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."))
        else:
            person = queries.person_named(form.cleaned_data["name"])
            try:
                # Who comes in through an organisation has no passphrase to renew; they use their code after signing in.
                if person is None or not person.has_usable_password():
                    raise CannotUnlock
                actions.set_passphrase_with_recovery(person, form.cleaned_data["code"], form.cleaned_data["new"])
            except (CannotUnlock, sealing.SealingError):
                form.add_error(None, _("Deze naam en herstelcode horen niet bij elkaar. Er is niets veranderd."))
            else:
                if request.user.is_authenticated:
                    get_adapter().logout(request)  # Whoever it is: from here on it is the one with the code.
                problems = try_unlock(request, person.get_username(), form.cleaned_data["new"])
                if problems or not request.user.is_authenticated:
                    return redirect("web:sign-in")  # Which goes on to the second step, when that is what is left.
                return render(request, "people/passphrase_changed.html")
    return render(request, "people/recover.html", {"form": form}, status=422 if form.errors else 200)
