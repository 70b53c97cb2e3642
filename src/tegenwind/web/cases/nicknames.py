"""Suggested nicknames: things, never like a name, and nothing that says anything about anybody."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from tegenwind.practice.pendulum import case_of
from tegenwind.wording import Language

#: So many are offered at once.
OFFERED: Final = 6

NICKNAMES: Final[dict[Language, tuple[str, ...]]] = {
    "nl": (
        *("de blauwe deur", "kade 9", "het lage hek", "de derde trede", "het open raam", "de gele bank"),
        *("de lange gang", "het lege plein", "de houten brug", "de rode paraplu", "het platte dak", "de natte jas"),
        *("de oude kaart", "het grijze scherm", "de warme kachel", "de koude thee", "het volle rek", "de glazen vaas"),
        *("de smalle trap", "de brede stoep", "het ronde venster", "de groene tas", "de losse knoop", "het dikke boek"),
        *("de wollen deken", "de hoge drempel", "het kleine lampje", "de scheve plank", "de witte muur"),
        *("de zwarte fiets", "het nieuwe slot", "de laatste halte", "de eerste bus", "perron 4", "lijn 12", "kamer 7"),
        *("tafel 3", "vak 21", "steiger 6", "bocht 5", "de regenton", "de vuurtoren", "het windscherm", "de kapstok"),
        *("de broodplank", "de wasmand", "de zandbak", "de vlaggenstok", "de schuifpui", "de tuinslang", "de gieter"),
        *("de kruiwagen", "het kompas", "het anker", "de boei", "de sluis", "het duinpad", "het mistige veld"),
        *("de halve maan", "het papieren bootje"),
    ),
    "en": (
        *("the blue door", "quay 9", "the low fence", "the third step", "the open window", "the yellow bench"),
        *("the long corridor", "the empty square", "the wooden bridge", "the red umbrella", "the flat roof"),
        *("the wet coat", "the old map", "the grey screen", "the warm stove", "the cold tea", "the full rack"),
        *("the glass vase", "the narrow stairs", "the wide pavement", "the round window", "the green bag"),
        *("the loose button", "the thick book", "the woollen blanket", "the high doorstep", "the small lamp"),
        *("the crooked shelf", "the white wall", "the black bicycle", "the new lock", "the last stop", "the first bus"),
        *("platform 4", "line 12", "room 7", "table 3", "box 21", "jetty 6", "bend 5", "the rain barrel"),
        *("the lighthouse", "the windbreak", "the coat stand", "the bread board", "the laundry basket", "the sandpit"),
        *("the flagpole", "the sliding door", "the garden hose", "the watering can", "the wheelbarrow", "the compass"),
        *("the anchor", "the buoy", "the canal lock", "the dune path", "the misty field", "the half moon"),
        *("the paper boat",),
    ),
}


def suggestions(language: Language, used: Iterable[str], chosen: str = "") -> list[str]:
    """Some nicknames that are not in use, picked by chance; the one that was chosen before stays among them.

    Fewer when most are in use, and none when all are: one's own is always possible.
    """
    taken = {case_of(nickname) for nickname in used} | {case_of(chosen)}
    free = [nickname for nickname in NICKNAMES[language] if case_of(nickname) not in taken]
    kept = [chosen] if chosen else []
    wanted = min(OFFERED - len(kept), len(free))
    return kept + secrets.SystemRandom().sample(free, wanted)
