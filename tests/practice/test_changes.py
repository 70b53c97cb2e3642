"""Then and now beside each other: what moved, what stayed, and who says that it means something else."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.report import ChangeKind, build, change_kind
from tests.practice import making
from tests.practice.making import IDS, answers, check_in, check_ins, line, pack, report


class TestWhatChanged:
    """Moved, charge moved, the same, same place but other meaning, new: and who says so."""

    @pytest.mark.parametrize(
        ("now", "then", "kind"),
        [
            # The place decides first.
            (Answer(recognition=4), Answer(recognition=2), "moved"),
            (Answer(recognition=2, charge=3), Answer(recognition=4, charge=1), "moved"),
            (Answer(recognition=4, other_meaning=True), Answer(recognition=2), "moved"),
            # Then the person's own word that it means something else now.
            (Answer(recognition=3, other_meaning=True), Answer(recognition=3), "same-place-other-meaning"),
            (
                Answer(recognition=3, charge=0, other_meaning=True),
                Answer(recognition=3, charge=3),
                "same-place-other-meaning",
            ),
            # Then the charge, if it was given both times.
            (Answer(recognition=3, charge=0), Answer(recognition=3, charge=1), "charge-moved"),
            (Answer(recognition=3, charge=3), Answer(recognition=3, charge=2), "charge-moved"),
            (Answer(recognition=3, charge=3), Answer(recognition=3), "same"),
            (Answer(recognition=3), Answer(recognition=3, charge=3), "same"),
            (Answer(recognition=3, charge=2), Answer(recognition=3, charge=2), "same"),
            (Answer(recognition=3), Answer(recognition=3), "same"),
            # Left open then.
            (Answer(recognition=3), Answer(), "new"),
            (Answer(recognition=3, other_meaning=True), Answer(charge=3, words="x"), "new"),
            (Answer(recognition=1, charge=0), Answer(charge=1), "new"),
        ],
    )
    def test_the_kinds(self, now: Answer, then: Answer, kind: ChangeKind) -> None:
        assert change_kind(now, then) == kind

    @given(now=answers.filter(lambda answer: answer.recognition is not None), then=answers)
    def test_another_meaning_is_named_when_the_person_marked_it_and_only_then(self, now: Answer, then: Answer) -> None:
        unmarked = now.model_copy(update={"other_meaning": False})

        assert change_kind(unmarked, then) != "same-place-other-meaning"
        if now.other_meaning and now.recognition == then.recognition:
            assert change_kind(now, then) == "same-place-other-meaning"

    @given(now=answers.filter(lambda answer: answer.recognition is not None), then=answers, words=st.text(max_size=60))
    def test_words_change_nothing(self, now: Answer, then: Answer, words: str) -> None:
        assert change_kind(now.model_copy(update={"words": words}), then) == change_kind(now, then)
        assert change_kind(now, then.model_copy(update={"words": words})) == change_kind(now, then)

    @given(now=answers.filter(lambda answer: answer.recognition is not None), then=answers)
    def test_that_it_meant_something_else_the_time_before_says_nothing_about_now(
        self, now: Answer, then: Answer
    ) -> None:
        marked = then.model_copy(update={"other_meaning": True})

        assert change_kind(now, marked) == change_kind(now, then.model_copy(update={"other_meaning": False}))

    def test_the_sentences_say_what_was_and_what_is(self) -> None:
        now = check_in(
            a1=Answer(recognition=4),
            a2=Answer(recognition=3, charge=0),
            a3=Answer(recognition=2, other_meaning=True),
            b1=Answer(recognition=5),
            b2=Answer(recognition=1),
            b3=Answer(recognition=1, charge=3, other_meaning=True),
        )
        then = check_in(
            a1=Answer(recognition=2),
            a2=Answer(recognition=3, charge=3),
            a3=Answer(recognition=2),
            b1=Answer(recognition=5),
            b2=Answer(charge=2, words="Toen liet ik deze open."),
            b3=Answer(recognition=2, charge=1),
        )

        sentences = {change.statement: change.sentence for change in report(now, then).changes}

        assert sentences == {
            "proef:a1": "Eerder zwakke wind, nu stevige wind.",
            "proef:a2": "Op dezelfde plek: matige wind. Eerder veel lading, nu geen lading.",
            "proef:a3": "Zelfde plek (zwakke wind), andere betekenis: dat zei je zelf.",
            "proef:b1": "Zelfde plek als eerder: vol in de wind.",
            "proef:b2": "Nieuw: eerder liet je deze open.",
            "proef:b3": (
                "Eerder zwakke wind, nu windstil. Eerder wat lading, nu veel lading. "
                "En het betekent nu iets anders voor je: dat zei je zelf."
            ),
        }

    @given(now=check_ins, then=check_ins)
    def test_no_sentence_praises_or_blames(self, now: CheckIn, then: CheckIn) -> None:
        for change in report(now, then).changes:
            assert not re.search(
                r"beter|slechter|goed|mooi|vooruit|achteruit|helaas|gelukkig|meer|minder|!",
                change.sentence,
                re.IGNORECASE,
            )


class TestBesideAnEarlierOne:
    def test_without_an_earlier_one_nothing_changed(self) -> None:
        made = report(check_in(a1=Answer(recognition=3, other_meaning=True)))

        assert made.changes == ()
        assert line(made, "a1").earlier is None
        assert made.earlier_on is None

    def test_a_statement_that_is_open_now_did_not_change(self) -> None:
        made = report(check_in(a2=Answer(charge=3, words="Alleen dit.")), check_in(a2=Answer(recognition=5)))

        assert made.changes == ()
        assert line(made, "a2").now is None
        assert line(made, "a2").earlier.recognition == 5

    def test_the_changes_stand_in_the_order_of_the_pack(self) -> None:
        everything = check_in(**{key: Answer(recognition=3) for key in reversed(IDS)})

        assert [change.statement for change in report(everything, everything).changes] == [
            f"proef:{key}" for key in IDS
        ]

    def test_then_and_now_stand_beside_each_other_with_their_own_words(self) -> None:
        (change,) = report(
            check_in(a1=Answer(recognition=4, charge=1, words=" Nu ga ik erheen. ")),
            check_in(a1=Answer(recognition=2, charge=3, words="Toen liep ik weg.")),
        ).changes

        assert change.earlier is not None
        assert (change.earlier.recognition, change.earlier.charge, change.earlier.words) == (2, 3, "Toen liep ik weg.")
        assert (change.now.recognition, change.now.charge, change.now.words) == (4, 1, "Nu ga ik erheen.")
        assert (change.earlier.position, change.now.position) == ("zwakke wind", "stevige wind")

    def test_a_statement_that_the_pack_no_longer_holds_is_left_out(self) -> None:
        older = check_in(a1=Answer(recognition=2), vroeger=Answer(recognition=5, words="Weg."))

        made = report(check_in(a1=Answer(recognition=2)), older)

        assert [change.statement for change in made.changes] == ["proef:a1"]
        assert "Weg." not in made.model_dump_json()

    def test_a_statement_that_the_earlier_version_did_not_hold_is_new(self) -> None:
        newer = pack({**making.STATEMENTS, "c3": ("slot", "carries", "r4")}, version="2.0.0")

        made = build(
            newer,
            check_in(a1=Answer(recognition=2), c3=Answer(recognition=4)),
            "nl",
            check_in(a1=Answer(recognition=2)),
        )

        assert [(change.statement, change.kind) for change in made.changes] == [
            ("proef:a1", "same"),
            ("proef:c3", "new"),
        ]
        assert made.version == "2.0.0"

    def test_the_dates_of_both(self) -> None:
        then, now = datetime.date(2026, 3, 1), datetime.date(2026, 11, 22)

        assert report(check_in(now), check_in(then)).date_line == "22 november 2026, naast 1 maart 2026"
        assert report(check_in(now)).date_line == "22 november 2026"
        assert report(check_in(now), check_in()).date_line == "22 november 2026"
