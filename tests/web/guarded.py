"""Where somebody can write, on every page of the program: for what has to hold of each of these places.

A template with a new place to write, or an address that shows one, has to be named here; until then tests fail
(``test_guarded_everywhere.py``, ``test_access.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.web.people import main

#: A text of more lines, or of one. What tells how capitals are typed is a name to sign in with or a code; addresses to mail to
#: are what they are, and are not kept (`data-unlooked`).
WRITES: Final = re.compile(r"<textarea\b(?! data-unlooked)|<c-writing\b|<input type=\"text\"(?![^>]*autocapitalize)")
_TEMPLATES: Final = Path(__file__).parents[2] / "src" / "tegenwind" / "web"


@dataclass(frozen=True)
class Place:
    """A page with places to write.

    Attributes:
        name: of its address; what it is about is made by that address's row in ``test_access.py``.
        templates: those of its templates with a place to write in them.
        do: the button that sends it; where a page has more forms, the first of these that its form has.
        query: what the address is asked for, where that is not what its row asks for.
        activity: the kind of activity, on the page of one.
        step: the step, on the page of one of several, where that is not the one of its row.
        alone: each place has a button of its own: this one with the end of the field's name.
        kept: whether it goes into a record; if not, it travels in the form.
    """

    name: str
    templates: tuple[str, ...]
    do: tuple[str, ...] = ("save",)
    query: str | None = None
    activity: str = ""
    step: str = ""
    alone: bool = False
    kept: bool = True

    @property
    def label(self) -> str:
        return " ".join(filter(None, (f"{self.name}{self.query or ''}", self.activity, self.step)))


def _written(name: str, template: str, do: str = "save", query: str | None = None) -> Place:
    """A page whose places to write are the component for it."""
    return Place(name, (template, "cotton/writing.html"), (do,), query)


PLACES: Final = (
    Place("answer-all", ("reflection/statements.html",)),
    Place("answer-one", ("reflection/answer_one.html",), ("next",)),
    Place("activity", ("routes/activity.html",)),
    Place("activity", ("routes/activity.html",), activity="re-check"),
    Place("slow-down-step", ("slow_down/step.html",), ("on",)),
    Place("balance", ("balance/form.html",)),
    Place("balance-entry", ("balance/form.html",)),
    _written("signals-look", "signals/look.html"),
    _written("signals-roles", "signals/roles.html"),
    _written("omnipotence-step", "writing/step.html", "stop"),
    _written("history-step", "writing/step.html", "stop"),
    _written("self-care-attention", "self_care/write.html"),
    _written("self-care-connection", "self_care/write.html"),
    Place("self-care-items", ("self_care/items.html",), ("add",), alone=True),
    _written("intention-new", "intentions/fields.html"),
    Place(
        "intention", ("intentions/intention.html", "intentions/fields.html", "cotton/writing.html"), ("save", "keep")
    ),
    _written("intention-table", "intentions/table.html", "save", "?change=1"),
    _written("support-new", "support/fields.html"),
    _written("support-entry", "support/fields.html"),
    _written("needs-asking", "needs/asking.html"),
    _written("need", "needs/need.html", "next"),
    _written("need-world", "needs/need.html", "stop"),
    Place("case-new", ("cases/nickname.html", "cases/fields.html", "cotton/writing.html")),
    Place("case-edit", ("cases/edit.html", "cases/fields.html", "cotton/writing.html")),
    _written("case-goodbye", "cases/goodbye.html", "keep"),
    Place("case-intervision", ("cases/intervision.html", "cotton/writing.html"), ("look",), kept=False),
    _written("moment", "cases/moment.html"),
    _written("moment-attune", "cases/attune.html", "moment"),
    _written("moment-repair", "cases/repair_step.html", "stop"),
    _written("moment-fit", "readings/step.html", "stop", "?at=signal"),
    _written("moment-fit", "readings/item.html", "stop", "?at=ways"),
    _written("moment-fit", "readings/rows.html", "stop", "?at=hindrances"),
    _written("moment-protection", "readings/step.html", "stop", "?at=alarm"),
    _written("moment-lenses", "readings/lenses.html"),
    Place("tension-new", ("dissent/note.html",)),
    _written("tension", "dissent/tension.html"),
    Place("tension-become", ("cases/nickname.html",), ("new",), "?what=moment"),
    _written("values-sort", "dissent/sort_words.html"),
    Place("values-sort", ("dissent/sort_own.html",), query="?at=own"),
    _written("values-sort", "dissent/sort_yes.html", query="?at=yes"),
    _written("season", "dissent/season.html"),
    Place("circle", ("dissent/circle.html", "dissent/linked.html", "cotton/writing.html")),
    Place("act-step", ("dissent/act_form.html", "cotton/writing.html"), step="form"),
    Place("act-step", ("dissent/act_weigh.html", "dissent/linked.html", "cotton/writing.html")),
    Place("act-step", ("dissent/act_words.html", "cotton/writing.html"), step="words"),
    Place("act-step", ("dissent/act_choice.html", "cotton/writing.html"), step="choice"),
    Place("act-step", ("dissent/act_after.html", "cotton/writing.html"), step="after"),
    Place("intake", ("coaches/intake.html", "cotton/writing.html"), ("send", "end")),
)

#: Where what is marked is shown in another way, each with a test of its own: above what is about to be shared, with which
#: nothing goes that was not shown; and to who writes back without being signed in.
OTHERWISE: Final = {
    "share-report": "sharing/form.html",
    "share-route": "sharing/form.html",
    "share-note": "sharing/form.html",
    "shared": "sharing/shared.html",
    "shared-answer": "sharing/shared.html",
    # What goes to a coach is looked at on its preview; the card of a coach is kept in no record (test_coaches.py, test_coach_card.py).
    "coach-ask": "coaches/ask.html",
    "coach-card": "coaches/card_text.html",
    # What a team agreed is no record of a person (test_wave_agreements.py).
    "wave-agreements": "waves/agreements.html",
    # Is sent to the page of one case for intervision, whose form is the same.
    "cases-across": "cases/across.html",
}

#: The name of a passkey is that of a thing of one's own, and takes a script anyway: the page's script shows what is marked.
BY_SCRIPT: Final = frozenset({"passkey", "passkey-add"})

ADDRESSES: Final = frozenset({one.name for one in PLACES} | set(OTHERWISE) | BY_SCRIPT)


def templates_with_places() -> set[str]:
    """Every template of the pages with a place to write in it."""
    return {
        path.relative_to(folder).as_posix()
        for folder in (_TEMPLATES / "templates", _TEMPLATES / "design" / "templates")
        for path in folder.rglob("*.html")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }


def can_write(answer: Any) -> bool:
    """Whether a page has a place to write."""
    return answer.headers.get("Content-Type", "").startswith("text/html") and bool(WRITES.search(main(answer)))
