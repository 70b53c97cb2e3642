"""What is called what in small dissent: where a tension is felt and how strong, questions, choices, piles and seasons."""

from __future__ import annotations

from tegenwind.packs import Guide, Pack
from tegenwind.practice.act import Choice, Elsewhere, Weighed
from tegenwind.practice.circle import Question
from tegenwind.practice.season import parts
from tegenwind.practice.tension import Became, Spot, Strength
from tegenwind.practice.values import OwnValue, Pile
from tegenwind.wording import Wording


def spot_name(spot: Spot, w: Wording) -> str:
    """A place in the body, as it stands in a list."""
    return {
        "head": w.t("hoofd"),
        "jaw": w.t("kaken"),
        "throat": w.t("keel"),
        "shoulders": w.t("schouders"),
        "chest": w.t("borst"),
        "belly": w.t("buik"),
        "back": w.t("rug"),
        "hands": w.t("handen"),
        "legs": w.t("benen"),
        "feet": w.t("voeten"),
        "everywhere": w.t("overal"),
        "nowhere": w.t("nergens dat ik kan aanwijzen"),
    }[spot]


def strength_name(strength: Strength, w: Wording) -> str:
    """How strong a tension was."""
    return {
        "soft": w.t("zacht"),
        "clear": w.t("duidelijk"),
        "strong": w.t("sterk"),
        "too-much": w.t("te veel"),
    }[strength]


def became_line(became: Became, w: Wording) -> str:
    """What somebody made of a tension. Nothing is a choice like the others."""
    return {
        "circle": w.t("Het werd een cirkel."),
        "act": w.t("Het werd een kleine daad."),
        "moment": w.t("Het werd een moment van een casus."),
        "intention": w.t("Het werd een voornemen."),
        "route": w.t("Het werd een route."),
        "nothing": w.t("Je liet het hierbij."),
    }[became]


def choice_line(choice: Choice, w: Wording) -> str:
    """What somebody chose, once a form was weighed."""
    return {
        "do": w.t("Je koos: doen."),
        "not-now": w.t("Je koos: nu niet."),
        "not": w.t("Je koos: niet doen."),
    }[choice]


def belongs_line(belongs: Elsewhere, w: Wording) -> str:
    """Where something belongs that is not (only) one's own to do."""
    return {
        "team": w.t("Dit hoort bij je team, zei je."),
        "organisation": w.t("Dit hoort bij je organisatie, zei je."),
    }[belongs]


def pile_name(pile: Pile, w: Wording) -> str:
    """A pile on which a value can be laid."""
    return {"yes": w.t("Ja, dat ben ik"), "sometimes": w.t("Soms"), "not-now": w.t("Nu niet")}[pile]


def season_name(season: str, w: Wording) -> str:
    """A season as people say it. A winter has both years that it lies in: nobody has to know to which one it counts."""
    year, name = parts(season)
    if name == "winter":
        return w.t("winter {before}-{year}", before=year - 1, year=year)
    return {
        "spring": w.t("lente {year}", year=year),
        "summer": w.t("zomer {year}", year=year),
        "autumn": w.t("herfst {year}", year=year),
    }[name]


def question_title(question: Question, guide: Guide | None, w: Wording) -> str:
    """A question of the circle: as the pack asks it, or by a name of its own where the pack is not to be had."""
    names: dict[Question, str] = {
        "who": w.t("Wie ben ik hier?"),
        "situation": w.t("Wat gebeurt hier?"),
        "like-me": w.t("Wat doet iemand als ik hier?"),
    }
    return _section(guide, question, names[question], w)


def weighed_title(weighed: Weighed, guide: Guide | None, w: Wording) -> str:
    """What is weighed before an act: as the pack asks it, or by a name of its own where the pack is not to be had."""
    names: dict[Weighed, str] = {
        "yes": w.t("Waar je ja tegen wilt zeggen"),
        "cost": w.t("Wat het kan kosten"),
        "beside": w.t("Wie er naast je staat"),
        "smallest": w.t("De kleinste stap"),
        "question": w.t("Als vraag"),
        "safe": w.t("Of het nu veilig genoeg is"),
        "rehearse": w.t("De woorden"),
        "obedience": w.t("Wat gehoorzaam zijn kostte"),
        "not-doing": w.t("Wat maakt dat je het laat"),
    }
    return _section(guide, weighed, names[weighed], w)


def _section(guide: Guide | None, name: str, otherwise: str, w: Wording) -> str:
    sections = guide.sections.get(w.language, ()) if guide else ()
    return next((part.title for part in sections if part.id == name), otherwise)


def value_name(value: str, own: tuple[OwnValue, ...], pack: Pack | None, w: Wording) -> str:
    """A value of one's own, or of the pack; its id where neither has it any more."""
    mine = next((one.words for one in own if one.id == value), "")
    found = pack.acts.value(value) if pack and pack.acts else None
    return mine or (found.title[w.language] if found else value)
