"""The fixed words around a reflection report."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from tegenwind.wording import Wording


class Labels(BaseModel):
    """The fixed words around a report, in its language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kicker: str
    title: str
    intro: str
    unvalidated: str
    only_you: str
    yours: str
    calm_end: str
    full_end: str
    now: str
    earlier: str
    statement: str
    position: str
    charge: str
    own_words: str
    open: str
    as_table: str
    themes: str
    points: str
    points_intro: str
    points_none: str
    route: str
    changes: str
    conversation: str
    page: str
    source: str


def labels(w: Wording) -> Labels:
    """The fixed words around a report in a language."""
    return Labels(
        kicker=w.t("Reflectierapportage"),
        title=w.t("Waar de wind staat"),
        intro=w.t(
            "Dit is geen cijfer en geen oordeel. Het is een kaart van wat jij herkent, om rustig te bekijken "
            "en om over te praten met iemand die je vertrouwt."
        ),
        unvalidated=w.t(
            "De stellingen zijn bedoeld om op terug te kijken en van te leren. Ze zijn niet wetenschappelijk gevalideerd: "
            "er zijn geen normen, en dit zegt niets over je gezondheid of over hoe goed je je werk doet."
        ),
        only_you=w.t("Alleen jij kunt dit lezen."),
        yours=w.t("Dit is van jou. Jij kiest wie het leest."),
        calm_end=w.t("windstil"),
        full_end=w.t("vol in de wind"),
        now=w.t("nu"),
        earlier=w.t("eerder"),
        statement=w.t("Stelling"),
        position=w.t("Plek"),
        charge=w.t("Lading"),
        own_words=w.t("Je eigen woorden"),
        open=w.t("opengelaten"),
        as_table=w.t("Toon als tabel"),
        themes=w.t("Per thema"),
        points=w.t("Misschien iets om mee verder te gaan"),
        points_intro=w.t(
            "Dit zijn voorstellen, geen opdrachten. Ze staan er omdat jij er lading aan gaf of er iets bij schreef, "
            "niet omdat je iets veel of weinig herkent."
        ),
        points_none=w.t(
            "Je gaf nergens lading aan en schreef nergens iets bij, dus er is geen voorstel. Je kunt zelf een stelling kiezen, of het hierbij laten."
        ),
        route=w.t("Ontwikkelroute"),
        changes=w.t("Toen en nu"),
        conversation=w.t("Hierover praten met iemand"),
        page=w.t("bladzijde"),
        source=w.t("Waar de gedachten vandaan komen"),
    )
