"""The report of Evenwicht: chosen parts of a chosen time, looked at first, and nothing else of what was kept."""

from __future__ import annotations

import datetime
import io
from typing import Any
from urllib.parse import unquote

import pypdf
import pytest
from django.utils import timezone

from tegenwind.practice.balance import Balance
from tegenwind.practice.check_in import Whole
from tegenwind.practice.intention import Intention, Look
from tegenwind.practice.needs import NeedAnswer, Needs
from tegenwind.practice.self_care import Item, SelfCare
from tegenwind.practice.signals import Signals
from tegenwind.practice.support import Support
from tegenwind.practice.writing import History, Omnipotence
from tegenwind.vault.models import SealedRecord
from tegenwind.web import library, shelf
from tegenwind.web.balance_report.choosing import step_mark
from tests.web.people import Human, at, main, text, words

pytestmark = pytest.mark.django_db

PARTS = ("balance", "signals", "needs", "self-care", "intentions", "support")
#: What stands in each part, and nowhere else.
OWN = {
    "balance": "Eigen-balans",
    "signals": "Eigen-signaal",
    "needs": "Eigen-behoefte",
    "self-care": "Eigen-plan",
    "intentions": "Eigen-voornemen",
    "support": "Eigen-steun",
}


def keep(owner: Human, record: Whole) -> int:
    return shelf.keep(owner.unlocked, record).id


def a_life(owner: Human, on: datetime.date) -> dict[str, int]:
    """Something of every kind, on one day; ids by part."""
    signals, needs = library.for_purpose("signals"), library.for_purpose("needs")
    assert needs.questions is not None
    question = needs.questions.cells[0].questions[0]
    pinned: dict[str, Any] = {"pack": signals.id, "pack_version": signals.version, "digest": signals.digest}
    of_needs: dict[str, Any] = {"pack": needs.id, "pack_version": needs.version, "digest": needs.digest}
    return {
        "balance": keep(owner, Balance(on=on, about="contact", nickname="Zeemeeuw", place=6, words="Eigen-balans")),
        "signals": keep(
            owner,
            Signals(
                **pinned,
                since=on,
                until=on,
                marks={signals.statements[0].id: "often", signals.statements[1].id: "not-now"},
                mine="Eigen-signaal",
                roles=("rescuer",),
                finished_on=on,
            ),
        ),
        "needs": keep(
            owner,
            Needs(
                **of_needs,
                began_on=on,
                changed_on=on,
                answers={question.id: NeedAnswer(place=2, words="Eigen-behoefte")},
            ),
        ),
        "omnipotence": keep(
            owner,
            Omnipotence(on=on, changed_on=on, words={"whole": "Eigen-heel", "lack": "Eigen-tekort"}),
        ),
        "self-care": keep(
            owner,
            SelfCare(began_on=on, changed_on=on, weighs=(Item(id="a", words="Eigen-plan", weight=3),)),
        ),
        "intentions": keep(
            owner,
            Intention(words="Eigen-voornemen", who="team", came_from="history", began_on=on, looks=(Look(on=on),)),
        ),
        "support": keep(owner, Support(form="coffee", from_whom="Eigen-steun", reach="Eigen-nummer", last_on=on)),
        "history": keep(owner, History(on=on, changed_on=on, company="after", words={"why": "Eigen-verhaal"})),
    }


def ask(owner: Human, *parts: str, **more: str) -> Any:
    query = "&".join([f"part={part}" for part in parts] + [f"{name}={value}" for name, value in more.items()])
    return owner.get("balance-report", query=f"?{query}")


def pdf(owner: Human, query: str) -> str:
    answer = owner.client.get(at("balance-report-pdf") + query)
    assert answer.headers["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())


def test_nothing_is_ticked_and_nothing_is_shown_before_a_choice(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    page = owner.get("balance-report")
    boxes = [part for part in main(page).split("<input")[1:] if 'type="checkbox"' in part.partition(">")[0]]
    assert len(boxes) > len(PARTS)
    assert not [box for box in boxes if "checked" in box.partition(">")[0]]
    assert "Dit komt erin" not in words(page) and "Eigen-" not in words(page)
    assert "Je koos nog niets" not in words(page)


def test_an_empty_choice_is_told_kindly(owner: Human) -> None:
    page = ask(owner, words="with")
    assert page.status_code == 200
    assert "Je koos nog niets" in words(page) and "Dit komt erin" not in words(page)
    answer = owner.get("balance-report-pdf", query="?words=with")
    assert answer.status_code == 302 and answer.headers["Location"] == at("balance-report") + "?words=with"


@pytest.mark.parametrize("part", PARTS)
def test_only_the_chosen_part_goes_in(owner: Human, part: str) -> None:
    a_life(owner, timezone.localdate())
    page = words(ask(owner, part, words="with"))
    assert [name for name, own in OWN.items() if own in page] == [part]
    for never in ("Eigen-heel", "Eigen-verhaal", "Eigen-nummer"):
        assert never not in page


@pytest.mark.parametrize("part", PARTS)
def test_without_own_words_none_of_them_go_in(owner: Human, part: str) -> None:
    a_life(owner, timezone.localdate())
    for page in (ask(owner, part), ask(owner, part, words="without")):
        assert "Dit komt erin" in words(page)
        assert "Eigen-" not in text(page) and "Zeemeeuw" not in text(page)


def test_the_pdf_is_what_was_shown(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    page = ask(owner, *PARTS, words="with", talk="intervision")
    href = main(page).partition('href="' + at("balance-report-pdf"))[2].partition('"')[0].replace("&amp;", "&")
    assert "part=balance" in href
    made = pdf(owner, href)
    for own in OWN.values():
        assert own in made
    assert "Hiermee naar intervisie" in made and "Eigen-nummer" not in made and "Eigen-verhaal" not in made


def test_the_steps_of_a_writing_are_chosen_one_by_one(owner: Human) -> None:
    ids = a_life(owner, timezone.localdate())
    page = words(ask(owner, step=step_mark(ids["omnipotence"], "lack"), words="with"))
    assert "Eigen-tekort" in page and "Eigen-heel" not in page
    without = words(ask(owner, step=step_mark(ids["omnipotence"], "lack")))
    assert "Hier schreef je iets." in without and "Eigen-tekort" not in without


def test_ones_own_history_stands_apart_and_last(owner: Human) -> None:
    ids = a_life(owner, timezone.localdate())
    assert "Je eigen verhaal" in words(owner.get("balance-report"))
    answer = ask(owner, "history", "balance", words="with")
    assert "Eigen-verhaal" not in text(answer), "a part in the address is not enough"
    shown = main(ask(owner, "balance", "support", step=step_mark(ids["history"], "why"), words="with"))
    assert shown.index('id="part-balance"') < shown.index('id="part-support"') < shown.index('id="part-history"')
    assert "Eigen-verhaal" in shown


def test_without_anything_written_ones_own_history_is_not_mentioned(owner: Human) -> None:
    keep(owner, Balance(on=timezone.localdate(), place=4))
    assert "eigen verhaal" not in words(owner.get("balance-report")).lower()


def test_only_what_is_of_the_period(owner: Human) -> None:
    today = timezone.localdate()
    a_life(owner, today - datetime.timedelta(days=60))
    since = (today - datetime.timedelta(days=10)).isoformat()
    page = words(ask(owner, *PARTS, words="with", since=since, until=today.isoformat()))
    there = [name for name, own in OWN.items() if own in page]
    assert there == ["intentions", "support"], "an open intention and the map of support are of now"
    assert "In deze periode staat hier niets." in page


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [("gisteren", "2026-01-01", "kennen we niet"), ("2026-02-01", "2026-01-01", "na de laatste"), ("2999-01-01", "", "nog komen")],
)  # fmt: skip
def test_days_that_cannot_be_used(owner: Human, since: str, until: str, said: str) -> None:
    a_life(owner, timezone.localdate())
    answer = ask(owner, "support", since=since, until=until, words="with")
    assert answer.status_code == 422 and said in words(answer)
    assert f'value="{since}"' in main(answer), "what was typed stands there still"
    assert 'value="support" checked' in main(answer)
    assert "Eigen-" not in words(answer)
    answer = owner.get("balance-report-pdf", query=f"?part=support&since={since}&until={until}")
    assert answer.status_code == 302 and unquote(answer.headers["Location"]).startswith(at("balance-report"))


def test_figures_only_for_who_asks(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    assert "dichtbij [6]" not in words(ask(owner, "balance"))
    assert "Er staan geen getallen in" in words(ask(owner, "balance"))
    assert "dichtbij [6]" in words(ask(owner, "balance", figures="1"))


def test_what_an_address_may_hold_that_is_not_there(owner: Human) -> None:
    ids = a_life(owner, timezone.localdate())
    strange = ["x", "x.y", f"{step_mark(ids['balance'], 'whole')}", "z" * 13 + ".whole", step_mark(7, "whole")]
    for one in strange:
        assert "Je koos nog niets" in words(ask(owner, "dagboek", step=one, talk="x"))


def test_somebody_elses_writing_is_not_there(owner: Human) -> None:
    ids = a_life(owner, timezone.localdate())
    mate = Human.join("Sam")
    page = ask(mate, step=step_mark(ids["history"], "why"), words="with")
    assert "Eigen-" not in text(page) and "Je koos nog niets" in words(page)


def test_a_damaged_piece_is_left_out_and_told(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    broken = keep(owner, Balance(on=timezone.localdate(), place=1, words="Eigen-stuk"))
    SealedRecord.objects.filter(pk=broken).update(body=b"x" * 200)
    page = words(ask(owner, "balance", words="with"))
    assert "Eén stuk kon niet worden geopend" in page
    assert "Eigen-balans" in page and "Eigen-stuk" not in page


def test_in_english(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    owner.post("set_language", language="en")
    page = words(ask(owner, "signals", "needs"))
    first = library.for_purpose("signals").statements[0]
    assert first.text["en"] in page and first.text["nl"] not in page
    assert first.text["en"] in pdf(owner, "?part=signals")


def test_looking_writes_nothing(owner: Human) -> None:
    a_life(owner, timezone.localdate())
    before = owner.rows()
    ask(owner, *PARTS, words="with")
    pdf(owner, "?part=balance&words=with")
    assert owner.rows() == before
