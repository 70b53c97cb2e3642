"""Both readings of a moment (B2, B3): their steps, what each asks, and what a person marked and wrote there, in words.

A reading is a way of looking, and neither is the right one. What is marked as a guess is told as a guess; nothing here counts,
weighs or concludes.

Sources: *Hoe ga je om met weerstand?* (Summer Koster) and *Weerstand als bescherming* (see the pack ``aansluiten``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from tegenwind.packs import Guide, Pack
from tegenwind.packs.model import Group, Item, Scene
from tegenwind.practice.case import ClientWord
from tegenwind.practice.moment import Moment, Scenario, What
from tegenwind.wording import Wording

#: The solution-focused reading and the protection reading, by the role of their guide.
Reading = Literal["solution", "protection"]
READINGS: Final[tuple[Reading, ...]] = get_args(Reading)
SCENES: Final[tuple[Scene, ...]] = get_args(Scene)
#: Whose word for client says that they are often given a mark.
YOUNG: Final[tuple[ClientWord, ...]] = ("youngster", "pupil")
#: The step that is offered by itself only to who works with the young.
GRADED: Final = "graded"
#: Where what to ask the other is written, beside both readings.
ASK: Final = "lenses/choose"


@dataclass(frozen=True)
class Step:
    """One step of a reading.

    Attributes:
        name: how it is called in an address.
        group: the items of the pack that it shows, or nothing.
        section: the section of the reading's guide that it shows, or nothing.
        places: where one may write, as keys of the moment's words; each item has a place of its own besides.
        rows: whether hindrances and scenarios stand there, beside each other.
    """

    name: str
    group: Group | None = None
    section: str = ""
    places: tuple[str, ...] = ()
    rows: bool = False


def _asking(reading: Reading, name: str, *more: str, group: Group | None = None, rows: bool = False) -> Step:
    places = tuple(f"{reading}/{'-'.join((name, *part))}" for part in ((), *((one,) for one in more)))
    return Step(name, group, name, places, rows)


STEPS: Final[Mapping[Reading, tuple[Step, ...]]] = {
    "solution": (
        _asking("solution", "signal"),
        Step("moves", "moves"),
        Step("reasons", "reasons"),
        Step("ways", "ways"),
        _asking("solution", "hindrances", rows=True),
        _asking("solution", "loss", "small", "wish"),
        _asking("solution", "mandate", "not", "who"),
        _asking("solution", "relation", "asked"),
        _asking("solution", "expectations", "theirs", "aloud"),
        _asking("solution", "start", "theirs"),
    ),
    "protection": (
        _asking("protection", "protects", group="protections"),
        _asking("protection", "alarm"),
        _asking("protection", "safety", "team"),
        _asking("protection", "pace"),
        _asking("protection", "nearness"),
        _asking("protection", "shame"),
        _asking("protection", "calm", "with"),
        _asking("protection", "survived"),
        _asking("protection", "missing"),
        _asking("protection", GRADED, "counts"),
        _asking("protection", "say"),
    ),
}


def step(reading: Reading, name: str) -> Step | None:
    """The step with a name, or nothing."""
    return next((one for one in STEPS[reading] if one.name == name), None)


def order(reading: Reading, moment: Moment, word: ClientWord) -> tuple[Step, ...]:
    """The steps as they are offered one after the other. Being given a mark is among them for who works with the young, and
    for who wrote there before; for others it is one to choose."""
    along = word in YOUNG or GRADED in touched(moment, reading)
    return tuple(one for one in STEPS[reading] if one.name != GRADED or along)


def usual_scene(word: ClientWord) -> Scene:
    """The setting whose sentences come first until the person chooses one."""
    usual: dict[ClientWord, Scene] = {
        "client": "neighbourhood",
        "resident": "neighbourhood",
        "youngster": "youth",
        "patient": "nursing",
        "pupil": "youth",
        "colleague": "team",
    }
    return usual[word]


def scene_word(scene: Scene, w: Wording) -> str:
    """A setting in words."""
    return {
        "neighbourhood": w.t("in de wijk"),
        "youth": w.t("met jongeren"),
        "nursing": w.t("in de zorg"),
        "therapy": w.t("in therapie"),
        "team": w.t("met een collega"),
    }[scene]


def tried_word(what: What, w: Wording) -> str:
    """What a tick says at something to try: before a contact it is a plan."""
    return w.t("Dit wil ik proberen") if what == "prepared" else w.t("Dit probeerde ik")


def guessed_word(w: Wording) -> str:
    return w.t("Dit vermoed ik")


def heard_word(w: Wording) -> str:
    return w.t("Dit hoorde ik")


def question(place: str, w: Wording) -> str:
    """What is asked at a place to write: about the person in the contact, never about the other alone."""
    asked: dict[str, str] = {
        "solution/signal": w.t("Wat deed of zei ik vlak daarvoor, en wat liep er toch?"),
        "solution/hindrances": w.t("Welke hindernis hebben wij er zelf neergelegd?"),
        "solution/loss": w.t("Het verlies: wat kost mijn plan, en praat ik daaroverheen?"),
        "solution/loss-small": w.t("Klein houden: wat kan ik later doen, minder doen of laten staan?"),
        "solution/loss-wish": w.t("De wens erachter: heb ik ernaar gevraagd, en wat hoorde ik?"),
        "solution/mandate": w.t("Wat mag ik hier beslissen?"),
        "solution/mandate-not": w.t("Waar ga ik hier niet over?"),
        "solution/mandate-who": w.t("Wie gaat daar wel over?"),
        "solution/relation": w.t("Hoe is het tussen ons, en wat kan ik zelf doen zodat het beter loopt?"),
        "solution/relation-asked": w.t("Stel dat ik ernaar vroeg: wat zou er gebeuren, en waar ben ik bang voor?"),
        "solution/expectations": w.t("Wat verwacht ik van de ander?"),
        "solution/expectations-theirs": w.t("Wat denk ik dat er van mij verwacht wordt?"),
        "solution/expectations-aloud": w.t("Eén verwachting die ik de volgende keer hardop zeg, in één zin"),
        "solution/start": w.t("Waarom praten wij met elkaar, in één gewone zin?"),
        "solution/start-theirs": w.t("Zou de ander die zin herkennen? Waar maak ik dat uit op?"),
        "protection/protects": w.t("Als dit iets heel houdt: hoe kijk ik er dan naar, en wat wil ik laten?"),
        "protection/alarm": w.t("Wat deden mijn handen en mijn stem, de minuut ervoor?"),
        "protection/safety": w.t("Wat had ik zelf willen weten, op die stoel?"),
        "protection/safety-team": w.t("Wat kan ik niet alleen regelen, en wie kan dat wel?"),
        "protection/pace": w.t("Wiens tempo was dit, en waar ging ik door?"),
        "protection/nearness": w.t("Wat deed ik toen het dichtbij was, en wat doet een stap terug met mij?"),
        "protection/shame": w.t("Welk woord gebruiken wij onder elkaar, en wat doet het met mijn gezicht?"),
        "protection/calm": w.t("Hoe was mijn adem, en merkte ik de ander op?"),
        "protection/calm-with": w.t("Bij wie kom ik zelf tot rust?"),
        "protection/survived": w.t("Wat irriteert mij hier, en waar zou het goed voor geweest zijn?"),
        "protection/missing": w.t("Welk gewoon ding kan ik deze week doen, één keer?"),
        "protection/graded": w.t("Waar geef ik punten zonder het te merken, en wat doet dat hier?"),
        "protection/graded-counts": w.t(
            "Waar telt bij mij wat iemand onderweg probeert, wat mislukt, en wat er anders is dan eerst?"
        ),
        "protection/say": w.t("Welke zin zeg ik, in mijn eigen woorden?"),
        ASK: w.t("Wat kan ik vragen, zodat ik het niet hoef te bedenken?"),
    }
    return asked[place]


def title(one: Step, guide: Guide, w: Wording) -> str:
    """What a step is called: as the guide calls it, or by what its items are."""
    if one.section:
        return guide.section(w.language, one.section).title
    return {
        "moves": w.t("Sluit aan"),
        "reasons": w.t("Wat de reden kan zijn"),
        "ways": w.t("Beweeg mee"),
    }.get(one.group or "", "")


def items(pack: Pack, group: Group | None) -> tuple[Item, ...]:
    """The items of a group, in the order of the pack."""
    return pack.readings.groups.get(group, ()) if pack.readings and group else ()


@dataclass(frozen=True)
class Told:
    """What a person has at one place: its title, the marks in words, and their own words; the last two may be empty."""

    title: str
    marks: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Part:
    """What a person has at one step of a reading."""

    name: str
    title: str
    told: tuple[Told, ...]
    rows: tuple[Scenario, ...] = ()


def told(moment: Moment, reading: Reading, pack: Pack, guide: Guide, w: Wording) -> tuple[Part, ...]:
    """What stands at each step of a reading where something does, in the order of the steps.

    Args:
        pack: the version that the moment was begun with; what it does not know is not told.
        guide: the guide of this reading.
    """
    parts = []
    for one in STEPS[reading]:
        found = [_told_item(moment, one.group, item, w) for item in items(pack, one.group)]
        found += [Told(question(place, w), words=moment.words.get(place, "")) for place in one.places]
        here = tuple(each for each in found if each.marks or each.words)
        rows = tuple(row for row in moment.scenarios if not row.is_empty) if one.rows else ()
        if here or rows:
            parts.append(Part(one.name, title(one, guide, w), here, rows))
    return tuple(parts)


def _told_item(moment: Moment, group: Group | None, item: Item, w: Wording) -> Told:
    marked = {
        "moves": (("tried", tried_word(moment.what, w)),),
        "reasons": (("guessed", guessed_word(w)), ("heard", heard_word(w))),
        "ways": (("tried", tried_word(moment.what, w)),),
        "protections": (("protects", guessed_word(w)),),
    }[group or "moves"]
    marks = tuple(word for name, word in marked if item.id in getattr(moment, name))
    return Told(item.title[w.language], marks, moment.words.get(item.id, ""))


def touched(moment: Moment, reading: Reading, pack: Pack | None = None) -> frozenset[str]:
    """The names of the steps where something stands. Marks and words at items are only seen with the ``pack``."""
    found = set()
    for one in STEPS[reading]:
        written = any(moment.words.get(place) for place in one.places)
        marked = one.rows and any(not row.is_empty for row in moment.scenarios)
        if pack is not None and one.group:
            known = {item.id for item in items(pack, one.group)}
            chosen = {*moment.guessed, *moment.heard, *moment.tried, *moment.protects}
            marked = marked or bool(known & (chosen | {key for key, words in moment.words.items() if words}))
        if written or marked:
            found.add(one.name)
    return frozenset(found)
