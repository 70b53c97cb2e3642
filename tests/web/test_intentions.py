"""Intentions on their pages: small, with who acts; never overdue, and let go of with thanks."""

from __future__ import annotations

import datetime
import html
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tegenwind.practice.intention import LOOK_MAX, LOOKS_MAX, WHO, WORDS_MAX, Look
from tegenwind.practice.meeting import fingerprint
from tegenwind.vault import queries
from tegenwind.web import library
from tests.web.intending import SMALL, day, intend, kept, open_ids, turn_back
from tests.web.markup import said
from tests.web.people import Human, at, main, text, typed, words

pytestmark = pytest.mark.django_db

#: What a person should never be told of a day that went by.
HURRY = re.compile(r"te laat|verlopen|achterstallig|overdue|gemist|vergeten|nog steeds", re.IGNORECASE)


# A new one.


@pytest.mark.parametrize("who", WHO)
def test_a_new_one_says_who_acts(owner: Human, who: str) -> None:
    made = intend(owner, who=who)
    (one,) = kept(owner)
    assert (one.words, one.who, one.look_on, one.remind, one.ended) == (SMALL, who, None, False, None)
    assert one.began_on == timezone.localdate() and open_ids(owner) == [made]
    page = words(owner.get("intention", made))
    acts = {"me": "Aan zet: ik", "team": "Aan zet: mijn team", "organisation": "Aan zet: mijn organisatie"}[who]
    assert SMALL in page and acts in page and ("tekst voor de tafel" in page) == (who != "me")


def test_the_address_says_where_one_came_from_and_who_acts(owner: Human) -> None:
    page = text(owner.get("intention-new", query="?from=self-care&who=team"))
    assert 'value="team" checked' in page
    intend(owner, query="?from=self-care&who=team", who="team")
    assert kept(owner)[0].came_from == "self-care"


@pytest.mark.parametrize(
    "query", ["?from=elsewhere&who=boss", "?words=Geheim&text=Geheim", "?about=zzzzzzzzzzzzz", "?"]
)
def test_an_address_never_fills_in_what_it_is_about(owner: Human, query: str) -> None:
    page = owner.get("intention-new", query=query)
    assert page.status_code == 200 and typed(page, "words") == "" and "Geheim" not in main(page)
    intend(owner, query=query)
    assert kept(owner)[0].came_from is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": "  \r\n "}, "Schrijf nog op wat je je voorneemt"),
        ({"words": "a" * (WORDS_MAX + 1)}, f"{WORDS_MAX + 1} tekens"),
        ({"look_on": "morgen"}, "kennen we niet"),
        ({"look_on": day(-1)}, "al geweest"),
        ({"look_on": "9999-12-31"}, "wel heel ver weg"),
        ({"look_on-remind": "1"}, "Kies er een dag bij"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(owner: Human, fields: dict[str, str], told: str) -> None:
    sent = {"words": SMALL, "who": "team", "look_on": "", **fields}
    answer = owner.client.post(at("intention-new"), sent)
    assert answer.status_code == 422 and told in words(answer) and kept(owner) == []
    assert typed(answer, "words").strip() == sent["words"].strip()
    assert f'name="look_on" value="{sent["look_on"]}"' in text(answer) and 'value="team" checked' in text(answer)
    # And sent again from that page, put right, all of it is kept.
    was = re.search(r'name="was-words" value="([^"]*)"', text(answer))
    assert was
    intend(owner, look_on=day(3), **{"was-words": was[1]})
    assert kept(owner)[0].words == SMALL


def test_the_same_form_twice_is_one(owner: Human) -> None:
    key = re.search(r'name="key" value="([^"]+)"', text(owner.get("intention-new")))
    assert key
    assert intend(owner, key=key[1]) == intend(owner, key=key[1])
    intend(owner)
    assert len(kept(owner)) == 2


# The moment.


def test_today_may_be_the_moment(owner: Human) -> None:
    intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    assert kept(owner)[0].look_on == timezone.localdate() and kept(owner)[0].remind


def test_vandaag_says_it_only_when_asked_and_only_from_that_day_on(owner: Human) -> None:
    asked = intend(owner, "Vraag om hulp.", look_on=day(0), **{"look_on-remind": "1"})
    intend(owner, "Later dan vandaag.", look_on=day(1), **{"look_on-remind": "1"})
    intend(owner, "Niet gevraagd.", look_on=day(0))
    intend(owner, "Zonder dag.")
    page = words(owner.get("home"))
    assert "Vraag om hulp." in page
    assert not [one for one in ("Later dan vandaag.", "Niet gevraagd.", "Zonder dag.") if one in page]
    assert at("intention", asked) in text(owner.get("home"))


def test_a_day_that_went_by_is_no_matter(owner: Human) -> None:
    """The line on Vandaag, the list and the page are the same on the day and a year later; none of them hurries anybody."""
    made = intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    on_the_day = words(owner.get("home"))
    turn_back(owner, made, look_on=timezone.localdate() - datetime.timedelta(days=365))
    assert words(owner.get("home")) == on_the_day
    for page in (owner.get("home"), owner.get("intentions"), owner.get("intention", made)):
        assert not HURRY.search(words(page)), HURRY.search(words(page))


def test_not_shown_any_more_and_still_there(owner: Human) -> None:
    made = intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    answer = owner.post("intention", made, do="quiet")
    assert answer.headers["Location"] == at("home")
    assert SMALL not in words(owner.get("home")) and open_ids(owner) == [made]
    assert kept(owner)[0].look_on == timezone.localdate() and not kept(owner)[0].remind


@pytest.mark.parametrize("do", ["done", "let-go"])
def test_what_came_to_an_end_is_not_on_vandaag(owner: Human, do: str) -> None:
    made = intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    owner.post("intention", made, do=do)
    assert SMALL not in words(owner.get("home"))


# Looking again.


def test_looking_again_adds_a_day_and_words_and_a_next_moment(owner: Human) -> None:
    made = intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    fields = {"do": "keep", "look": "Twee keer gelukt.", "next": day(7), "next-remind": "1", "key": "k" * 16}
    for _time in range(2):
        assert owner.post("intention", made, **fields).status_code == 302
    (one,) = kept(owner)
    assert [(look.on, look.words) for look in one.looks] == [(timezone.localdate(), "Twee keer gelukt.")]
    assert one.look_on == timezone.localdate() + datetime.timedelta(days=7) and one.remind and one.ended is None
    assert "Twee keer gelukt." in words(owner.get("intention", made))
    assert SMALL not in words(owner.get("home"))


def test_without_a_word_and_without_a_next_moment(owner: Human) -> None:
    made = intend(owner, look_on=day(0), **{"look_on-remind": "1"})
    owner.post("intention", made, do="keep")
    (one,) = kept(owner)
    assert [look.words for look in one.looks] == [""] and one.look_on is None and not one.remind
    assert "Gekeken, zonder woorden." in words(owner.get("intention", made))


def test_looking_before_the_day_keeps_the_day(owner: Human) -> None:
    made = intend(owner, look_on=day(5), **{"look_on-remind": "1"})
    page = text(owner.get("intention", made))
    assert f'name="next" value="{day(5)}"' in page and 'name="next-remind" value="1" checked' in page
    turn_back(owner, made, look_on=timezone.localdate())
    assert 'name="next" value=""' in text(owner.get("intention", made)), "a day that came is not asked for again"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"look": "a" * (LOOK_MAX + 1)}, f"{LOOK_MAX + 1} tekens"),
        ({"next": day(-3)}, "al geweest"),
        ({"next-remind": "1"}, "Kies er een dag bij"),
    ],
)
def test_looking_again_in_a_way_that_does_not_fit(owner: Human, fields: dict[str, str], told: str) -> None:
    made = intend(owner)
    before = kept(owner)
    answer = owner.post("intention", made, **{"do": "keep", "look": "Gelukt.", "was-look": "", **fields})
    assert answer.status_code == 422 and told in words(answer) and kept(owner) == before
    assert typed(answer, "look") == fields.get("look", "Gelukt.")
    was = re.search(r'name="was-look" value="([^"]*)"', text(answer))
    assert was
    owner.post("intention", made, **{"do": "keep", "look": "Gelukt.", "was-look": was[1], "next": day(2)})
    assert kept(owner)[0].looks[0].words == "Gelukt."


def test_a_day_that_cannot_be_has_the_cursor_and_its_message(owner: Human) -> None:
    made = intend(owner)
    assert "autofocus" not in main(owner.get("intention", made))
    answer = owner.post("intention", made, do="keep", look="Gelukt.", next=day(-3))
    (field,) = re.findall(r"<[^>]* autofocus[^>]*>", main(answer))
    assert answer.status_code == 422
    assert f'id="next" name="next" value="{day(-3)}"' in field
    assert 'aria-invalid="true" aria-describedby="next_error"' in field
    message = re.search(r'id="next_error"><li>(.*?)</li>', main(answer))
    assert message and "al geweest" in message[1]


def test_as_often_as_fits(owner: Human) -> None:
    made = intend(owner)
    looks = tuple(Look(on=timezone.localdate(), key=str(number)) for number in range(LOOKS_MAX))
    turn_back(owner, made, looks=looks)
    answer = owner.post("intention", made, do="keep", look="Nog een keer.")
    assert answer.status_code == 422 and typed(answer, "look") == "Nog een keer."
    assert len(kept(owner)[0].looks) == LOOKS_MAX
    assert owner.post("intention", made, do="let-go").status_code == 302, "letting go is always possible"


def test_letting_go_is_thanked_for(owner: Human) -> None:
    made = intend(owner)
    owner.post("intention", made, do="let-go", look="Het hoefde niet meer.")
    (one,) = kept(owner)
    assert (
        one.ended == "let-go" and one.ended_on == timezone.localdate() and one.looks[0].words == "Het hoefde niet meer."
    )
    page = words(owner.get("intention", made))
    assert "Dank je wel" in page and not HURRY.search(page) and open_ids(owner) == []
    assert said("<main" + main(owner.get("intentions")), only="when") == "losgelaten"


def test_done_and_taken_up_again(owner: Human) -> None:
    made = intend(owner)
    owner.post("intention", made, do="done")
    assert kept(owner)[0].ended == "done" and kept(owner)[0].looks == () and open_ids(owner) == []
    owner.post("intention", made, do="again")
    assert kept(owner)[0].ended is None and open_ids(owner) == [made]


# Changing it.


def test_changing_it_keeps_itself(owner: Human) -> None:
    made = intend(owner, look_on=day(1))
    fields = {"words": "Vijf minuten.", "was-words": fingerprint(SMALL), "who": "organisation", "look_on": ""}
    answer = owner.autosave("intention", made, **fields)
    assert answer.json()["message"].startswith("Bewaard om")
    (one,) = kept(owner)
    assert (one.words, one.who, one.look_on) == ("Vijf minuten.", "organisation", None)


def test_a_day_that_went_by_meanwhile_stands_in_no_ones_way(owner: Human) -> None:
    made = intend(owner, look_on=day(0))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    turn_back(owner, made, look_on=yesterday)
    assert (
        owner.autosave("intention", made, words="Anders.", who="me", look_on=yesterday.isoformat()).status_code == 200
    )
    assert kept(owner)[0].words == "Anders." and kept(owner)[0].look_on == yesterday


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_its_words_cannot_be_emptied(owner: Human, empty: str) -> None:
    made = intend(owner)
    answer = owner.autosave("intention", made, words=empty, who="team")
    assert answer.status_code == 422 and "Schrijf nog op" in answer.json()["message"]
    page = owner.post("intention", made, words=empty, who="team", do="save")
    assert page.status_code == 422 and 'value="team" checked' in text(page)
    assert kept(owner)[0].words == SMALL


def test_two_windows_both_stay(owner: Human) -> None:
    made = intend(owner)
    begun = fingerprint(SMALL)
    owner.autosave("intention", made, words="In dit venster.", who="me", **{"was-words": begun})
    answer = owner.post("intention", made, words="In dat venster.", who="me", do="save", **{"was-words": begun})
    assert answer.status_code == 200 and "Twee vensters" in words(answer)
    assert kept(owner)[0].words == "In dit venster.\n\n· · ·\n\nIn dat venster."


# What is missed, on the way to an intention or a question for the team.


def test_what_is_missed_stands_beside_the_form_for_its_owner_alone(people: SimpleNamespace) -> None:
    owner = people.owner
    owner.client.post(at("support-new") + "?form=debriefing&missing=1", {"for_what": "Na een reanimatie."})
    entry = queries.heads(owner.unlocked, "support").heads[0].id
    ref = at("support-entry", entry).rstrip("/").rpartition("/")[2]
    page = owner.get("intention-new", query=f"?from=support&who=team&about={ref}")
    assert "Na een reanimatie." in main(page) and typed(page, "words") == ""
    title = library.guide("support").section("nl", "debriefing").title
    assert title in html.unescape(main(page))
    assert "Na een reanimatie." not in main(people.mate.get("intention-new", query=f"?about={ref}"))


def test_the_list(people: SimpleNamespace) -> None:
    first, second = intend(people.owner, "Eerst dit."), intend(people.owner, "Dan dat.", who="team")
    people.owner.post("intention", first, do="done")
    page = words(people.owner.get("intentions"))
    assert page.index("Dan dat.") < page.index("Gedaan of losgelaten") < page.index("Eerst dit.")
    assert "Dan dat." not in words(people.mate.get("intentions"))
    assert at("intention", second) in text(people.owner.get("intentions"))
