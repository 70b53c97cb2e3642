"""A pack of forty statements, made for the bench: five themes of eight, two languages, one route of seven activities."""

from __future__ import annotations

from pathlib import Path

from tegenwind.packs import skeleton

ID = "pack40"
THEMES, EACH = 5, 8
_MOMENTS = ("Als iemand zwijgt", "In het overleg", "Aan de telefoon", "Op de gang", "Na een lange dag")
_MOMENTS_EN = ("When someone is silent", "In the meeting", "On the phone", "In the corridor", "After a long day")
_ACTS = (
    "zoek ik vlug naar iets om te zeggen.",
    "kijk ik eerst wat de ander doet.",
    "merk ik pas later dat ik mijn adem inhield.",
    "vraag ik door, ook als ik het antwoord al denk te weten.",
    "zeg ik ja terwijl mijn schouders nee zeggen.",
    "blijf ik zitten, ook als het schuurt.",
    "denk ik aan wat ik nog allemaal moet doen.",
    "zeg ik hardop dat ik het even niet weet.",
)
_ACTS_EN = (
    "I hurry to find something to say.",
    "I first look at what the other does.",
    "I only notice later that I held my breath.",
    "I ask on, even when I think I know the answer.",
    "I say yes while my shoulders say no.",
    "I stay in my chair, even when it grates.",
    "I think of all I still have to do.",
    "I say out loud that I do not know.",
)


def statement_ids() -> list[str]:
    """The ids of the forty statements, in the order of the pack."""
    return [f"stelling-{theme}-{number}" for theme in range(1, THEMES + 1) for number in range(1, EACH + 1)]


def texts() -> list[str]:
    """The forty statements in Dutch, in the order of the pack."""
    return [f"{moment} {act}" for moment in _MOMENTS for act in _ACTS]


def write(parent: Path) -> Path:
    """Write the pack into a new folder ``pack40`` in ``parent``; returns that folder. It passes ``tegenwind pack check``."""
    folder = parent / ID
    skeleton.write(folder)
    lines = ["themes:"]
    for theme in range(THEMES):
        lines += [f"  - id: thema-{theme + 1}", "    title:"]
        lines += [f"      nl: Thema {theme + 1}", f"      en: Theme {theme + 1}", "    statements:"]
        for number in range(EACH):
            lines += [
                f"      - id: stelling-{theme + 1}-{number + 1}",
                f"        tone: {'chafes' if number % 2 == 0 else 'carries'}",
                "        setting: contact",
                "        text:",
                f"          nl: {_MOMENTS[theme]} {_ACTS[number]}",
                f"          en: {_MOMENTS_EN[theme]} {_ACTS_EN[number]}",
            ]
    (folder / "statements.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    route = folder / "routes" / "eerste-route" / "route.yaml"
    every = ", ".join(statement_ids())
    route.write_text(
        route.read_text(encoding="utf-8").replace("statements: [eerste-stelling]", f"statements: [{every}]"),
        encoding="utf-8",
    )
    return folder
