"""B: what weighs and what carries, one thing at a time, laid beside each other (D6). Nothing is taken off anything else.

Both sides stand in one form, so that every button carries along what is typed at either side: it is added, or it stands on
the page that follows. What was taken away goes along as well, and can be put back for as long as that page is open.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from tegenwind.practice.check_in import Record
from tegenwind.practice.meeting import clean, fingerprint
from tegenwind.practice.self_care import HEAVINESS, ITEM_MAX, ITEMS_MAX, SIDES, TOPICS, Full, Item, SelfCare, Side
from tegenwind.web import library
from tegenwind.web.guarding import look_at
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import too_long
from tegenwind.web.self_care import plans
from tegenwind.web.shelf import Shelved


class Laid(Record):
    """An item with its place, as a page carries it along: the ``at``-th of its side, counted from 0."""

    side: Side
    at: Annotated[int, Field(ge=0, lt=ITEMS_MAX)]
    item: Item


@dataclass(frozen=True)
class Typed:
    """What is typed at one side and does not stand in the plan, and what is wrong with it."""

    words: str = field(default="", repr=False)
    weight: str = ""
    topic: str = ""
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.words.strip() or self.weight or self.topic not in ("", "other"))


@dataclass(frozen=True)
class Written:
    """The whole form: what is typed at each side, what stood on its page, and what was taken away before."""

    typed: Mapping[Side, Typed] = field(default_factory=lambda: dict.fromkeys(SIDES, Typed()))
    standing: tuple[Laid, ...] = field(default=(), repr=False)
    gone: tuple[Laid, ...] = field(default=(), repr=False)
    key: str = ""
    problem: str = ""

    @property
    def is_unkept(self) -> bool:
        """Whether something is typed that is nowhere but on the page."""
        return not all(one.is_blank for one in self.typed.values())

    @property
    def is_wrong(self) -> bool:
        return bool(self.problem or any(one.problem for one in self.typed.values()))

    def with_typed(self, side: Side, typed: Typed) -> Written:
        """With something else at one side."""
        return replace(self, typed={**self.typed, side: typed})


@opened
def items(request: OpenRequest) -> HttpResponse:
    """Both sides, with room to add something to each, to take something away, and to put that back."""
    if request.method != "POST":
        return _page(request, plans.open_plan(request.unlocked), Written())
    plan = plans.plan_of(request)
    record, written = _done(request.POST.get("do", ""), plan.record if plan else plans.beginning(), _read(request.POST))
    if written.is_wrong:
        return _page(request, plan, written)
    plan = plans.keep(request.unlocked, record, plan)
    if not written.is_unkept and not written.gone:
        return redirect("web:self-care-items")
    # The same form sent once more is still one; what is typed on the page that follows is something new.
    return _page(request, plan, replace(written, key=""))


def _read(posted: QueryDict) -> Written:
    def typed(side: Side) -> Typed:
        return Typed(*(posted.get(f"{name}-{side}", "") for name in ("words", "weight", "topic")))

    return Written(
        typed={side: typed(side) for side in SIDES},
        standing=_laid(posted.getlist("item")),
        gone=_laid(posted.getlist("gone"))[:ITEMS_MAX],
        key=posted.get("key", ""),
    )


def _laid(texts: Iterable[str]) -> tuple[Laid, ...]:
    """Items that a page carried along; what is none is left out."""
    found = []
    for text in texts:
        try:
            one = Laid.model_validate_json(text)
        except ValidationError:
            continue
        if 0 < len(words := _one_line(one.item.words)) <= ITEM_MAX:
            found.append(one.model_copy(update={"item": one.item.model_copy(update={"words": words})}))
    return tuple(found)


def _lay(record: SelfCare) -> dict[str, Laid]:
    """Everything that stands in a plan, by its id."""
    return {item.id: Laid(side=side, at=at, item=item) for side in SIDES for at, item in enumerate(record.items(side))}


def _done(do: str, record: SelfCare, written: Written) -> tuple[SelfCare, Written]:
    """What a button does: to the plan, and to what is still on the page."""
    act, _dash, on = do.partition("-")
    if act == "away":
        return _away(on, record, written)
    if act == "back":
        return _back(on, record, written)
    if act == "add" and on in SIDES:
        return _add("weighs" if on == "weighs" else "carries", record, written)
    # Enter in a field presses no button of its own: it is meant for the side where something is typed.
    sides = [side for side in SIDES if written.typed[side].words.strip()]
    if len(sides) == 1:
        return _add(sides[0], record, written)
    which = _("Je typte aan beide kanten. Kies met de knop wat je erbij zet; het andere blijft staan.")
    return record, replace(written, problem=which if sides else _nothing())


def _away(item_id: str, record: SelfCare, written: Written) -> tuple[SelfCare, Written]:
    # Pressed twice, it is gone already; what can be put back is then what stood on the page.
    known = {one.item.id: one for one in (*written.gone, *written.standing)} | _lay(record)
    if item_id not in known:
        return record, written
    others = tuple(one for one in written.gone if one.item.id != item_id)
    return record.without_item(item_id), replace(written, gone=(known[item_id], *others)[:ITEMS_MAX])


def _back(item_id: str, record: SelfCare, written: Written) -> tuple[SelfCare, Written]:
    for one in written.gone:
        if one.item.id == item_id:
            try:
                record = record.with_item(one.side, one.item, at=one.at)
            except Full:
                return record, replace(written, problem=_full())
            return record, replace(written, gone=tuple(other for other in written.gone if other is not one))
    return record, written


def _add(side: Side, record: SelfCare, written: Written) -> tuple[SelfCare, Written]:
    typed, words = written.typed[side], _one_line(written.typed[side].words)
    problem = ""
    if not words:
        problem = _nothing()
    elif len(words) > ITEM_MAX:
        problem = too_long(len(words), ITEM_MAX)
    elif marked := look_at(f"words-{side}", words):
        problem = marked
    else:
        try:
            return record.with_item(side, _item(side, words, record, written)), written.with_typed(side, Typed())
        except Full:
            problem = _full()
    return record, written.with_typed(side, replace(typed, problem=problem))


def _nothing() -> str:
    return _("Schrijf nog op wat het is. Een paar woorden is genoeg.")


def _full() -> str:
    return _("Aan deze kant passen {count} dingen. Haal er een weg, of begin een nieuw plan.").format(count=ITEMS_MAX)


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())


def _item(side: Side, words: str, record: SelfCare, written: Written) -> Item:
    """The item. Its id comes with the page, so that a form posted twice is one; with the side, for both stand in that form.

    Other words from the same page (it was changed before its answer came) are something else.
    """
    typed, own = written.typed[side], secrets.token_urlsafe(12)
    if re.fullmatch(r"[\w-]{8,30}", written.key, re.ASCII):
        own = f"{side[0]}-{written.key}"
        if any(one.id == own and one.words != words for one in record.items(side)):
            own = f"{own}-{fingerprint(words)}"[:40]
    return Item(
        id=own,
        words=words,
        weight=int(typed.weight) if typed.weight in map(str, HEAVINESS) else None,
        topic=typed.topic if typed.topic in TOPICS else "other",
    )


def _page(request: OpenRequest, plan: Shelved[SelfCare] | None, written: Written) -> HttpResponse:
    record = plan.record if plan else plans.beginning()
    language, guide, laid = library.language(), library.guide("self-care"), _lay(record)
    context: dict[str, Any] = {
        "ref": plans.ref(plan),
        "sides": [
            side
            | {
                "markdown": guide.section(language, side["id"]).markdown,
                "typed": written.typed[side["id"]],
                "items": [one | {"whole": laid[one["id"]].model_dump_json()} for one in side["items"]],
            }
            for side in plans.shown(record)["sides"]
        ],
        "gone": [
            {"id": one.item.id, "words": one.item.words, "whole": one.model_dump_json()}
            for one in written.gone
            if one.item.id not in laid
        ],
        "weights": plans.weights(),
        "topics": plans.topics(),
        "key": written.key or secrets.token_urlsafe(12),
        "problem": written.problem,
        "unkept": written.is_unkept,
        "nothing": not laid,
    }
    return render(request, "self_care/items.html", context, status=422 if written.is_wrong else 200)
