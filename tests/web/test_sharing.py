"""Having one thing read by one person: what goes, who sees what, and what is counted."""

from __future__ import annotations

import base64
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tegenwind import sealing
from tegenwind.sharing.models import Share
from tegenwind.web.ids import RecordIdConverter
from tests.web import sharing
from tests.web.people import Human, at, main, text, words
from tests.web.sharing import Link, Receiver, hidden, kept, kept_id, link, preview

pytestmark = pytest.mark.django_db

MINE = "Ik wil laten zien dat ik er ben."
NOTE = "Ik zei het in één zin.\nEn toen was het stil."
TAGS = '<script>alert(1)</script> & "<b>'


def report(owner: Human) -> str:
    return at("share-report", owner.finish({"ja-maar": (4, 2, MINE), "harder-werken": 2, "afhaken": (5, 3)}))


def walk(owner: Human) -> int:
    """A route that was begun, with a note and words to the statement."""
    number = owner.begin_route()
    owner.post("activity", number, "schuurt-vertellen", note=NOTE, on="2026-01-02", do="done")
    owner.post(
        "activity", number, "schuurt-opnieuw", **{"r-ja-maar": "3", "w-ja-maar": "Dan praat ik door.", "do": "done"}
    )
    return number


def route(owner: Human) -> str:
    return at("share-route", walk(owner))


def note(owner: Human) -> str:
    return at("share-note", walk(owner), "schuurt-vertellen")


THINGS = pytest.mark.parametrize("thing", [report, route, note])


@THINGS
def test_what_was_seen_beforehand_is_what_is_read(owner: Human, thing: Any) -> None:
    place = thing(owner)
    seen = preview(owner, place, words="Voor donderdag.")
    inside = _entrusted(seen)
    made = sharing.link_on(owner.client.post(place, hidden(seen) | {"do": "make"}))
    read = Receiver().open(made)
    assert read.status_code == 200 and _entrusted(read) == inside
    assert "Voor Sam, van Noor" in inside and "Voor donderdag." in inside and "Dit is je toevertrouwd" in inside
    assert "Niets doorvertellen. Ook niet met goede bedoelingen." in inside
    if thing is report:
        assert MINE in inside and "line-kite" in inside
    else:
        assert "Ik zei het in één zin." in inside


@pytest.mark.parametrize(("thing", "own"), [(report, [MINE]), (route, ["Ik zei het", "Dan praat ik door."])])
def test_own_words_stay_out_when_that_was_chosen(owner: Human, thing: Any, own: list[str]) -> None:
    place = thing(owner)
    whole, without = _entrusted(preview(owner, place)), _entrusted(preview(owner, place, extent="no-words"))
    for mine in own:
        assert mine in whole and mine not in without
    assert "je schreef er iets bij" not in without and "Je schreef hier iets bij" not in without
    read = Receiver().open(link(owner, place, extent="no-words"))
    assert not any(mine in text(read) for mine in own)
    (one,) = kept(owner)
    assert one.extent == "no-words"


def test_an_earlier_report_never_goes_along(owner: Human) -> None:
    owner.finish({"ja-maar": (2, 1, "Van de vorige keer.")})
    seen = text(preview(owner, report(owner)))
    assert "Van de vorige keer." not in seen and MINE in seen


def test_how_much_goes_is_never_chosen_beforehand(owner: Human) -> None:
    for place in (report(owner), route(owner)):
        page = text(owner.client.get(place))
        assert not re.search(r'name="extent" value="[a-z-]+" checked', page)
        assert preview(owner, place, extent="").status_code == 422


@pytest.mark.parametrize("ask", ["listen", "think", "write", "read"])
def test_the_receiver_knows_what_is_asked(owner: Human, ask: str) -> None:
    made = link(owner, note(owner), ask=ask)
    page = Receiver().open(made)
    told = words(page)
    asked = {
        "listen": "of je wilt luisteren",
        "think": "meedenken",
        "write": "terugschrijft",
        "read": "Meer hoeft niet",
    }
    assert asked[ask] in told
    assert ("Vijf vragen om te stellen" in told) == (ask == "listen")
    # Room to write back is there for who was asked for something.
    assert ("Stuur je antwoord" in told) == (ask != "read")
    assert "Alleen wie dit met je deelde, kan je antwoord lezen." in told or ask == "read"


@pytest.mark.parametrize("field", ["for", "from", "words"])
def test_what_looks_like_html_is_text(owner: Human, field: str) -> None:
    place = note(owner)
    owner.post("activity", walk(owner), "schuurt-vertellen", note=TAGS, do="save")
    for page in (
        preview(owner, place, **{field: TAGS}),
        Receiver().open(link(owner, place, **{field: TAGS})),
        owner.get("share", kept_id(owner)),
        owner.get("shares"),
    ):
        assert "<script>alert" not in text(page) and page.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&lt;b&gt;" in _entrusted(
        preview(owner, place, **{field: TAGS})
    )


def test_html_in_a_note_is_text(owner: Human) -> None:
    number = owner.begin_route()
    owner.post("activity", number, "schuurt-vertellen", note=TAGS, do="save")
    page = Receiver().open(link(owner, at("share-note", number, "schuurt-vertellen")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(page) and "<script>alert" not in text(page)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"for": ""}, "voor wie het is"),
        ({"for": "  "}, "voor wie het is"),
        ({"from": ""}, "van wie het is"),
        ({"for": "a" * 61}, "61 tekens"),
        ({"words": "a" * 1001}, "1001 tekens"),
        ({"ask": "advice"}, "wat je vraagt"),
        ({"extent": "everything"}, "wat er meegaat"),
        ({"days": "15"}, "hoe lang"),
        ({"days": "0"}, "hoe lang"),
        ({"days": "7.0"}, "hoe lang"),
        ({"days": ""}, "hoe lang"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(owner: Human, wish: dict[str, str], told: str) -> None:
    place = report(owner)
    for do in ("preview", "make"):
        answer = owner.client.post(place, sharing.WISH | {"words": "Blijft staan."} | wish | {"do": do})
        assert answer.status_code == 422 and told in words(answer) and "Er is nog geen link" in words(answer)
        assert "Blijft staan." in text(answer) or "words" in wish
    assert not Share.objects.exists() and kept(owner) == []


def test_going_back_from_the_preview_keeps_everything(owner: Human) -> None:
    place = report(owner)
    seen = preview(owner, place, words="Blijft staan.", days="14", ask="think")
    again = owner.client.post(place, hidden(seen) | {"do": "change"})
    page = text(again)
    assert again.status_code == 200 and "Blijft staan." in page and 'value="Sam"' in page
    assert 'value="think" checked' in page and 'value="14" checked' in page
    assert not Share.objects.exists()


def test_a_form_sent_twice_makes_one_link(owner: Human) -> None:
    place = report(owner)
    fields = hidden(preview(owner, place)) | {"do": "make"}
    first, second = owner.client.post(place, fields), owner.client.post(place, fields)
    assert sharing.link_on(first) == sharing.link_on(second)
    assert Share.objects.count() == 1 and len(kept(owner)) == 1
    assert Receiver().open(sharing.link_on(first)).status_code == 200


def test_a_link_that_was_closed_does_not_come_back(owner: Human) -> None:
    place = report(owner)
    fields = hidden(preview(owner, place)) | {"do": "make"}
    owner.client.post(place, fields)
    owner.post("share", kept_id(owner), do="close")
    again = owner.client.post(place, fields)
    assert again.status_code == 302 and again.headers["Location"] == at("share", kept_id(owner))
    assert not Share.objects.exists() and len(kept(owner)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("door", "x"), ("door", "zzzzzzzzzzzzz"), ("key", "kort"), ("key", "a" * 23), ("door", ""), ("key", "")],
)
def test_a_preview_that_was_tampered_with_makes_nothing(owner: Human, name: str, value: str) -> None:
    place = report(owner)
    fields = hidden(preview(owner, place)) | {"do": "make", name: value}
    assert owner.client.post(place, fields).status_code == 404
    assert not Share.objects.exists() and kept(owner) == []


def test_nobody_takes_the_number_of_somebody_elses_link(people: SimpleNamespace) -> None:
    made = link(people.owner, report(people.owner))
    place = report(people.mate)
    fields = hidden(preview(people.mate, place)) | {"do": "make", "door": RecordIdConverter().to_url(made.number)}
    assert people.mate.client.post(place, fields).status_code == 404
    assert Receiver().open(made).status_code == 200 and kept(people.mate) == []


def test_written_on_since_the_preview_means_looking_again(owner: Human) -> None:
    number = walk(owner)
    place = at("share-note", number, "schuurt-vertellen")
    seen = preview(owner, place)
    owner.post("activity", number, "schuurt-vertellen", note="Iets heel anders.", do="save")
    again = owner.client.post(place, hidden(seen) | {"do": "make"})
    assert (
        again.status_code == 409
        and "Er is intussen iets veranderd" in words(again)
        and "Iets heel anders." in _entrusted(again)
    )
    assert not Share.objects.exists()
    made = sharing.link_on(owner.client.post(place, hidden(again) | {"do": "make"}))
    assert "Iets heel anders." in text(Receiver().open(made))


def test_a_copy_of_that_moment(owner: Human) -> None:
    """Later words, and even erasing, change nothing of what was given; closing does."""
    number = walk(owner)
    made = link(owner, at("share-note", number, "schuurt-vertellen"))
    owner.post("activity", number, "schuurt-vertellen", note="Later iets anders.", do="save")
    assert "Ik zei het in één zin." in text(Receiver().open(made))
    owner.post("route-drop", number)
    assert "Ik zei het in één zin." in text(Receiver().open(made))
    page = owner.get("share", kept_id(owner))
    assert page.status_code == 200 and "Naar het origineel" not in words(page)
    owner.post("share", kept_id(owner), do="close")
    assert Receiver().open(made).status_code == 404


def test_the_same_page_whatever_is_behind_it(owner: Human) -> None:
    """Open, closed, somebody's, nobody's: looking tells nothing and counts nothing."""
    there, closed = link(owner, report(owner)), link(owner, note(owner))
    owner.post("share", kept_id(owner), do="close")
    nowhere = Link(f"http://localhost/shared/{RecordIdConverter().to_url(77)}/#{there.key_text}")
    pages = set()
    for one in (there, closed, nowhere):
        for client in (Receiver().client, owner.client):
            answer = client.get(one.address)
            assert answer.status_code == 200
            pages.add(text(answer).replace(one.address.split("/")[2], ""))
    assert len(pages) == 1
    assert Share.objects.get().views == 0


def test_every_way_in_that_is_not_the_link_is_answered_alike(owner: Human) -> None:
    there, closed = link(owner, report(owner)), link(owner, note(owner))
    owner.post("share", kept_id(owner), do="close")
    other = "A" * 22
    told = set()
    for one, pasted in (
        (there, other),
        (closed, closed.whole),
        (closed, other),
        (Link(f"http://localhost/shared/{RecordIdConverter().to_url(77)}/"), there.whole),
    ):
        answer = Receiver().open(one, pasted)
        assert answer.status_code == 404
        told.add(text(answer).replace(one.address.split("/")[2], ""))
        by_script = Receiver().open_by_script(one, base64.urlsafe_b64encode(bytes(32)).decode().rstrip("="))
        assert by_script.status_code == 404
        told_by_script = by_script.content
        assert told_by_script == b"{}"
    assert len(told) == 1 and "opent niets meer" in told.pop()
    assert Share.objects.get().views == 0


def test_what_mail_scanners_do_counts_nothing(owner: Human) -> None:
    made = link(owner, report(owner))
    scanner = Client(headers={"User-Agent": "SafeScan/1.0", "Sec-Purpose": "prefetch"})
    for method in ("GET", "HEAD", "OPTIONS", "GET"):
        scanner.generic(method, made.address)
        scanner.generic(method, at("shared-open", made.number))
        scanner.generic(method, at("shared-answer", made.number))
    # A scanner that fills in forms, without the key it never got to see.
    assert scanner.post(made.address, {}).status_code == 422
    assert scanner.post(at("shared-open", made.number), {}).status_code == 404
    assert scanner.post(at("shared-answer", made.number), {"words": "x"}).status_code == 404
    row = Share.objects.get()
    assert (row.views, row.answers) == (0, 0)
    assert "nog niet" in words(owner.get("share", kept_id(owner)))
    Receiver().open(made)
    Receiver().open_by_script(made)
    assert "2 keer" in words(owner.get("share", kept_id(owner)))


@pytest.mark.parametrize(
    "pasted", ["", "   ", "x", "https://tegenwind.example/shared/0123456789abc/", "é" * 22, "a" * 5000]
)
def test_half_a_link_is_said(owner: Human, pasted: str) -> None:
    made = link(owner, report(owner))
    answer = Receiver().open(made, pasted)
    assert answer.status_code == 422 and "Dit is geen hele link" in words(answer)


@pytest.mark.parametrize("pasted", ["key", "whole", "spaced"])
def test_the_link_or_its_key_can_be_pasted(owner: Human, pasted: str) -> None:
    made = link(owner, report(owner))
    given = {"key": made.key_text, "whole": made.whole, "spaced": f"\n {made.whole} "}[pasted]
    assert MINE in text(Receiver().open(made, given))


def test_the_script_gets_sealed_bytes_only(owner: Human) -> None:
    made = link(owner, report(owner))
    answer = Receiver().open_by_script(made)
    told = json.loads(answer.content)
    assert answer.status_code == 200 and set(told) == {"sealed", "answers_left"} and told["answers_left"] == 3
    raw = base64.b64decode(told["sealed"])
    assert MINE.encode() not in raw and MINE.encode() not in answer.content
    opened = json.loads(sealing.open_share(raw, made.key, share_id=made.number))
    assert set(opened) == {"v", "language", "answer", "parts"} and MINE in json.dumps(opened, ensure_ascii=False)


def test_a_damaged_copy_is_said(owner: Human) -> None:
    made = link(owner, report(owner))
    row = Share.objects.get()
    Share.objects.update(sealed=bytes(row.sealed)[:-1] + bytes([bytes(row.sealed)[-1] ^ 1]))
    answer = Receiver().open(made)
    assert answer.status_code == 409 and "is beschadigd en gaat niet open" in words(answer)


def test_a_receiver_leaves_with_nothing(owner: Human) -> None:
    """No cookie, no place in a search engine, no address told to another site; and no script but ours."""
    made = link(owner, note(owner))
    receiver = Receiver()
    for answer in (
        receiver.look(made),
        receiver.open(made),
        receiver.open(made, "x"),
        receiver.open_by_script(made),
        receiver.answer(made, "Dag."),
        receiver.answer(made, ""),
    ):
        assert not answer.cookies and not receiver.client.cookies
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"] and "no-store" in answer.headers["Cache-Control"]
        if answer.headers["Content-Type"].startswith("text/html"):
            page = text(answer)
            assert 'content="noindex' in page and page.count("<script") == page.count("/tegenwind/open-share") == 1
            assert "csrfmiddlewaretoken" not in page and "tegenwind/app" not in page
            assert made.key_text not in page


@pytest.mark.parametrize("script", [True, False])
def test_writing_back(people: SimpleNamespace, script: bool) -> None:
    owner = people.owner
    made = link(owner, note(owner))
    assert "Iemand schreef terug" not in words(owner.get("home"))
    sent = Receiver().answer(made, "Een walvis, dacht ik.\n" + TAGS, script=script)
    assert sent.status_code == 200
    if script:
        assert json.loads(sent.content)["sent"] is True and json.loads(sent.content)["answers_left"] == 2
    else:
        assert "Je antwoord is verstuurd" in words(sent) and "walvis" not in text(sent)
    home = owner.get("home")
    assert "Iemand schreef terug op iets wat je liet lezen" in words(home) and "walvis" not in text(home)
    assert "er ligt een antwoord" in words(owner.get("shares"))
    page = owner.get("share", kept_id(owner))
    assert "Een walvis, dacht ik." in words(page) and "<script>alert" not in text(page)
    assert "Iemand schreef terug" not in words(people.mate.get("home"))


def test_an_answer_is_kept_or_taken_away(owner: Human) -> None:
    made = link(owner, note(owner))
    for said in ("Een walvis.", "Een zeehond."):
        Receiver().answer(made, said)
    place = at("share", kept_id(owner))
    letters = re.findall(
        r'name="letter" value="([0-9a-z]{13})">.*?<blockquote[^>]*>([^<]+)<', text(owner.client.get(place)), re.DOTALL
    )
    by_words = {said: letter for letter, said in letters}
    for _time in range(2):  # A form sent twice keeps it once.
        assert owner.client.post(place, {"do": "keep-answer", "letter": by_words["Een walvis."]}).status_code == 302
    owner.client.post(place, {"do": "drop-answer", "letter": by_words["Een zeehond."]})
    (one,) = kept(owner)
    assert [answer.words for answer in one.answers] == ["Een walvis."]
    page = words(owner.client.get(place))
    assert "Een walvis." in page and "Een zeehond." not in page and "Teruggeschreven" not in page
    owner.client.post(place, {"do": "close"})
    assert "Een walvis." in words(owner.client.get(place))


def test_nobody_settles_somebody_elses_answer(people: SimpleNamespace) -> None:
    theirs, mine = link(people.owner, note(people.owner)), link(people.mate, note(people.mate))
    Receiver().answer(theirs, "Een walvis.")
    Receiver().answer(mine, "Een zeehond.")
    letter = re.search(r'name="letter" value="([0-9a-z]{13})"', text(people.owner.get("share", kept_id(people.owner))))
    assert letter
    for do in ("keep-answer", "drop-answer"):
        people.mate.client.post(at("share", kept_id(people.mate)), {"do": do, "letter": letter[1]})
    assert "Een walvis." in words(people.owner.get("share", kept_id(people.owner)))
    assert "Een zeehond." in words(people.mate.get("share", kept_id(people.mate)))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("said", "told"), [("", "Er staat nog niets"), ("a" * 2001, "2001 tekens")])
def test_an_answer_that_does_not_fit_stays_on_the_page(owner: Human, script: bool, said: str, told: str) -> None:
    made = link(owner, note(owner))
    answer = Receiver().answer(made, said, script=script)
    assert answer.status_code == 422 and told in text(answer)
    if not script:
        assert said in text(answer) and f'value="{made.proof}"' in text(answer)
    assert Share.objects.get().answers == 0


def test_an_answer_to_a_link_that_closed_meanwhile_stays_on_the_page(owner: Human) -> None:
    made = link(owner, note(owner))
    receiver = Receiver()
    receiver.open(made)
    owner.post("share", kept_id(owner), do="close")
    answer = receiver.answer(made, "Was te laat.")
    assert answer.status_code == 404 and "intussen gesloten" in words(answer) and "Was te laat." in text(answer)
    assert "Stuur je antwoord" not in text(answer)


@pytest.mark.parametrize("proof", ["", "x", "é", "A" * 43, "A" * 5000, "\x00"])
def test_an_answer_without_the_proof_goes_nowhere(owner: Human, proof: str) -> None:
    made = link(owner, note(owner))
    for script in (True, False):
        assert Receiver().answer(made, "Een walvis.", proof, script=script).status_code == 404
    assert Receiver().open_by_script(made, proof).status_code == 404
    row = Share.objects.get()
    assert (row.views, row.answers) == (0, 0)


def test_three_answers_then_the_room_is_gone(owner: Human) -> None:
    made = link(owner, note(owner))
    for _time in range(3):
        assert Receiver().answer(made, "Dag.").status_code == 200
    answer = Receiver().answer(made, "Nog een.")
    assert answer.status_code == 409 and "al drie antwoorden" in words(answer) and "Nog een." in text(answer)
    assert "Stuur je antwoord" not in text(Receiver().open(made))


def test_opening_over_and_over_is_slowed_down_for_that_link_alone(owner: Human) -> None:
    made, other = link(owner, note(owner)), link(owner, report(owner))
    # Who has no key uses nothing up: somebody who only knows the address cannot shut others out.
    for _time in range(70):
        Receiver().open(made, "A" * 22)
    for _time in range(60):
        assert Receiver().open_by_script(made).status_code == 200
    assert Receiver().open_by_script(made).status_code == 429 and Receiver().open(made).status_code == 429
    assert Receiver().open_by_script(other).status_code == 200


def test_forgetting_it_closes_it_and_takes_the_answers_along(owner: Human) -> None:
    made = link(owner, note(owner))
    Receiver().answer(made, "Een walvis.")
    assert owner.post("share", kept_id(owner), do="forget").headers["Location"] == at("shares")
    assert Receiver().open(made).status_code == 404 and kept(owner) == []
    assert "Iemand schreef terug" not in words(owner.get("home")) and "Er ligt nog een antwoord" not in words(
        owner.get("shares")
    )


def test_answers_without_a_place_can_still_be_read(owner: Human) -> None:
    """The record of the share was erased in another way while an answer lay in the inbox."""
    from tegenwind.practice.share import KIND
    from tegenwind.vault.actions import remove

    made = link(owner, note(owner))
    Receiver().answer(made, "Een walvis.")
    remove(owner.unlocked, KIND, kept_id(owner))
    assert "Er ligt nog een antwoord" in words(owner.get("shares"))
    assert "Een walvis." in words(owner.get("lost-answers"))
    assert owner.post("lost-answers").status_code == 302
    assert "Er ligt nog een antwoord" not in words(owner.get("shares"))
    assert "Hier ligt niets meer" in words(owner.get("lost-answers"))


def test_the_link_itself_is_kept_nowhere(owner: Human) -> None:
    made = link(owner, report(owner))
    for page in (owner.get("share", kept_id(owner)), owner.get("shares"), owner.get("home")):
        assert made.key_text not in text(page)
    (one,) = kept(owner)
    assert made.key_text not in one.model_dump_json()
    assert made.whole.startswith(f"{settings.TEGENWIND.url}/shared/")


@THINGS
def test_a_team_mate_shares_nothing_of_the_owner(people: SimpleNamespace, thing: Any) -> None:
    place = thing(people.owner)
    assert people.mate.client.get(place).status_code == 404
    assert preview(people.mate, place).status_code == 404
    assert people.outsider.client.get(place).headers["Location"].startswith("/sign-in/")


def test_what_is_not_finished_or_not_there_is_not_shared(owner: Human) -> None:
    owner.answer({"ja-maar": 3})
    from tegenwind.vault import queries

    draft = queries.pinned(owner.unlocked, "check-in")[0].id
    assert owner.get("share-report", draft).status_code == 404
    number = owner.begin_route()
    for activity in ("schuurt-vertellen", "niets"):
        assert owner.get("share-note", number, activity).status_code == 404
    assert owner.get("share-route", number).status_code == 200
    assert owner.post("share", kept_id_of_none(), do="close").status_code == 404


def kept_id_of_none() -> int:
    return 12345


def test_an_unknown_act_changes_nothing(owner: Human) -> None:
    made = link(owner, note(owner))
    assert owner.post("share", kept_id(owner), do="publish").status_code == 404
    assert Receiver().open(made).status_code == 200


def test_in_english(owner: Human) -> None:
    """A link made in English asks for an English page, of a browser that never chose a language here."""
    owner.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    made = link(owner, report(owner))
    assert "?in=en#" in made.whole
    page = Receiver().look(made)
    assert '<html lang="en">' in text(page) and page.headers["Content-Language"] == "en"
    opened = Receiver().open(made)
    assert '<div class="entrusted" lang="en">' in text(opened)


def test_it_is_offered_on_the_pages_of_the_things_themselves(owner: Human) -> None:
    number, finished = walk(owner), owner.finish()
    for page, place in (
        (owner.get("report", finished), at("share-report", finished)),
        (owner.get("route", number), at("share-route", number)),
        (owner.get("activity", number, "schuurt-vertellen"), at("share-note", number, "schuurt-vertellen")),
        (owner.get("me"), at("shares")),
        (owner.get("me"), at("spoken")),
        (owner.get("activity", number, "schuurt-vertellen"), at("spoken")),
    ):
        assert f'href="{place}"' in text(page)


def test_the_reminder_counts_what_is_ones_own(owner: Human) -> None:
    place = report(owner)
    assert "Er gaat 1 tekst van jezelf mee" in words(preview(owner, place))
    assert "Er gaan 2 teksten van jezelf mee" in words(preview(owner, place, words="Voor jou."))
    assert "Er gaan 0 teksten van jezelf mee" in words(preview(owner, place, extent="no-words"))


def _entrusted(answer: Any) -> str:
    """What is shown of the snapshot itself."""
    page = main(answer)
    start = page.index('<div class="entrusted"')
    inside = page[page.index(">", start) + 1 :]
    return (
        inside[: inside.index("</div>\n<hr>")]
        if "</div>\n<hr>" in inside
        else inside[: inside.index('</div>\n<p class="soft small">Klaar')]
    )
