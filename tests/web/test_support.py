"""The support map on its pages: what is there, what is missed, and whether it arrived as support."""

from __future__ import annotations

import datetime
import html
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tegenwind.practice import versions
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.support import ARRIVED, FORMS, INFORMAL, KIND, NAME_MAX, Support, arrived_line
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.wording import wording
from tests.web.markup import said
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

ALL = {
    "for_what": "Als ik blijf hangen.",
    "from_whom": "Specht",
    "when": "Op dinsdag",
    "reach": "Derde verdieping",
    "last_on": "2026-01-02",
    "arrived": "partly",
    "arrived_words": "Ze luisterde.",
}


def kept(human: Human) -> list[Support]:
    return [versions.read(Support, KIND, one.body) for one in queries.open_many(human.unlocked, KIND).records]


def put(human: Human, form: str, *, missing: str = "", **fields: str) -> int:
    """Put something on the map; returns its id."""
    query = f"?form={form}" + ("&missing=1" if missing else "")
    answer = human.client.post(at("support-new") + query, fields)
    assert answer.status_code == 302, text(answer)
    return queries.heads(human.unlocked, KIND).heads[0].id


def title(form: str) -> str:
    return library.guide("support").section("nl", form).title


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_put_on_the_map(owner: Human, form: str) -> None:
    page = owner.get("support-new", query=f"?form={form}")
    assert title(form) in html.unescape(main(page))
    made = put(owner, form)
    (one,) = kept(owner)
    assert one.form == form and one.there and one.last_on is None and one.arrived is None
    assert at("support-entry", made) in text(owner.get("support"))


def test_all_there_is_to_say_of_it(owner: Human) -> None:
    made = put(owner, "supervision", **ALL)
    (one,) = kept(owner)
    assert one.model_dump(mode="json", include=set(ALL)) == ALL
    for page in (owner.get("support"), owner.get("support-entry", made)):
        shown = html.unescape(main(page))
        assert all(ALL[name] in shown for name in ("for_what", "from_whom", "when", "reach"))
    told = words(owner.get("support"))
    assert "2 januari 2026" in told and arrived_line("partly", wording("nl")) in told
    assert "Ze luisterde." not in told and "Ze luisterde." in main(owner.get("support-entry", made))


@pytest.mark.parametrize("arrived", [*ARRIVED, "", "perfect"])
def test_only_the_person_says_whether_it_arrived(owner: Human, arrived: str) -> None:
    put(owner, "coffee", arrived=arrived)
    assert kept(owner)[0].arrived == (arrived if arrived in ARRIVED else None)


def test_formal_and_informal_beside_each_other(owner: Human) -> None:
    put(owner, "coffee", from_whom="Reiger")
    put(owner, "intervision", from_whom="De dinsdaggroep")
    shown = main(owner.get("support"))
    formal, informal = shown.partition('id="side-informal"')[::2]
    informal = informal.partition("<details><summary>De kaart als tabel")[0]
    assert "De dinsdaggroep" in formal and "De dinsdaggroep" not in informal
    assert "Reiger" in informal and "Reiger</a>" not in formal
    for form in FORMS:
        assert html.escape(title(form)) in (informal if form in INFORMAL else formal), form


def test_the_map_is_said_in_a_sentence_and_a_table_and_counts_nothing(owner: Human) -> None:
    put(owner, "coffee", from_whom="Reiger")
    put(owner, "coffee", from_whom="Ekster")
    put(owner, "debriefing", missing="1", for_what="Na een reanimatie.")
    shown = main(owner.get("support"))
    assert f"Gewoon om je heen: {title('coffee')}." in words(owner.get("support"))
    assert f"Wat je mist: {title('debriefing')}." in words(owner.get("support"))
    table = shown.partition("<table>")[2].partition("</table>")[0]
    assert all(who in table for who in ("Reiger", "Ekster", "Na een reanimatie.", "dit mis ik"))
    assert table.count("<tr>") == 4 and 'scope="row"' in table and 'scope="col"' in table
    told = [said("<main" + shown, only=part) for part in ("lead", "two sides", "scroll")]
    assert all(told) and not re.search(r"\d", " ".join(told)), "no count"


def test_an_empty_map_is_a_beginning(owner: Human) -> None:
    page = words(owner.get("support"))
    assert "Eén naam is een begin" in page and "tabel" not in page
    assert "die al op je kaart staat" not in page
    put(owner, "coffee", missing="1")
    assert "die al op je kaart staat" not in words(owner.get("support")), "what is missed can be called by nobody"
    put(owner, "home")
    assert "die al op je kaart staat" in words(owner.get("support"))


def test_what_is_missed_leads_to_an_intention_or_a_question(owner: Human) -> None:
    made = put(owner, "debriefing", missing="1", for_what="Na een reanimatie.")
    (one,) = kept(owner)
    assert not one.there and one.for_what == "Na een reanimatie."
    for page in (owner.get("support"), owner.get("support-entry", made)):
        links = [html.unescape(link) for link in re.findall(r'href="([^"]*intentions/new/[^"]*)"', main(page))]
        assert any("from=support&who=team" in link for link in links)
        assert not any("reanimatie" in link for link in links)
        assert {owner.client.get(link).status_code for link in links} == {200}
    owner.post("support-entry", made, do="there", for_what="Na een reanimatie.")
    assert kept(owner)[0].there
    owner.post("support-entry", made, do="missing", for_what="Na een reanimatie.")
    assert not kept(owner)[0].there


def test_what_is_not_asked_of_the_missing_is_not_lost(owner: Human) -> None:
    made = put(owner, "supervision", **ALL)
    owner.post("support-entry", made, do="missing", **ALL)
    owner.post("support-entry", made, do="save", for_what="Nu anders.", from_whom="Specht")
    owner.post("support-entry", made, do="there", for_what="Nu anders.", from_whom="Specht")
    assert kept(owner)[0].model_dump(mode="json", include=set(ALL)) == ALL | {"for_what": "Nu anders."}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"last_on": "2199-01-01"}, "moet nog komen"),
        ({"last_on": "gisteren"}, "kennen we niet"),
        ({"from_whom": "a" * (NAME_MAX + 1)}, f"{NAME_MAX + 1} tekens"),
        ({"for_what": "a" * 1001}, "1001 tekens"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(owner: Human, fields: dict[str, str], told: str) -> None:
    sent = ALL | fields
    answer = owner.client.post(at("support-new") + "?form=supervision", sent)
    assert answer.status_code == 422 and told in words(answer) and kept(owner) == []
    for name in ("for_what", "from_whom", "when", "reach", "arrived_words"):
        assert typed(answer, name) == sent[name]
    assert f'value="{sent["last_on"]}"' in text(answer) and 'value="partly" checked' in text(answer)
    # Put right on that page, and sent again: all of it.
    was = dict(re.findall(r'name="(was-[a-z_]+)" value="([^"]*)"', text(answer)))
    put(owner, "supervision", **ALL, **was)
    assert kept(owner)[0].model_dump(mode="json", include=set(ALL)) == ALL


def test_changing_keeps_itself_and_one_thing_stands_in_no_others_way(owner: Human) -> None:
    made = put(owner, "supervision", **ALL)
    change = ALL | {"from_whom": "a" * (NAME_MAX + 1), "for_what": "Iets anders.", "arrived": "yes", "last_on": ""}
    was = {"was-for_what": fingerprint(ALL["for_what"])}
    assert owner.autosave("support-entry", made, **change, **was).status_code == 422
    (one,) = kept(owner)
    assert (one.from_whom, one.for_what, one.arrived, one.last_on) == ("Specht", "Iets anders.", "yes", None)
    answer = owner.post("support-entry", made, **(change | {"last_on": "2199-01-01"}))
    assert answer.status_code == 422 and typed(answer, "from_whom") == "a" * (NAME_MAX + 1)
    assert 'value="2199-01-01"' in text(answer)
    assert owner.autosave("support-entry", made, for_what="Weer anders.").json()["message"].startswith("Bewaard om")


def test_two_windows_both_stay(owner: Human) -> None:
    made = put(owner, "coffee", for_what="Even zitten.")
    begun = fingerprint("Even zitten.")
    owner.autosave("support-entry", made, for_what="Zitten, en lachen.", **{"was-for_what": begun})
    answer = owner.post("support-entry", made, for_what="Zitten, of lopen.", do="save", **{"was-for_what": begun})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert kept(owner)[0].for_what == "Zitten, en lachen.\n\n· · ·\n\nZitten, of lopen."


def test_the_same_form_twice_is_one(owner: Human) -> None:
    key = re.search(r'name="key" value="([^"]+)"', text(owner.get("support-new", query="?form=home")))
    assert key
    put(owner, "home", key=key[1])
    put(owner, "home", key=key[1])
    assert len(kept(owner)) == 1
    put(owner, "home")
    put(owner, "home")
    assert len(kept(owner)) == 3


@pytest.mark.parametrize("query", ["", "?form=", "?form=therapy", "?missing=1"])
def test_without_a_form_one_chooses_it(owner: Human, query: str) -> None:
    page = owner.get("support-new", query=query)
    assert page.status_code == 200 and "<textarea" not in text(page)
    links = re.findall(r'href="(\?form=[^"]+)"', main(page))
    assert len(links) == len(FORMS) and all(("missing=1" in link) == ("missing" in query) for link in links)
    assert owner.client.post(at("support-new") + query, ALL).status_code == 422 and kept(owner) == []


def test_today_is_a_day_it_was_there(owner: Human) -> None:
    put(owner, "home", last_on=timezone.localdate().isoformat())
    assert kept(owner)[0].last_on == timezone.localdate()
    assert isinstance(kept(owner)[0].last_on, datetime.date)


def test_nobody_else_sees_a_name_on_it(people: SimpleNamespace) -> None:
    made = put(people.owner, "supervision", **ALL)
    assert "Specht" not in words(people.mate.get("support"))
    assert people.mate.post("support-entry", made, do="missing").status_code == 404
    assert people.outsider.get("support-entry", made).status_code == 302
    assert kept(people.owner)[0].there
