"""A small made-up pack and the check-ins of made-up helpers: no real pack changes these tests."""

from __future__ import annotations

import datetime

from tegenwind.packs.model import Activity, Pack, Prose, Route, Source, Statement, Theme, Tone
from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.report import Report, build
from tegenwind.wording import Language

NOW = datetime.date(2026, 11, 22)
THEN = datetime.date(2026, 8, 3)

_THEMES: tuple[tuple[str, str, str, tuple[tuple[str, Tone, str, str], ...]], ...] = (
    (
        "stroef",
        "Als het stroef loopt",
        "When it grates",
        (
            ("sneller", "chafes", "Als iemand zucht, ga ik sneller praten.", "When someone sighs, I talk faster."),
            (
                "harder",
                "chafes",
                "Bij een gesloten gezicht ga ik harder mijn best doen.",
                "Facing a closed face, I try harder.",
            ),
            (
                "blijf",
                "carries",
                "Als iemand tegen mij uitvalt, blijf ik zitten.",
                "When someone lashes out at me, I stay put.",
            ),
            ("vraag", "carries", "Van een dichte deur word ik benieuwd.", "A closed door makes me wonder."),
        ),
    ),
    (
        "stil",
        "Stil worden en weggaan",
        "Going quiet",
        (
            (
                "knik",
                "chafes",
                "Ik knik nog, terwijl ik vanbinnen al op de gang sta.",
                "I still nod while I am already in the corridor.",
            ),
            (
                "telefoon",
                "chafes",
                "Bij dat ene nummer laat ik de telefoon nog eens overgaan.",
                "With that one number I let the phone ring once more.",
            ),
            (
                "terug",
                "carries",
                "Wat ik liet vallen, raap ik later zelf op.",
                "What I dropped I pick up later myself.",
            ),
        ),
    ),
    (
        "hulp",
        "Hulp vragen",
        "Asking for help",
        (
            (
                "liever-zelf",
                "chafes",
                "Voor ik iemand bel, heb ik het drie keer zelf geprobeerd.",
                "Before I call anyone I have tried three times myself.",
            ),
            (
                "geen-probleem",
                "chafes",
                "Ik zeg “prima hoor”, terwijl mijn schouders optrekken.",
                "I say “fine” while my shoulders go up.",
            ),
            (
                "iemand",
                "carries",
                "Er is hier iemand aan wie ik kan zeggen dat het me te veel is.",
                "There is someone here I can tell that it is too much.",
            ),
        ),
    ),
)


def pack() -> Pack:
    """Three themes of three or four statements, each theme with a route."""
    prose = {language: Prose(title="-", aim="-", markdown="-") for language in ("nl", "en")}
    names = {
        "stroef": ("Blijven als het schuurt", "Staying when it chafes"),
        "stil": ("Terug naar het gesprek", "Back to the conversation"),
        "hulp": ("Niet alleen dragen", "Not carrying it alone"),
    }
    return Pack(
        format=1,
        id="proef",
        version="1.2.0",
        digest="ab" * 32,
        languages=("nl", "en"),
        title={"nl": "Eigen weerstand", "en": "My own resistance"},
        summary={"nl": "Tien scènes uit het werk.", "en": "Ten scenes from work."},
        minutes=8,
        licence="CC-BY-SA-4.0",
        sources=(
            Source(id="een", title="Over weerstand in gesprekken", author="A. Voorbeeld", year=2019),
            Source(id="twee", title="Tegenwind als signaal"),
        ),
        themes=tuple(
            Theme(
                id=theme,
                title={"nl": dutch, "en": english},
                statements=tuple(
                    Statement(id=id_, theme=theme, tone=tone, setting="contact", text={"nl": nl, "en": en})
                    for id_, tone, nl, en in statements
                ),
            )
            for theme, dutch, english, statements in _THEMES
        ),
        routes=tuple(
            Route(
                id=f"route-{theme}",
                sources=("een",),
                statements=tuple(statement[0] for statement in statements),
                title={"nl": names[theme][0], "en": names[theme][1]},
                intro={"nl": "-", "en": "-"},
                activities=(Activity(id=f"{theme}-lezen", kind="read", minutes=5, with_="alone", prose=prose),),
            )
            for theme, _dutch, _english, statements in _THEMES
        ),
        guides=(),
    )


def check_in(answers: dict[str, Answer], finished_on: datetime.date | None = NOW) -> CheckIn:
    return CheckIn(
        pack="proef",
        pack_version="1.2.0",
        digest="ab" * 32,
        started_on=finished_on or NOW,
        finished_on=finished_on,
        answers=answers,
    )


def before() -> CheckIn:
    """A youth worker in August."""
    return check_in(
        {
            "sneller": Answer(recognition=5, charge=3, words="Stilte voelt alsof ik iets niet weet."),
            "harder": Answer(recognition=4, charge=2, words="Anders denken ze dat ik het niet kan."),
            "blijf": Answer(recognition=2),
            "knik": Answer(recognition=4, charge=1),
            "telefoon": Answer(recognition=5, charge=2),
            "liever-zelf": Answer(recognition=5, charge=3, words="Ik wil niemand lastigvallen."),
            "geen-probleem": Answer(recognition=4),
        },
        THEN,
    )


def after() -> CheckIn:
    """The same youth worker in November: some moved, one stayed but means something else, some are open."""
    return check_in(
        {
            "sneller": Answer(recognition=3, charge=1, words="Ik hoor mezelf nu versnellen. Soms adem ik dan eerst."),
            "harder": Answer(
                recognition=4,
                charge=2,
                words="Eerst ging het over de ander. Nu zie ik: ík wil laten zien dat ik er ben.\nDat is iets anders.",
                other_meaning=True,
            ),
            "blijf": Answer(recognition=3),
            "vraag": Answer(recognition=3, charge=0),
            "knik": Answer(recognition=4, charge=2),
            "telefoon": Answer(recognition=2),
            "liever-zelf": Answer(
                recognition=4, charge=3, words="Als ik het vraag, heb ik het niet gered. Zo leerde ik het thuis."
            ),
            "geen-probleem": Answer(recognition=4),
        }
    )


def report(language: Language = "nl", *, earlier: bool = True) -> Report:
    """The report of November, beside August unless ``earlier`` is False."""
    return build(pack(), after(), language, before() if earlier else None)


def with_words(words: str) -> Report:
    """A report in which these words stand with a statement of much charge, and so with a development point too."""
    return build(pack(), check_in({"sneller": Answer(recognition=3, charge=3, words=words)}), "nl")
