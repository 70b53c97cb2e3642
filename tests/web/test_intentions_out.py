"""What goes out of an intention: a text for the table, and a day for one's own calendar."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice.intention import TABLE_MAX, Look
from tegenwind.practice.table_text import first_text
from tegenwind.wording import wording
from tests.web.intending import SMALL, day, intend, kept, turn_back
from tests.web.markup import said
from tests.web.people import Human, at, main, text, typed

pytestmark = pytest.mark.django_db


# To the table.


@pytest.mark.parametrize("who", ["team", "organisation"])
def test_a_text_to_take_to_the_table(owner: Human, who: Any) -> None:
    made = intend(owner, who=who)
    turn_back(owner, made, looks=(Look(on=timezone.localdate(), words="Dit blijft hier."),))
    page = owner.get("intention-table", made)
    told = re.search(r'id="table-text">(.*?)</p>', text(page), re.DOTALL)
    assert told and html.unescape(told[1]) == first_text(SMALL, who, wording("nl"))
    assert "Dit blijft hier." not in main(page)
    assert kept(owner)[0].table == "", "looking keeps nothing"


def test_on_paper_stands_the_text_and_nothing_else(owner: Human) -> None:
    made = intend(owner, who="team")
    page = "<main" + main(owner.get("intention-table", made))
    # What the style sheet takes off the paper (tests/browser/test_self_care.py prints the page).
    left = said(page, without="no-print actions ornament")
    assert left == " ".join(first_text(SMALL, "team", wording("nl")).split())


def test_changing_the_text_for_the_table(owner: Human) -> None:
    made = intend(owner, who="team")
    page = owner.get("intention-table", made, query="?change=1")
    first = first_text(SMALL, "team", wording("nl"))
    assert typed(page, "table") == first
    owner.autosave("intention-table", made, table="Mijn eigen tekst.", **{"was-table": ""})
    assert kept(owner)[0].table == "Mijn eigen tekst."
    assert "Mijn eigen tekst." in main(owner.get("intention-table", made)) and SMALL not in main(
        owner.get("intention-table", made)
    )
    for back in ("", first):
        owner.post("intention-table", made, table=back, do="save")
        assert kept(owner)[0].table == "" and SMALL in main(owner.get("intention-table", made))


def test_the_first_text_goes_along_with_the_intention(owner: Human) -> None:
    made = intend(owner, who="team")
    owner.post("intention", made, words="Vijf minuten.", who="organisation", do="save")
    assert html.unescape(main(owner.get("intention-table", made))).count("Vijf minuten.") == 1


def test_a_text_for_the_table_that_is_too_long_stays_on_the_page(owner: Human) -> None:
    made = intend(owner, who="team")
    answer = owner.post("intention-table", made, table="a" * (TABLE_MAX + 1), do="save")
    assert answer.status_code == 422 and typed(answer, "table") == "a" * (TABLE_MAX + 1)
    assert owner.autosave("intention-table", made, table="a" * (TABLE_MAX + 1)).status_code == 422
    assert kept(owner)[0].table == ""


def test_what_is_mine_to_do_has_no_table(owner: Human) -> None:
    made = intend(owner)
    assert owner.get("intention-table", made).headers["Location"] == at("intention", made)


# Into one's own calendar.


def test_a_day_for_a_calendar_without_a_word_of_it(owner: Human) -> None:
    made = intend(owner, who="team", look_on=day(9))
    answer = owner.get("intention-calendar", made)
    file = answer.content.decode()
    assert (
        answer.headers["Content-Type"].startswith("text/calendar")
        and "tegenwind.ics" in answer.headers["Content-Disposition"]
    )
    assert f"DTSTART;VALUE=DATE:{day(9).replace('-', '')}\r\n" in file
    assert "SUMMARY:Tegenwind: het moment dat je zelf koos\r\n" in file
    assert "huisbezoek" not in file and owner.name not in file
    address = at("intention", made).rstrip("/").rpartition("/")[2]
    assert address not in file and str(made) not in file, "a calendar that others see leads nowhere"
    uid = re.search(r"UID:(.*)\r\n", file)
    assert uid and uid[1] in owner.get("intention-calendar", made).content.decode(), "the same event the next time"
    turn_back(owner, made, key="another")
    again = owner.get("intention-calendar", made).content.decode()
    assert uid[1] not in again, "it is not made of what stands in the database in clear"
    other = intend(owner, look_on=day(9))
    assert uid[1] not in owner.get("intention-calendar", other).content.decode()


def test_without_a_day_there_is_no_file(owner: Human) -> None:
    assert owner.get("intention-calendar", intend(owner)).status_code == 404


def test_a_day_gone_by_is_not_offered_for_a_calendar(owner: Human) -> None:
    made = intend(owner, look_on=day(0))
    assert at("intention-calendar", made) in main(owner.get("intention", made))
    turn_back(owner, made, look_on=timezone.localdate() - datetime.timedelta(days=1))
    assert at("intention-calendar", made) not in main(owner.get("intention", made))
