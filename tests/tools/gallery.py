"""Render the example pages of the design system into a folder, to look at them.

    python -m tests.tools.gallery [FOLDER]

Each template in `tests/tools/gallery/` becomes a page in FOLDER (default: `gallery` in the folder for temporary files),
in Dutch, with the static files beside it: serve FOLDER with `python -m http.server` and open `index.html`. The pages
show made-up content and need no settings, database or sign-in.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path

DESIGN = Path(__file__).resolve().parents[2] / "src" / "tegenwind" / "web" / "design"
PAGES = Path(__file__).parent / "gallery"

#: What the pages share; a page's own words stand in its template.
CHARGES = [("0", "geen"), ("1", "wat"), ("2", "duidelijk"), ("3", "veel")]
ANSWERS = [
    ("yes", "Ja, hier wil ik mee verder"),
    ("team", "Dit hoort bij mijn team of organisatie"),
    ("nothing", "Nu niets"),
]
SIGNED_OUT = {"join", "sign-in", "error", "recovery-code"}
REFLECTION = ("check", "report", "route", "activity", "slow")


def nowhere(request: HttpRequest) -> HttpResponse:
    """Stands for every address that the pages link to."""
    return HttpResponse()


def addresses() -> ModuleType:
    """A URL configuration with the names that the base page asks for."""
    web = ModuleType("gallery_web")
    names = ["home", "help-now", "lock", "privacy"]
    web.__dict__.update(app_name="web", urlpatterns=[path(f"{name}.html", nowhere, name=name) for name in names])
    project = ModuleType("gallery_urls")
    language = path("language/", nowhere, name="set_language")
    project.__dict__.update(urlpatterns=[path("", include(web)), language])
    sys.modules.update(gallery_web=web, gallery_urls=project)
    return project


def context(name: str) -> dict[str, Any]:
    """What a page of the real program would be given."""
    current = "Vandaag" if name == "home" else "Reflectie" if name.startswith(REFLECTION) else ""
    labels = ["Vandaag", "Reflectie", "Praktijk", "Evenwicht", "Samen"]
    return {
        "navigation": [] if name in SIGNED_OUT else [
            {"url": f"{label.lower()}.html", "label": label, "current": label == current} for label in labels
        ],
        "source_url": "https://example.org/tegenwind",
        "charges": CHARGES,
        "answers": ANSWERS,
        "code_groups": ["7KQ4", "M2XD", "P9RV", "3HTB", "W6NC", "8FZJ", "Y5GA"],
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    """Render everything; gives 0."""
    folder = Path(arguments[0]) if arguments else Path(tempfile.gettempdir()) / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    settings.configure(
        SECRET_KEY="gallery",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["django.contrib.staticfiles", "django_cotton"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [PAGES, DESIGN / "templates"],
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        ROOT_URLCONF="gallery_urls",
        STATIC_URL="static/",
        FORCE_SCRIPT_NAME="",
        LANGUAGE_CODE="nl",
        LANGUAGES=[("nl", "Nederlands"), ("en", "English")],
    )
    addresses()
    django.setup()
    shutil.copytree(DESIGN / "static", folder / "static", dirs_exist_ok=True)
    for page in sorted(PAGES.glob("[a-z]*.html")):
        request = RequestFactory().get(f"/{page.name}")
        request.unlocked = page.stem not in SIGNED_OUT  # type: ignore[attr-defined]
        text = render_to_string(page.name, context(page.stem), request=request)
        (folder / page.name).write_text(text, encoding="utf-8")
    links = "".join(f'<li><a href="{p.name}">{p.stem}</a></li>' for p in sorted(PAGES.glob("[a-z]*.html")))
    index = f'<!doctype html><html lang="nl"><title>Gallery</title><ul>{links}</ul>'
    (folder / "index.html").write_text(index, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
