"""The guard on every form without JavaScript, and before anything goes out: shown once, then the person decides."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import RequestFactory

from tegenwind.guard import KINDS, SUGGESTIONS
from tegenwind.practice.balance import Balance
from tegenwind.practice.case import Case
from tegenwind.practice.intention import Intention
from tegenwind.practice.meeting import SEPARATOR
from tegenwind.practice.self_care import SelfCare
from tegenwind.practice.support import Support
from tegenwind.practice.writing import Omnipotence
from tegenwind.web import guarding
from tegenwind.web.guarding import SHOWN
from tests.web.people import PACK, Human, answers, at, main, record_in, text, words
from tests.web.sharing import WISH

pytestmark = pytest.mark.django_db

STORY = "Vandaag was het druk.\nToen belde Fatima nog."
SAID = "Regel 2, teken 12: ‘Fatima’ lijkt op een naam; misschien kan hier de bijnaam."


def shown(answer: Any) -> str:
    """What the forms of a page say that was shown."""
    found = re.search(rf'name="{SHOWN}" value="([^"]*)"', main(answer))
    return html.unescape(found[1]) if found else ""


def was(answer: Any, name: str) -> str:
    found = re.search(rf'name="was-{re.escape(name)}" value="([^"]*)"', text(answer))
    assert found
    return found[1]


class TestAForm:
    def test_what_is_marked_comes_back_once_and_is_then_kept(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        page = at("omnipotence-step", writing, "whole")

        first = owner.client.post(page, {"words": STORY, "do": "stop"})

        assert first.status_code == 422 and SAID in words(first) and owner.kept(Omnipotence)[0].words == {}
        assert STORY in html.unescape(text(first)) and "was-words" in text(first)

        again = owner.client.post(page, {"words": STORY, "do": "stop", SHOWN: shown(first)})

        assert again.status_code == 302 and owner.kept(Omnipotence)[0].words == {"whole": STORY}

    def test_another_mark_is_shown_as_well(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        page = at("omnipotence-step", writing, "whole")
        first = owner.client.post(page, {"words": STORY, "do": "stop"})

        more = owner.client.post(page, {"words": f"{STORY}\n06-12345678", "do": "stop", SHOWN: shown(first)})

        assert more.status_code == 422 and "een telefoonnummer" in words(more) and "Fatima’ lijkt" not in words(more)
        last = owner.client.post(page, {"words": f"{STORY}\n06-12345678", "do": "stop", SHOWN: shown(more)})
        assert last.status_code == 302

    def test_what_was_decided_on_is_not_asked_again(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        page = at("omnipotence-step", writing, "whole")
        owner.client.post(page, {"words": STORY, "do": "stop", SHOWN: guarding.fingerprint("Fatima")})

        began = was(owner.client.get(page), "words")
        answer = owner.client.post(page, {"words": f"{STORY} En verder.", "was-words": began, "do": "stop"})

        assert answer.status_code == 302 and owner.kept(Omnipotence)[0].words == {"whole": f"{STORY} En verder."}

    def test_two_windows_keep_both(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        page = at("omnipotence-step", writing, "whole")
        began = was(owner.client.get(page), "words")

        first = owner.client.post(page, {"words": STORY, "was-words": began, "do": "stop"})
        other = owner.client.post(page, {"words": "Daar schreef ik dit.", "was-words": began, "do": "stop"})
        assert first.status_code == 422 and other.status_code == 302
        again = {"words": STORY, "was-words": was(first, "words"), "do": "stop", SHOWN: shown(first)}
        owner.client.post(page, again)

        assert owner.kept(Omnipotence)[0].words == {"whole": f"Daar schreef ik dit.\n\n{SEPARATOR}\n\n{STORY}"}

    def test_what_stands_beside_it_is_not_lost(self, owner: Human) -> None:
        answer = owner.post("self-care-connection", connection=STORY, communication="Vrijdag samen lunchen.", do="save")

        assert answer.status_code == 422 and STORY in html.unescape(text(answer))
        assert owner.kept(SelfCare)[0].communication == "Vrijdag samen lunchen."

    def test_an_autosave_never_stops_and_says_so(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])

        answer = owner.autosave("omnipotence-step", writing, "whole", words=STORY, do="")

        assert answer.status_code == 200 and "kijk het nog eens na" in answer.json()["message"]
        assert "show" not in answer.json() and owner.kept(Omnipotence)[0].words == {"whole": STORY}

    def test_what_the_script_showed_is_not_shown_twice(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        fields = {"words": STORY, SHOWN: guarding.fingerprint("Fatima")}

        kept = owner.autosave("omnipotence-step", writing, "whole", do="", **fields)
        sent = owner.client.post(at("omnipotence-step", writing, "whole"), fields | {"do": "stop"})

        assert "kijk het nog eens na" not in kept.json()["message"] and sent.status_code == 302

    def test_what_the_script_kept_but_did_not_look_at_is_shown(self, owner: Human) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])
        fields = {"words": STORY, SHOWN: "?words"}
        owner.autosave("omnipotence-step", writing, "whole", do="", **fields)

        sent = owner.client.post(at("omnipotence-step", writing, "whole"), fields | {"do": "stop"})

        assert sent.status_code == 422 and SAID in words(sent)

    @pytest.mark.parametrize("odd", ["zzzz", "? ?? ?words", "<script>alert(1)</script>", "x" * 5000, "\x00"])
    def test_what_nobody_showed_opens_no_door(self, owner: Human, odd: str) -> None:
        writing = record_in(owner.post("omnipotence").headers["Location"])

        answer = owner.client.post(at("omnipotence-step", writing, "whole"), {"words": STORY, "do": "stop", SHOWN: odd})

        assert answer.status_code == 422 and "<script>alert" not in text(answer)


def test_the_list_of_statements(owner: Human) -> None:
    fields = answers({"ja-maar": (4, 1, "Van Fatima.")})

    first = owner.client.post(at("answer-all", PACK), fields | {"do": "save"})
    assert first.status_code == 422 and "‘Fatima’" in words(first)
    again = owner.client.post(at("answer-all", PACK), fields | {"do": "save", SHOWN: shown(first)})

    assert again.status_code == 200 and owner.drafts()[PACK].answer("ja-maar").words == "Van Fatima."


@pytest.mark.parametrize(
    ("page", "query", "fields", "name", "kind"),
    [
        ("case-new", "", {"nickname": "Fatima", "client_word": "client"}, "nickname", Case),
        ("case-new", "", {"nickname": "de Zaagman", "context": "Bij Fatima thuis"}, "context", Case),
        ("support-new", "?form=coffee", {"for_what": "Om te lachen", "from_whom": "Fatima"}, "from_whom", Support),
        ("intention-new", "", {"words": "Ik bel Fatima.", "who": "me"}, "words", Intention),
        ("balance", "", {"place": "3", "about": "contact", "nickname": "Fatima"}, "nickname", Balance),
        ("balance", "", {"place": "3", "about": "week", "words": "Met Fatima."}, "words", Balance),
    ],
)
def test_short_texts_too(owner: Human, page: str, query: str, fields: dict[str, str], name: str, kind: Any) -> None:
    first = owner.client.post(at(page) + query, fields)
    assert first.status_code == 422 and "‘Fatima’ lijkt op een naam" in words(first)
    assert owner.kept(kind) == [] and fields[name] in html.unescape(text(first))

    again = owner.client.post(at(page) + query, fields | {SHOWN: shown(first)})

    assert again.status_code in (200, 302)
    (kept,) = owner.kept(kind)
    assert getattr(kept, name) == fields[name]


class TestBeforeItGoes:
    def test_the_preview_of_a_share_says_what_it_noticed(self, owner: Human) -> None:
        check_in = _finished_with(owner, "Toen we zaten te praten belde Fatima nog even over de sleutel van het huis.")

        page = owner.client.post(at("share-report", check_in), WISH | {"do": "preview"})

        assert "‘Fatima’ lijkt op een naam" in words(page) and "<mark>Fatima</mark>" in text(page)
        without = owner.client.post(at("share-report", check_in), WISH | {"extent": "no-words", "do": "preview"})
        assert "‘Fatima’" not in words(without)

    def test_a_report_says_it_above_the_file(self, owner: Human) -> None:
        page = owner.get("report", _finished_with(owner, "Toen belde Fatima."))

        found = main(page)
        assert found.index("<mark>Fatima</mark>") < found.index("report.pdf")

    def test_a_report_without_anything_marked_says_nothing(self, owner: Human) -> None:
        assert "noticed" not in main(owner.get("report", owner.finish({"ja-maar": (4, 1, "Het waaide.")})))

    def test_the_report_of_evenwicht(self, owner: Human) -> None:
        fields = {"place": "3", "about": "week", "words": "Met Fatima.", SHOWN: guarding.fingerprint("Fatima")}
        assert owner.client.post(at("balance"), fields).status_code in (200, 302)

        page = owner.get("balance-report", query="?part=balance&words=with")

        assert "<mark>Fatima</mark>" in text(page) or "‘Fatima’" in words(page)

    def test_taking_along_has_a_line(self, owner: Human) -> None:
        assert "Het is van jou" in words(owner.get("take-along"))


def _finished_with(owner: Human, said: str) -> int:
    """A finished check-in with words that the person decided to keep."""
    fields = answers({"ja-maar": (4, 1, said)}) | {"do": "finish", SHOWN: guarding.fingerprint("Fatima")}
    return record_in(owner.client.post(at("answer-all", PACK), fields).headers["Location"])


class TestWords:
    def test_every_kind_and_every_suggestion_has_its_words(self) -> None:
        assert set(guarding.KINDS) == set(KINDS) and set(guarding.SUGGESTIONS) == set(SUGGESTIONS)

    def test_the_place_where_it_stands_is_shown_around_it(self) -> None:
        (one,) = guarding.notice(["a " * 40 + "toen belde Fatima " + "b " * 40, "Fatima."])
        assert one.text == "Fatima" and one.before.startswith("… ") and one.after.endswith(" …")

    def test_outside_a_page_nothing_is_looked_at(self) -> None:
        assert guarding.look_at("words", STORY) == "" and guarding.shown_value() == ""

    def test_at_most_twenty_at_a_time(self, rf: RequestFactory) -> None:
        with guarding.looking(rf.post("/"), autosave=False):
            said = guarding.look_at("words", "\n".join(f"06-1234{number:04}" for number in range(30)))
        assert said.count("lijkt op") == guarding.MOST
