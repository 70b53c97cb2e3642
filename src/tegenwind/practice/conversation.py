"""The instruction that closes a report: how to talk it over with someone (A2, A3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tegenwind.packs.model import Pack
from tegenwind.practice.check_in import CheckIn
from tegenwind.wording import Wording


class Block(BaseModel):
    """A titled part of the instruction: paragraphs of text, then a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Literal["begin", "point", "listener-does", "listener-leaves", "end"]
    title: str
    text: str
    items: tuple[str, ...]


def conversation(pack: Pack, check_in: CheckIn, *, points_of: Iterable[str], w: Wording) -> tuple[Block, ...]:
    """The instruction in blocks: how to begin, questions per development point, what the listener does and leaves, how to end.

    Args:
        points_of: global ids of the statements that were proposed; without any, the questions go with a statement of one's own choice.
    """
    blocks = [_begin(w)]
    for full in points_of:
        statement = pack.statement(pack.local(full))
        if statement is not None:
            blocks.append(_questions(f"“{statement.text[w.language]}”", statement.tone == "carries", w))
    if len(blocks) == 1:
        blocks.append(_questions(w.t("Bij een stelling die je zelf kiest"), False, w))
    blocks += _listener(w)
    blocks.append(_end(w))
    return tuple(blocks)


def for_the_listener(w: Wording, *, questions: bool) -> tuple[Block, ...]:
    """What somebody needs who was asked to listen: the five questions if they are to be asked, what to do, what to leave."""
    asked = [_questions(w.t("Vijf vragen om te stellen"), False, w)] if questions else []
    return (*asked, *_listener(w))


def _begin(w: Wording) -> Block:
    return Block(
        id="begin",
        title=w.t("Zo begin je"),
        text=w.t(
            "Kies iemand bij wie je niet sterker hoeft te doen dan je bent: een partner, een vriend, een collega. "
            "Liever niet wie over je werk beslist."
        ),
        items=(
            w.t("Spreek af hoe lang: een half uur is genoeg. Telefoons weg."),
            w.t("Zeg vooraf wat je wilt: dat de ander luistert, meedenkt, of alleen even meekijkt."),
            w.t("Jij kiest wat je laat zien. Een thema overslaan hoeft geen uitleg."),
            w.t("Lees één stelling hardop. Wacht. Vertel dan waar je die van kent."),
        ),
    )


def _questions(title: str, carries: bool, w: Wording) -> Block:
    need = (
        w.t("Wat heb je nodig om dit te kunnen blijven doen? Van jezelf, van je team, van je organisatie?")
        if carries
        else w.t("Wat heb je nodig? En is dat iets van jou, van je team, of van je organisatie?")
    )
    return Block(
        id="point",
        title=title,
        text=w.t("Vijf vragen. Eén ervan kan genoeg zijn."),
        items=(
            w.t("Hoe is dat voor je, als het gebeurt? Neem één moment van de laatste tijd."),
            w.t("Wat voel je dan, en welke gedachte komt het eerst?"),
            w.t("Wat doe je op zo’n moment? En wat laat je?"),
            w.t("Waar zou het vandaan kunnen komen? Ken je het van eerder?"),
            need,
        ),
    )


def _listener(w: Wording) -> list[Block]:
    return [
        Block(
            id="listener-does",
            title=w.t("Wie luistert, doet dit"),
            text="",
            items=(
                w.t("Laat een stilte duren. Tel tot vijf voor je iets zegt."),
                w.t("Vraag: “Hoe was dat?” en “Wat nog meer?”"),
                w.t("Zeg terug wat je hoorde, in de woorden van de ander."),
                w.t("Vertel aan het eind wat het met jou deed, in één zin."),
            ),
        ),
        Block(
            id="listener-leaves",
            title=w.t("En laat dit"),
            text="",
            items=(
                w.t("Geen raad, tenzij erom gevraagd wordt."),
                w.t("Geen “dat heb ik ook”, geen “het valt wel mee”."),
                w.t("Niet verklaren waarom de ander zo is. Niet optellen, niet vergelijken."),
                w.t("Niets doorvertellen. Ook niet met goede bedoelingen."),
            ),
        ),
    ]


def _end(w: Wording) -> Block:
    return Block(
        id="end",
        title=w.t("Zo sluit je af"),
        text=w.t(
            "Je hoeft nergens op uit te komen. Wordt het te veel, dan stop je: kijk uit het raam, sta op, haal iets te drinken."
        ),
        items=(
            w.t("Wat neem je mee? Eén woord mag ook."),
            w.t("Is er iets dat niet bij jou hoort, maar op tafel bij je team of organisatie?"),
            w.t("Willen jullie er nog eens op terugkomen, of is het zo goed?"),
        ),
    )
