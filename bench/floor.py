"""The floor: a bare Django view with as many inputs as a check-in of ours, and nothing sealed, translated or laid out.

A form is shown, forty answers are validated with ``forms.Form`` and kept as one row (SQLite, WAL, synchronous FULL), the
session is a signed cookie, and a plain page shows the answers back. Three kinds, by what the form costs to show and check:

* ``widgets``: ``{{ form }}``, as a bare view does it; 120 fields (recognition, charge and words of 40 statements).
* ``plain``: the same inputs by a loop in a template written by hand; the same form of 120 fields checks them.
* ``bare``: as ``plain``, but only the forty recognitions are checked; charge and words are kept as they came.

Its settings are in ``floor_settings.py``; ``floor_serve.py`` makes its database and serves it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from bench import pack40
from bench.floor_serve import KINDS

RECOGNITIONS = [
    ("1", "niet"),
    ("2", "nauwelijks"),
    ("3", "enigszins"),
    ("4", "grotendeels"),
    ("5", "helemaal"),
    ("", "open"),
]
CHARGES = [("0", "geen"), ("1", "wat"), ("2", "duidelijk"), ("3", "veel"), ("", "open")]
STATEMENTS = list(zip(pack40.statement_ids(), pack40.texts(), strict=True))


class Answers(models.Model):
    """One row for each time the form was sent."""

    answers = models.JSONField()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return f"answers {self.pk}"


def _fields(*, all_of_them: bool) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for key, text in STATEMENTS:
        fields[f"r-{key}"] = forms.ChoiceField(
            label=text, choices=RECOGNITIONS, widget=forms.RadioSelect, required=False
        )
        if all_of_them:
            fields[f"c-{key}"] = forms.ChoiceField(
                label="Lading", choices=CHARGES, widget=forms.RadioSelect, required=False
            )
            fields[f"w-{key}"] = forms.CharField(
                label="Woorden", widget=forms.Textarea, max_length=2000, required=False
            )
    return fields


AllFields: type[forms.Form] = type("AllFields", (forms.Form,), _fields(all_of_them=True))
FortyFields: type[forms.Form] = type("FortyFields", (forms.Form,), _fields(all_of_them=False))


def answer(request: HttpRequest, kind: str) -> HttpResponse:
    """The form, and what was posted."""
    if kind not in KINDS:
        raise Http404
    made = FortyFields if kind == "bare" else AllFields
    if request.method == "POST":
        form = made(request.POST)
        if form.is_valid():
            kept = form.cleaned_data
            if kind == "bare":
                kept = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"} | kept
            request.session["answers"] = Answers._default_manager.create(answers=kept).pk
            return redirect("done")
        return render(request, "widgets.html", {"form": form}, status=422)
    if kind == "widgets":
        return render(request, "widgets.html", {"form": made()})
    context = {"statements": STATEMENTS, "recognitions": RECOGNITIONS, "charges": CHARGES}
    return render(request, "plain.html", context)


def done(request: HttpRequest) -> HttpResponse:
    """The answers, shown back."""
    row = Answers._default_manager.get(pk=request.session["answers"])
    kept: dict[str, Any] = row.answers
    shown = [(text, kept[f"r-{key}"], kept[f"c-{key}"], kept[f"w-{key}"]) for key, text in STATEMENTS]
    return render(request, "done.html", {"answers": shown})


urlpatterns = [path("done/", done, name="done"), path("<slug:kind>/", answer, name="answer")]
