"""What the kinds of records are called on the pages for taking along and erasing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Practice:
    """A kind of records, for people.

    ``erase`` says what there is of it, ``page`` is the name of the address where they stand, ``stays`` what becomes of the
    rest when one of them is erased.
    """

    title: str
    one: str
    erase: str
    page: str
    stays: str = ""


def practices() -> dict[str, Practice]:
    """By kind, in the order they are shown."""
    return {
        "check-in": Practice(
            _("Reflecties"),
            _("deze reflectie"),
            _("Je antwoorden, je eigen woorden en je rapportages. Ook wat je begon en nog niet af is."),
            "web:reflection",
        ),
        "route": Practice(
            _("Ontwikkelroutes"), _("deze route"), _("De routes die je liep of loopt, met je notities."), "web:routes"
        ),
        "slow-down": Practice(
            _("Vertragen"), _("dit moment van vertragen"), _("De keren dat je vertraagde, met je woorden."), "web:home"
        ),
        "share": Practice(
            _("Wat je liet lezen"),
            _("wat je liet lezen"),
            _("Wat je aan wie liet lezen, met hun antwoorden. Links die nog open zijn, gaan meteen dicht."),
            "web:shares",
        ),
        "spoken": Practice(
            _("Met iemand gesproken"), _("dit gesprek"), _("De dagen waarop je met iemand sprak."), "web:spoken"
        ),
        "balance": Practice(
            _("Evenwicht"),
            _("dit moment"),
            _("Waar je stond tussen afstand en nabijheid, met je woorden en bijnamen."),
            "web:pendulum",
        ),
        "signals": Practice(
            _("Signalen"),
            _("deze signalen"),
            _("De zinnen die je aankruiste, wat je erbij schreef en de rollen die je herkende."),
            "web:signals",
        ),
        "needs": Practice(_("Vijf behoeften"), _("deze ronde"), _("Je antwoorden bij de vijf behoeften."), "web:needs"),
        "omnipotence": Practice(
            _("Almacht en onmacht"),
            _("wat je hier schreef"),
            _("Wat je schreef over wat je heel wilde maken en wat je neerlegt."),
            "web:omnipotence",
        ),
        "history": Practice(
            _("Je eigen verhaal"), _("wat je hier schreef"), _("Wat je over je eigen verhaal schreef."), "web:history"
        ),
        "self-care": Practice(
            _("Zorg voor jezelf"),
            _("dit plan"),
            _("Je plan: aandacht, wat weegt en wat draagt, en met wie."),
            "web:self-care",
        ),
        "intention": Practice(
            _("Voornemens"), _("dit voornemen"), _("Je voornemens, ook die je losliet."), "web:intentions"
        ),
        "case": Practice(
            _("Casussen"),
            _("deze casus"),
            _("Je casussen, met hun bijnamen. Wis je een casus, dan gaan de momenten ervan mee."),
            "web:cases",
            _("De momenten van deze casus gaan mee. Een zin over jou die je al bewaarde, blijft."),
        ),
        "moment": Practice(
            _("Momenten van casussen"), _("dit moment"), _("Wat je voorbereidde en waar je op terugkeek."), "web:cases"
        ),
        "farewell": Practice(
            _("Wat bleef van een casus"), _("deze zin"), _("De zinnen over jezelf die je bewaarde."), "web:cases-across"
        ),
        "support": Practice(
            _("Wie draagt mee"), _("deze steun"), _("Je kaart van steun, en wat je mist."), "web:support"
        ),
        "tension": Practice(
            _("Spanningen"),
            _("deze spanning"),
            _("De spanningen die je noteerde. Een cirkel of een daad die ermee begon, blijft staan."),
            "web:tensions",
            _(
                "Een cirkel of een daad die ermee begon, blijft staan. De woorden van deze spanning staan er dan niet meer bij."
            ),
        ),
        "circle": Practice(
            _("Cirkels"),
            _("deze cirkel"),
            _("Je cirkels. De spanning waarmee een cirkel begon blijft, en een daad die erop volgde ook."),
            "web:dissent",
            _("De spanning waarmee deze cirkel begon blijft, en een daad die erop volgde ook."),
        ),
        "act": Practice(
            _("Kleine daden"),
            _("deze daad"),
            _("Wat je woog en oefende, wat je deed of liet, en wat er daarna bewoog."),
            "web:acts",
            _("Ook wat er daarna bewoog, gaat mee. In de terugblik op een seizoen ligt deze steen dan niet meer."),
        ),
        "values": Practice(
            _("Waarden"),
            _("deze keer dat je je waarden legde"),
            _("Hoe je je waarden legde, nu en eerder, met je zinnen en je ware ja."),
            "web:values",
            _("Waarden die je bij een cirkel of een daad koos, blijven daar staan."),
        ),
        "season": Practice(
            _("Terugblik op een seizoen"),
            _("deze terugblik"),
            _("Wat je bij een seizoen schreef. De daden van dat seizoen blijven."),
            "web:seasons",
            _("De daden van dat seizoen blijven."),
        ),
        "intake": Practice(
            _("Gesprekken met een coach"),
            _("dit gesprek"),
            _(
                "Wat je een coach vroeg, of wat jou als coach gevraagd werd, en wat daarop kwam. De ander houdt de eigen kant. "
                "Wissen zegt niets af: doe dat eerst, als er nog iets staat."
            ),
            "web:intakes",
            _(
                "De ander houdt de eigen kant, en hoort niet dat je dit wist. Staat er nog een afspraak, zeg die dan eerst af."
            ),
        ),
        "expectation": Practice(
            _("Wat je verwachtte van een peiling"),
            _("wat je hier vastlegde"),
            _(
                "Wat je als leidinggevende vastlegde voordat een peiling openging. Wat de peiling ervan kreeg, blijft daar."
            ),
            "web:teams",
            _("Wat de peiling ervan kreeg, blijft daar: vastgelegd is vastgelegd. Dit is jouw eigen exemplaar."),
        ),
    }


def pieces(count: int) -> str:
    """So many records."""
    return ngettext("1 stuk", "{count} stukken", count).format(count=count)
