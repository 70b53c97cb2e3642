"""A text that a person can take to the table when it is not theirs to do (D6, promise 6).

What belongs to a team or an organisation is no development point of the person who noticed it. The text says what the
person wrote, as they wrote it, who is to act, and one question. It pleads for nothing, and holds nothing else of what
they keep: the frame is all that is added.
"""

from __future__ import annotations

from typing import Final, Literal

from tegenwind.wording import Wording

Table = Literal["team", "organisation"]
TABLES: Final[tuple[Table, ...]] = ("team", "organisation")


def first_text(words: str, who: Table, w: Wording) -> str:
    """The text as it begins, to be changed by the person.

    Args:
        words: the intention, as it was written.
        who: whose table it is.
    """
    if who == "team":
        frame = (
            w.t("Voor ons teamoverleg"),
            w.t("Dit wil ik op tafel leggen:"),
            words,
            w.t("Ik leg het hier neer omdat het volgens mij van ons samen is."),
            w.t("Mijn vraag: wat spreken we hierover af, en wie doet wat?"),
        )
    else:
        frame = (
            w.t("Voor wie hierover gaat in onze organisatie"),
            w.t("Dit wil ik op tafel leggen:"),
            words,
            w.t("Ik leg het hier neer omdat het volgens mij bij de organisatie hoort."),
            w.t("Mijn vraag: wie pakt dit op, en wanneer hoor ik wat er kan?"),
        )
    return "\n\n".join(frame)
