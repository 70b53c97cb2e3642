"""The line that says that everything is made up: only where the settings of the demo say so."""

from __future__ import annotations

from typing import Any

import pytest

from tegenwind.project import settings as every_day
from tegenwind.project import settings_demo
from tests.web.people import Human, Nobody, text

PAGES = ("sign-in", "join", "help-now", "privacy")


def test_only_the_settings_of_the_demo_say_so() -> None:
    assert (every_day.TEGENWIND_DEMO, settings_demo.TEGENWIND_DEMO) == (False, True)
    assert {name for name in vars(settings_demo) if name.isupper() and name not in vars(every_day)} == set()


@pytest.mark.django_db
def test_no_page_says_so_by_itself() -> None:
    noor = Human.join("Noor")
    pages = [text(Nobody().get(name)) for name in PAGES] + [text(noor.get(name)) for name in ("home", "me", "balance")]
    assert not [page for page in pages if "made-up" in page or "Verzonnen" in page]


@pytest.mark.django_db
def test_in_the_demo_each_page_says_so_above_its_header(settings: Any) -> None:
    noor = Human.join("Noor")
    settings.TEGENWIND_DEMO = True
    for page in [text(Nobody().get(name)) for name in PAGES] + [text(noor.get(name)) for name in ("home", "me")]:
        before, said, _after = page.partition("Verzonnen: dit is een proefopstelling</aside>")
        assert said
        assert "<header" not in before
