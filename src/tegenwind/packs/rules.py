"""What each kind of activity and guide has to hold (A3, A4 and the promises)."""

from __future__ import annotations

from typing import Final

from tegenwind.packs.model import Kind, Role

#: The files a pack is made of, by their path in it; whoever brings a pack in elsewhere asks :func:`is_pack_file` too.
_TOP: Final = ("pack.yaml", "statements.yaml", "questions.yaml", "readings.yaml", "acts.yaml", "README.md", "LICENSE")
_INSIDE: Final = {"routes": ("route.yaml", "nl.md", "en.md"), "guides": ("guide.yaml", "nl.md", "en.md")}
PACK_FILES: Final = ", ".join([*_TOP, *(f"{folder}/<id>/{{{','.join(names)}}}" for folder, names in _INSIDE.items())])


def is_pack_file(path: str) -> bool:
    """Whether a path (with slashes, from the pack's own folder) is that of a file of a pack."""
    match path.split("/"):
        case [name]:
            return name in _TOP
        case [folder, _id, name]:
            return name in _INSIDE.get(folder, ())
    return False


#: A route offers a choice: at least so many activities, of at least so many kinds.
ACTIVITIES_MIN: Final = 7
KINDS_MIN: Final = 5

#: A deepening text, in words per language.
READ_WORDS: Final = (400, 900)

#: The parts of an activity, per kind, in the order they are read. The explanation of an exercise for two comes last:
#: feel first.
PARTS: Final[dict[Kind, tuple[str, ...]]] = {
    "re-check": (),
    "talk": ("instruction", "questions", "both"),
    "pair": ("agree", "do", "without-touch", "after", "explanation"),
    "read": (),
    "watch": ("after",),
    "write": ("stop",),
    "try": ("look-back",),
    "slow-down": (),
    "close": (),
}

#: How many questions a list has at least (a talk has exactly the five of A3).
QUESTIONS: Final[dict[str, tuple[int, int]]] = {"questions": (5, 5), "both": (2, 4)}

#: The six ways own resistance shows, then the steps of slowing down (A4).
WAYS: Final = ("emotion", "thinking", "perfectionism", "avoidance", "overwhelm", "distraction")
STEPS: Final = ("notice", "name", "feel", "beneath", "company", "back")

#: The sections of a guide that the program opens somewhere, in the order they are read.
ROLE_SECTIONS: Final[dict[Role, tuple[str, ...]]] = {
    "slow-down": (*WAYS, *STEPS),
    # The two legs and their qualities, and whose reaction it is (D1, D2).
    "two-legs": ("distance", "nearness", "doing", "meaning", "anybody", "mine"),
    # The roles one can be drawn into (D2).
    "roles": ("rescuer", "protector", "fellow-victim", "angel", "judge", "persecutor", "punisher"),
    # A guided writing, and the two texts beside it (D4).
    "omnipotence": (
        "whole",
        "asked",
        "by-whom",
        "possible",
        "lack",
        "lay-down",
        "ask",
        "back",
        "spiral",
        "strong",
    ),
    # One's own history: company first, back to here and now last (D4).
    "history": ("company", "why", "touches", "known", "back"),
    # Self-care as A, B and C (D6).
    "self-care": ("body", "emotion", "thought", "spirit", "weighs", "carries", "connection", "communication"),
    # The forms of support, formal and informal (D7).
    "support": (
        "reality-analysis",
        "debriefing",
        "supervision",
        "intervision",
        "coaching",
        "team-development",
        "feedback",
        "aftercare",
        "coffee",
        "association",
        "home",
        "own",
    ),
    # A case: before, met, after, across, and before it goes (B1, B6).
    "case": ("prepare", "met", "look-back", "across", "goodbye"),
    # The solution-focused reading (B2).
    "solution": ("signal", "hindrances", "loss", "mandate", "relation", "expectations", "start"),
    # The protection reading (B3).
    "protection": (
        "protects",
        "alarm",
        "safety",
        "pace",
        "nearness",
        "shame",
        "calm",
        "survived",
        "missing",
        "graded",
        "say",
    ),
    # Two readings of one moment.
    "lenses": ("beside", "choose"),
    # Attunement (B4).
    "attunement": ("seat", "distance", "facing", "light", "pace", "who"),
    # A repair, and sharing one's own reaction (B5).
    "repair": ("prepare", "aloud", "do", "from-now", "look-back", "mine", "theirs", "hold", "trust"),
    # Concern about somebody's safety is another matter.
    "concern": ("other", "protocol", "code", "lines"),
    # The circle of three questions, linked to values (C2).
    "circle": ("who", "situation", "like-me", "values"),
    # Choosing a form, weighing it, rehearsing, and looking back; not doing it is a choice too (C3).
    "choose": (
        "yes",
        "cost",
        "beside",
        "smallest",
        "question",
        "safe",
        "rehearse",
        "obedience",
        "not-doing",
        "after",
    ),
    # Finding one's values, and the true yes (C5).
    "sorting": ("look", "name", "true-yes", "change"),
    # When what is wrong is serious.
    "serious": ("what", "not-alone", "keep-safe", "where"),
    # How a team looks at a result together (E4), and how those who lead listen first (E2).
    "conversation": ("before", "rounds", "withheld", "agreements", "next-time"),
    "listening": ("ask", "not-explain", "thank", "come-back"),
    # The five needs, and what lies around asking (D3).
    "needs": (
        "place",
        "nourishment",
        "support",
        "protection",
        "limits",
        "beliefs",
        "rules",
        "compliments",
        "giving",
    ),
}
