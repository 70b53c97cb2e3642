"""The steps of a sorting: what stands on each, what its form says, and where one goes from it.

First a few values at a time (or one), then words of one's own; then at most five of the yes pile, a sentence to each, and the
true yes. Each step can be passed over, and each is reached from the others.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from tegenwind.packs import Pack
from tegenwind.packs.model import Value
from tegenwind.practice.dissent_names import pile_name
from tegenwind.practice.values import (
    NAME_MAX,
    OWN_MAX,
    PILES,
    SENTENCE_MAX,
    TRUE_YES_MAX,
    Pile,
    TooMany,
    Values,
)
from tegenwind.web import library
from tegenwind.web.saving import Written, read_text, shown_text

#: How many values lie on the table at a time.
HAND: Final = 9
#: How many places for a word of one's own stand ready.
BLANKS: Final = 3
#: Names of fields; the page's script sends only what was changed of those with one letter (app.js).
PILE, WORDS, TICKED, HERE = "r-", "w-", "m-", "c-"
#: Before the name of a pile, in the button that lays the one value that is shown.
LAY: Final = "lay-"
_OWN: Final = re.compile(r"own-[0-9a-f]{8}-[1-9][0-9]?")

Kind = Literal["hand", "one", "own", "name", "words", "yes"]


@dataclass(frozen=True)
class Step:
    """Where one is: a hand (``number`` from 0), one value (``value``), or one of the steps after these."""

    kind: Kind
    number: int = 0
    value: str = ""

    @property
    def at(self) -> str:
        """As the address says it."""
        if self.kind == "hand":
            return f"hand-{self.number + 1}"
        return f"one-{self.value}" if self.kind == "one" else self.kind

    @property
    def url(self) -> str:
        return f"{reverse('web:values-sort')}?at={self.at}"


@dataclass(frozen=True)
class Posted:
    """What came of the form of a step.

    Attributes:
        record: with what fits.
        texts: what came of each text, by the name of its field.
        ticked: the values that are ticked, where these are too many to be kept; else nothing.
        problems: sentences for the person.
    """

    record: Values = field(repr=False)
    texts: Mapping[str, Written] = field(default_factory=dict, repr=False)
    ticked: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def met(self) -> list[Written]:
        return [one for one in self.texts.values() if one.met]


def values_of(pack: Pack) -> tuple[Value, ...]:
    """The values to choose from."""
    return pack.acts.values if pack.acts else ()


def ids_of(pack: Pack) -> list[str]:
    return [one.id for one in values_of(pack)]


def hands(pack: Pack) -> list[tuple[Value, ...]]:
    """The values, a few at a time."""
    values = values_of(pack)
    return [values[start : start + HAND] for start in range(0, len(values), HAND)]


def step_at(asked: str, pack: Pack, record: Values | None) -> Step:
    """The step that an address asks for; where one was, when it asks for none that there is."""
    kind, _dash, which = asked.partition("-")
    if kind == "hand" and which in map(str, range(1, len(hands(pack)) + 1)):
        return Step("hand", int(which) - 1)
    if kind == "one" and which in ids_of(pack):
        return Step("one", value=which)
    if asked == "own":
        return Step("own")
    if asked == "name":
        return Step("name")
    if asked == "words":
        return Step("words")
    if asked == "yes":
        return Step("yes")
    return _where(pack, record)


def _where(pack: Pack, record: Values | None) -> Step:
    """Where one was: beside the values that are named already, else at the last hand in which something lies."""
    if record is None:
        return Step("hand", 0)
    if record.named(ids_of(pack)) or record.true_yes:
        return Step("name")
    last = [number for number, hand in enumerate(hands(pack)) if any(one.id in record.laid for one in hand)]
    if not last:
        return Step("own") if record.own else Step("hand", 0)
    full = all(one.id in record.laid for one in hands(pack)[last[-1]])
    return after(Step("hand", last[-1]), pack, record) if full else Step("hand", last[-1])


def order(pack: Pack, record: Values | None) -> list[Step]:
    """The steps one after the other; sentences only where something is named."""
    named = record.named(ids_of(pack)) if record else ()
    words = [Step("words")] if named else []
    return [
        *(Step("hand", number) for number in range(len(hands(pack)))),
        Step("own"),
        Step("name"),
        *words,
        Step("yes"),
    ]


def after(step: Step, pack: Pack, record: Values | None) -> Step:
    """The step that follows; the last one is followed by itself."""
    if step.kind == "one":
        ids = ids_of(pack)
        later = ids[ids.index(step.value) + 1 :]
        laid = record.laid if record else {}
        return next((Step("one", value=one) for one in later if one not in laid), Step("own"))
    steps = order(pack, record)
    if step not in steps:  # Sentences, and nothing is named any more.
        return Step("yes")
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def first_open(step: Step, pack: Pack, record: Values | None) -> str:
    """The value with which one goes on, one at a time, from a hand: its first that lies nowhere, else its first."""
    ids, laid = [one.id for one in hands(pack)[step.number]], record.laid if record else {}
    return next((one for one in ids if one not in laid), ids[0])


def before(step: Step, pack: Pack, record: Values | None) -> Step:
    """The step before; the first one comes after itself."""
    if step.kind == "one":
        ids = ids_of(pack)
        return Step("one", value=ids[max(ids.index(step.value) - 1, 0)])
    steps = order(pack, record)
    if step not in steps:
        return Step("name")
    return steps[max(steps.index(step) - 1, 0)]


def read(posted: Mapping[str, str], step: Step, pack: Pack, kept: Values) -> Posted:
    """The form of a step, on what is kept. What does not fit stays as it is kept, and stands in the way of nothing else."""
    if step.kind == "hand":
        return _read_piles(posted, [one.id for one in hands(pack)[step.number]], kept)
    if step.kind == "one":
        laid = posted.get("do", "").removeprefix(LAY)
        pile = next((one for one in PILES if one == laid), None)
        return Posted(kept.lay(step.value, pile) if pile else kept)
    if step.kind == "own":
        return _read_own(posted, kept)
    if step.kind == "name":
        return _read_named(posted, pack, kept)
    if step.kind == "words":
        texts = {
            WORDS + one: read_text(posted, WORDS + one, kept.sentences.get(one, ""), SENTENCE_MAX)
            for one in kept.named(ids_of(pack))
        }
        said = kept.sentences | {name.removeprefix(WORDS): one.text for name, one in texts.items()}
        said = {name: text for name, text in said.items() if text}
        return Posted(kept.model_copy(update={"sentences": said}), texts, problems=_problems(texts))
    texts = {"true_yes": read_text(posted, "true_yes", kept.true_yes, TRUE_YES_MAX)}
    record = kept.model_copy(update={"true_yes": texts["true_yes"].text})
    return Posted(record, texts, problems=_problems(texts))


def _problems(texts: Mapping[str, Written]) -> tuple[str, ...]:
    return tuple(one.problem for one in texts.values() if one.problem)


def _read_piles(posted: Mapping[str, str], ids: list[str], kept: Values) -> Posted:
    """What is laid where; a value that is not on the form stays where it lies."""
    record, problems = kept, tuple[str, ...]()
    for one in ids:
        laid = posted.get(PILE + one)
        if laid is None:
            continue
        pile = next((known for known in PILES if known == laid), None)
        if laid and pile is None:
            problems = (_("Deze stapel kennen we niet. Kies er een, of laat het woord open."),)
        elif record.laid.get(one) != pile:
            record = record.lay(one, pile)
    return Posted(record, problems=problems)


def _read_own(posted: Mapping[str, str], kept: Values) -> Posted:
    """Words of one's own, each on its place; an empty place is nothing."""
    laid = _read_piles(posted, [one.id for one in kept.own], kept)
    record, texts, full = laid.record, dict[str, Written](), ""
    for name in posted:
        place = name.removeprefix(WORDS)
        if not name.startswith(WORDS) or not _OWN.fullmatch(place):
            continue
        new = not record.words_of(place)
        full = _full() if new and len(record.own) == OWN_MAX else ""
        texts[name] = read_text(posted, name, kept.words_of(place), NAME_MAX, full if posted[name].strip() else "")
        words = " ".join(texts[name].text.split())
        if words != record.words_of(place):
            record = record.with_own(place, words)
    return Posted(record, texts, problems=laid.problems + _problems(texts))


def _full() -> str:
    return _("Er ligt hier al veel van jezelf; meer past er niet. Maak een ander woord leeg, dan is er weer plek.")


def _read_named(posted: Mapping[str, str], pack: Pack, kept: Values) -> Posted:
    """What is ticked on the yes pile; what is not on the form stays as it is."""
    ticked = set(kept.named(ids_of(pack)))
    pile = kept.on_pile("yes", ids_of(pack))
    for one in pile:
        if HERE + one in posted:
            (ticked.add if TICKED + one in posted else ticked.discard)(one)
    chosen = tuple(one for one in pile if one in ticked)
    try:
        return Posted(kept.naming(chosen))
    except TooMany:
        said = _(
            "Er liggen er nu meer dan vijf. Haal er weg tot er vijf of minder liggen. Ze blijven allemaal in je ja-stapel."
        )
        return Posted(kept, ticked=chosen, problems=(said,))


# What stands on a step.


def context(step: Step, pack: Pack, record: Values, posted: Posted | None) -> dict[str, Any]:
    """What the page of a step shows of it."""
    if step.kind == "hand":
        return {"rows": [_row(one.id, one, record) for one in hands(pack)[step.number]]}
    if step.kind == "one":
        value = next(one for one in values_of(pack) if one.id == step.value)
        return {"row": _row(step.value, value, record), "piles": _piles()}
    if step.kind == "own":
        return {"places": _places(record, posted)}
    if step.kind == "name":
        ticked = posted.ticked if posted and posted.ticked else record.named(ids_of(pack))
        pile = record.on_pile("yes", ids_of(pack))
        return {
            "pile": [_named(one, pack, record) | {"on": one in ticked} for one in pile],
            "too_many": bool(posted and posted.ticked),
        }
    texts = posted.texts if posted else {}
    if step.kind == "words":
        return {
            "named": [
                _named(one, pack, record)
                | {"name": WORDS + one, "said": shown_text(texts.get(WORDS + one), record.sentences.get(one, ""))}
                for one in record.named(ids_of(pack))
            ]
        }
    return {
        "said": shown_text(texts.get("true_yes"), record.true_yes),
        "named": [_named(one, pack, record) for one in record.named(ids_of(pack))],
    }


def _piles() -> list[tuple[Pile, str]]:
    w = library.words()
    return [(one, pile_name(one, w)) for one in PILES]


def _row(value: str, found: Value | None, record: Values) -> dict[str, Any]:
    laid, language = record.laid.get(value), library.language()
    return {
        "id": value,
        "name": PILE + value,
        "word": found.title[language] if found else record.words_of(value),
        "sentence": found.text[language] if found else "",
        "open": laid is None,
        "options": [(pile, word, pile == laid) for pile, word in _piles()],
    }


def _named(value: str, pack: Pack, record: Values) -> dict[str, Any]:
    found = pack.acts.value(value) if pack.acts else None
    language = library.language()
    return {
        "id": value,
        "word": record.words_of(value) or (found.title[language] if found else value),
        "sentence": found.text[language] if found else "",
    }


def _places(record: Values, posted: Posted | None) -> list[dict[str, Any]]:
    """A place for each word of one's own, and a few that are free."""
    texts = posted.texts if posted else {}
    ids = [one.id for one in record.own]
    ids += [place for name, one in texts.items() if one.problem and (place := name.removeprefix(WORDS)) not in ids]
    # A name of its own in each sorting: what an act was linked to long ago never becomes another word.
    begin = f"own-{zlib.crc32(record.key.encode()):08x}"
    free = [one for one in (f"{begin}-{number}" for number in range(1, 2 * OWN_MAX)) if one not in ids]
    ids += free[: max(min(BLANKS, OWN_MAX - len(ids)), 0)]
    return [
        {
            "name": WORDS + one,
            "said": shown_text(texts.get(WORDS + one), record.words_of(one)),
            "row": _row(one, None, record) if record.words_of(one) else None,
        }
        for one in ids
    ]


def named_rows(record: Values, pack: Pack) -> list[dict[str, Any]]:
    """The values that a sorting names, with their own sentences."""
    return [_named(one, pack, record) | {"own": record.sentences.get(one, "")} for one in record.named(ids_of(pack))]


def pile_rows(record: Values, pack: Pack) -> list[dict[str, Any]]:
    """Each pile on which something lies, with its words."""
    found = []
    for pile, name in _piles():
        words = [_named(one, pack, record)["word"] for one in record.on_pile(pile, ids_of(pack))]
        if words:
            found.append({"name": name, "words": words})
    return found
