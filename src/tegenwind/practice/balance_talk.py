"""The instruction that closes the report of Evenwicht: how to bring it to supervision, or to intervision among colleagues.

Nobody interprets; who brings it in decides what is on the table, what it means and when it stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from tegenwind.wording import Wording

Talk = Literal["supervision", "intervision"]
TALKS: Final[tuple[Talk, ...]] = get_args(Talk)
Id = Literal["begin", "roles", "phases", "listener-does", "listener-leaves", "end"]


@dataclass(frozen=True)
class Phase:
    """A titled part of the instruction: a text, then a list; ``in_turn`` where its order counts."""

    id: Id
    title: str
    text: str
    items: tuple[str, ...]
    in_turn: bool = False


def talk_word(talk: Talk, w: Wording) -> str:
    """What it is called."""
    return {"supervision": w.t("Supervisie"), "intervision": w.t("Intervisie")}[talk]


def instruction(talk: Talk, w: Wording) -> tuple[Phase, ...]:
    """The instruction in parts: before, who does what, how it goes, what others do and leave, how to stop."""
    who = _supervision(w) if talk == "supervision" else _intervision(w)
    return (_before(w), *who, *_others(w), _stop(w))


def _before(w: Wording) -> Phase:
    return Phase(
        id="begin",
        title=w.t("Vooraf"),
        text=w.t("Jij kiest wat je inbrengt. Eén bladzijde is genoeg, en thuislaten mag ook."),
        items=(
            w.t(
                "Kijk wie er aan tafel zit. Beslist iemand over je werk of je contract, kies dan opnieuw wat je laat zien."
            ),
            w.t("Zeg wat je vraagt: luisteren, meedenken, of samen blijven bij één zin."),
            w.t("Spreek af hoe lang het duurt en wie op de tijd let."),
            w.t("Spreek af dat niets hiervan in een verslag of dossier komt, tenzij jij dat wilt."),
        ),
    )


def _supervision(w: Wording) -> tuple[Phase, Phase]:
    return (
        Phase(
            id="roles",
            title=w.t("Wie doet wat"),
            text="",
            items=(
                w.t("Jij brengt in. Jij beslist wat er op tafel ligt en wat het betekent."),
                w.t("De supervisor bewaakt jouw vraag en de tijd, en stelt één vraag tegelijk."),
                w.t("Zijn er anderen bij, dan luisteren zij tot jij hun iets vraagt."),
            ),
        ),
        Phase(
            id="phases",
            title=w.t("Zo verloopt het, in drie kwartier"),
            text="",
            items=(
                w.t("Kiezen, 5 minuten. Jij legt neer wat je wilt bespreken. De rest blijft dicht."),
                w.t("Vertellen, 10 minuten. Lees één zin hardop. Vertel over één moment waarop je hem kende."),
                w.t(
                    "Vragen, 15 minuten. Wat gebeurde er, wat deed je toen, wat vroeg dat van je? Wat zou iedereen raken, en wat raakt juist jou?"
                ),
                w.t(
                    "Wat nu, 10 minuten. Hoort dit bij jou, bij je team of bij je organisatie? Wie doet er iets, hoe klein ook?"
                ),
                w.t("Sluiten, 5 minuten. Jij zegt met één zin hoe je weggaat. Daar komt niemand meer op terug."),
            ),
            in_turn=True,
        ),
    )


def _intervision(w: Wording) -> tuple[Phase, Phase]:
    return (
        Phase(
            id="roles",
            title=w.t("Wie doet wat"),
            text="",
            items=(
                w.t("Jij brengt in. Jij beslist wat er op tafel ligt en wat het betekent."),
                w.t("Eén collega leidt het gesprek: die let op de tijd, op de rondes en op jou."),
                w.t("De anderen luisteren, en zijn aan de beurt als de ronde dat zegt."),
            ),
        ),
        Phase(
            id="phases",
            title=w.t("Zo verloopt het, in een uur"),
            text="",
            items=(
                w.t("Kiezen, 5 minuten. Jij legt neer wat je wilt bespreken en zegt je vraag in één zin."),
                w.t("Vertellen, 10 minuten. Jij vertelt over één moment. Niemand onderbreekt."),
                w.t("Vragen, 15 minuten. Iedereen stelt om de beurt één open vraag. Jij mag er een laten liggen."),
                w.t(
                    "Wat het met hen deed, 15 minuten. Ieder zegt één ding over zichzelf: wat raakte mij, waar herken ik dit? "
                    "Jij luistert en hoeft niets terug te zeggen."
                ),
                w.t(
                    "Wat nu, 10 minuten. Jij zegt of dit bij jou hoort, bij het team of bij de organisatie, en of er iemand iets doet."
                ),
                w.t("Sluiten, 5 minuten. Ieder zegt één woord. Jij het laatste."),
            ),
            in_turn=True,
        ),
    )


def _others(w: Wording) -> tuple[Phase, Phase]:
    return (
        Phase(
            id="listener-does",
            title=w.t("De anderen doen dit"),
            text="",
            items=(
                w.t("Laat een stilte duren. Tel tot vijf voor je iets zegt."),
                w.t("Vraag door in de woorden van wie inbrengt."),
                w.t("Zeg “ik”: vertel wat het met jou doet, niet wat de ander is."),
                w.t("Vraag of het nog gaat, en geloof het antwoord."),
            ),
        ),
        Phase(
            id="listener-leaves",
            title=w.t("En laten dit"),
            text="",
            items=(
                w.t("Niemand duidt. Geen verklaring, geen “dat komt doordat”, ook niet als je het zeker weet."),
                w.t("Geen plek is beter dan een andere. Niet optellen, niet vergelijken, geen cijfer."),
                w.t("Geen raad, tenzij erom gevraagd wordt."),
                w.t("Niet vragen naar wat er niet op tafel ligt, en zeker niet naar vroeger."),
                w.t("Niets overnemen, niets bewaren, niets doorvertellen."),
            ),
        ),
    )


def _stop(w: Wording) -> Phase:
    return Phase(
        id="end",
        title=w.t("Zo stop je"),
        text=w.t("Stoppen kan altijd, ook midden in een zin. “Hier stop ik” is genoeg; niemand vraagt waarom."),
        items=(
            w.t("Wordt het te veel: kijk uit het raam, voel je voeten, sta op, haal iets te drinken."),
            w.t("Zie je dat het voor een ander te veel wordt, zeg dan: “Zullen we hier even blijven?”"),
            w.t("De papieren gaan met jou mee terug."),
            w.t("Spreek af of je er nog op terugkomt, of dat het zo goed is. Jij beslist."),
        ),
    )
