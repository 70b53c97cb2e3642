"""From posted forms to answers about the five needs, and the rows of their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tegenwind.packs import Pack
from tegenwind.packs.model import Cell, Line, Questions, Way
from tegenwind.practice.meeting import clean
from tegenwind.practice.needs import PLACES, WORDS_MAX, NeedAnswer, Needs
from tegenwind.practice.needs_report import place_word, world_word
from tegenwind.web import library
from tegenwind.web.saving import WAS, Written, read_text, shown_text

#: Names of fields, in the form that the script sends only what was changed of: a place, words, a sentence one recognises and,
#: with that, that the sentence was on the form at all.
PLACE, WORDS, MARK, HERE = "r-", "w-", "m-", "c-"
#: The texts of the page about asking that belong to no question.
TEXTS = ("beliefs_words", "rules_words", "giving", "receiving")
_PLACES = {str(value): value for value in PLACES}


@dataclass
class Posted:
    """What came of a form.

    Attributes:
        update: what is to be kept, as fields of the record; only those that this form is about.
        words: what came of each text that was on the form, by the name of its field.
        wrong: ids of questions with a place that is none.
    """

    update: dict[str, Any] = field(default_factory=dict, repr=False)
    words: dict[str, Written] = field(default_factory=dict, repr=False)
    wrong: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Sentences for the person; what they are about was not kept."""
        told = [one.problem for one in self.words.values() if one.problem]
        if self.wrong:
            told.append(_("Deze plek kennen we niet. Kies een van de vijf, of laat de vraag open."))
        return list(dict.fromkeys(told))

    @property
    def met(self) -> list[Written]:
        """The texts where something of another window stands now too."""
        return [one for one in self.words.values() if one.met]


def read_answers(posted: Mapping[str, str], cells: Iterable[Cell], record: Needs) -> Posted:
    """The answers to the questions of some cells; a question that was not on the form stays as it was."""
    result, answers = Posted(), dict(record.answers)
    for question in (one for cell in cells for one in cell.questions):
        before = record.answer(question.id)
        place, chosen = before.place, posted.get(PLACE + question.id)
        if chosen is not None and chosen not in ("", *_PLACES):
            result.wrong.append(question.id)
        elif chosen is not None:
            place = _PLACES.get(chosen)
        words = before.words
        if WORDS + question.id in posted:
            written = result.words[WORDS + question.id] = read_text(
                posted, WORDS + question.id, before.words, WORDS_MAX
            )
            words = written.text
        if place is None and not words:
            answers.pop(question.id, None)
        else:
            answers[question.id] = NeedAnswer(place=place, words=words)
    result.update = {"answers": answers}
    return result


def read_asking(posted: Mapping[str, str], questions: Questions, record: Needs) -> Posted:
    """What lies around asking; a sentence or text that was not on the form stays as it was."""
    result = Posted()
    for name, lines in (("beliefs", questions.beliefs), ("rules", questions.rules)):
        marked = set(getattr(record, name))
        for line in lines:
            if HERE + line.id in posted:
                (marked.add if MARK + line.id in posted else marked.discard)(line.id)
        result.update[name] = tuple(line.id for line in lines if line.id in marked)
    compliments = dict(record.compliments)
    for line in questions.compliments:
        if WORDS + line.id in posted:
            written = read_text(posted, WORDS + line.id, record.compliments.get(line.id, ""), WORDS_MAX)
            result.words[WORDS + line.id] = written
            compliments[line.id] = written.text
    result.update["compliments"] = {key: words for key, words in compliments.items() if words}
    for name in TEXTS:
        if name in posted:
            result.words[name] = read_text(posted, name, getattr(record, name), WORDS_MAX)
            result.update[name] = result.words[name].text
    return result


def news(posted: Mapping[str, str], old: Needs) -> dict[str, str]:
    """Of a form about a round that was closed meanwhile only the fields with something that is not in that round.

    A text is new to the round it goes to: the page knows nothing of what stands there, so that both stay.
    """
    found: dict[str, str] = {}
    for name, value in posted.items():
        sort, key = name[:2], name[2:]
        if sort == PLACE and value != str(old.answer(key).place or ""):
            found[name] = value
        elif sort == HERE and MARK + key in posted and key not in (*old.beliefs, *old.rules):
            found |= {name: value, MARK + key: "1"}
        elif (sort == WORDS or name in TEXTS) and (typed := clean(value)):
            kept = getattr(old, name) if name in TEXTS else old.answer(key).words or old.compliments.get(key, "")
            # Perhaps a saving that was overtaken by the next one, a word or two later.
            if not kept.startswith(typed):
                found |= {name: value, WAS + name: ""}
    return found


def cell_rows(cells: Iterable[Cell], record: Needs, posted: Posted | None) -> list[dict[str, Any]]:
    """The cells of a page: both ends in words, and the questions with what was given to them."""
    w = library.words()
    words = {place: place_word(place, w) for place in PLACES}
    return [
        {
            "world": cell.world,
            "title": world_word(cell.world, w),
            "little": cell.little[w.language],
            "much": cell.much[w.language],
            "questions": [_row(one, record, words, posted) for one in cell.questions],
        }
        for cell in cells
    ]


def _row(question: Line, record: Needs, words: Mapping[int, str], posted: Posted | None) -> dict[str, Any]:
    answer, name = record.answer(question.id), WORDS + question.id
    written = posted.words.get(name) if posted else None
    shown = shown_text(written, answer.words)
    return {
        "id": question.id,
        "text": question.text[library.language()],
        "options": [(str(place), word, answer.place == place) for place, word in words.items()],
        "open": answer.place is None,
        "name": name,
        "words": shown,
        "unfolded": bool(shown["text"] or shown["problem"] or shown["met"]),
        "wrong": bool(posted and question.id in posted.wrong),
    }


def asking_rows(pack: Pack, questions: Questions, record: Needs, posted: Posted | None) -> dict[str, Any]:
    """What the page about asking shows: beliefs by need, rules, compliments by way, and the texts."""
    language = library.language()

    def mark(line: Line, marked: tuple[str, ...]) -> dict[str, Any]:
        return {"id": line.id, "text": line.text[language], "on": line.id in marked}

    def compliments(way: Way) -> list[dict[str, Any]]:
        return [
            {
                "name": WORDS + one.id,
                "text": one.text[language],
                "words": shown_text(_of(posted, WORDS + one.id), record.compliments.get(one.id, "")),
            }
            for one in questions.compliments
            if one.way == way
        ]

    return {
        "beliefs": [
            {
                "need": part.need,
                "title": part.title[language],
                "rows": [mark(one, record.beliefs) for one in questions.beliefs if one.need == part.need],
            }
            for part in questions.needs
        ],
        "rules": [mark(one, record.rules) for one in questions.rules],
        "given": compliments("given"),
        "received": compliments("received"),
        "texts": {name: shown_text(_of(posted, name), getattr(record, name)) for name in TEXTS},
    }


def _of(posted: Posted | None, name: str) -> Written | None:
    return posted.words.get(name) if posted else None
