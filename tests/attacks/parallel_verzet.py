"""Many times the same of small dissent is one record, and many windows on one text keep all of it."""

from __future__ import annotations

from tegenwind.practice.circle import QUESTIONS
from tegenwind.practice.meeting import parts
from tests.attacks.verzet import NOTE, SORT, pack
from tests.attacks.windows import WORDS, Person


def a_tension_and_the_circle_it_becomes(person: Person) -> None:
    note = {"words": WORDS, "was-words": "", "strength": "clear", "key": person.hidden(NOTE, "key")}
    page = person.same(NOTE, note).partition("?")[0]
    assert person.one("tension")["words"] == WORDS
    circle = person.same(f"{page}become/", {"what": "circle", "key": person.hidden(page, "key")})
    assert person.one("tension")["became"] == "circle"
    # Each window answers in the same place and knows of no other.
    texts = [f"Venster {number}." for number in range(person.times)]
    name = f"w-{QUESTIONS[0]}"
    forms = [{name: text, f"was-{name}": ""} for text in texts]
    assert {answer.status for answer in person.at_once(circle, forms, autosave=True)} == {200}
    kept = person.one("circle")
    assert kept["tension"] and sorted(parts(kept["words"][QUESTIONS[0]])) == sorted(texts)


def an_act_with_its_ripples(person: Person) -> None:
    first = person.same("/dissent/acts/new/", {"key": person.hidden("/dissent/acts/", "key")})
    after = first.replace("/form/", "/after/")
    ripple = {"w-ripple": WORDS, "was-w-ripple": "", "key": person.hidden(after, "key"), "do": "all"}
    person.same(after, ripple)
    (one,) = person.one("act")["ripples"]
    assert one["words"] == WORDS
    # Each window adds another one: a list that all of them write in loses none.
    texts = [f"Venster {number}." for number in range(person.times)]
    forms = [{"w-ripple": text, "was-w-ripple": "", "key": f"venster-{n}"} for n, text in enumerate(texts)]
    assert {answer.status for answer in person.at_once(after, forms, autosave=True)} == {200}
    assert sorted(one["words"] for one in person.one("act")["ripples"]) == sorted([WORDS, *texts])


def a_sorting_from_its_first_word_to_enough(person: Person) -> None:
    acts = pack().acts
    assert acts is not None
    key = person.hidden(SORT, "key")
    ids = [one.id for one in acts.values[:9]]
    # Each window lays another value, and none of them takes away what another one laid.
    forms = [{f"r-{one}": "yes", "key": key} for one in ids]
    answers = person.at_once(f"{SORT}?at=hand-1", forms, autosave=True)
    assert {answer.status for answer in answers} == {200}
    assert person.one("values")["laid"] == dict.fromkeys(ids, "yes")
    enough = {"true_yes": WORDS, "was-true_yes": "", "do": "settle", "key": key}
    assert person.same(f"{SORT}?at=yes", enough) == "/dissent/values/"
    kept = person.one("values")
    assert kept["settled_on"] and kept["true_yes"] == WORDS
    person.same("/dissent/values/", {"key": person.hidden("/dissent/values/", "key")})
    assert [bool(one["settled_on"]) for one in person.kept()["values"]] == [True, False]


THINGS = (a_tension_and_the_circle_it_becomes, an_act_with_its_ripples, a_sorting_from_its_first_word_to_enough)
