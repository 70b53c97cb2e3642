"""The balance and its pendulum: a place is enough, what was kept is said in words, and nothing typed is lost."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice import versions
from tegenwind.practice.balance import KIND, NICKNAME_MAX, WORDS_MAX, Balance, place_word
from tegenwind.practice.meeting import SEPARATOR, fingerprint
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter
from tegenwind.wording import wording
from tests.web.markup import said
from tests.web.people import PASSPHRASE, Human, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db

NL = wording("nl")
DAAR, HIER = "Daar schreef ik dit.", "En hier dat."
#: The form as a browser sends it when nothing was touched.
OPEN = {"place": "", "doing": "", "meaning": "", "about": "week", "nickname": "", "words": "", "was-words": ""}


def kept(human: Human) -> list[Balance]:
    return [versions.read(Balance, KIND, one.body) for one in queries.open_many(human.unlocked, KIND).records]


def look(human: Human, **fields: str) -> int:
    """Keep one; returns its id."""
    answer = human.client.post(at("balance"), OPEN | {"on": ""} | fields)
    assert answer.status_code == 302, words(answer)
    return record_in(answer.headers["Location"])


def change(human: Human, record_id: int, **fields: str) -> Any:
    return human.client.post(at("balance-entry", record_id), fields)


def key_of(page: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', text(page))
    assert found
    return found[1]


def checked(page: Any, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)" checked', text(page))


def shown(page: Any) -> int:
    """How many looks stand in the table under the pendulum."""
    return main(page).count("<tr>") - 1


def opening(page: Any) -> str:
    """What stands above the form: the first screen of a phone."""
    return said(main(page).partition("<form")[0])


class TestCapture:
    def test_one_place_is_enough_and_is_said_in_words(self, owner: Human) -> None:
        answer = owner.client.post(at("balance"), OPEN | {"on": "", "place": "6", "key": "k"})
        assert kept(owner) == [Balance(on=timezone.localdate(), place=6, key="k")]
        page = owner.client.get(answer.headers["Location"])
        assert "Bewaard." in words(page) and "Je stond dichtbij." in words(page)
        assert at("pendulum") in main(page) and "Dat was genoeg voor vandaag" in words(page)
        # Looked at later, nothing claims that it was kept just now.
        assert 'role="status"' not in main(owner.get("balance-entry", record_in(answer.headers["Location"])))

    def test_all_of_it(self, owner: Human) -> None:
        one = look(
            owner,
            place="2",
            doing="5",
            meaning="5",
            about="contact",
            nickname="  Kraai   van zuid ",
            words=" Ik bleef.\r\n",
            on="2026-01-02",
        )
        (record,) = kept(owner)
        assert record == Balance(
            on=datetime.date(2026, 1, 2),
            about="contact",
            nickname="Kraai van zuid",
            place=2,
            doing=5,
            meaning=5,
            words="Ik bleef.",
        )
        page = words(owner.get("balance-entry", one))
        for told in ("Contact met Kraai van zuid, 2 januari 2026", "Je stond veraf.", "Ik bleef."):
            assert told in page
        assert page.count(": al mijn gewicht.") == 2

    @pytest.mark.parametrize("fields", [{"doing": "1"}, {"meaning": "3"}, {"words": "Stil."}, {"place": "4"}])
    def test_any_one_of_them_will_do(self, owner: Human, fields: dict[str, str]) -> None:
        look(owner, **fields)
        assert len(kept(owner)) == 1

    def test_nothing_at_all_is_told_and_not_kept(self, owner: Human) -> None:
        answer = owner.client.post(at("balance"), OPEN | {"on": "", "about": "contact", "nickname": "Kraai"})
        assert answer.status_code == 422 and "Eén daarvan is genoeg" in words(answer) and kept(owner) == []
        assert 'value="Kraai"' in main(answer) and checked(answer, "about") == ["contact"]

    def test_the_ends_come_from_the_guide_and_every_place_has_its_words(self, owner: Human) -> None:
        page = owner.get("balance")
        guide = library.guide("two-legs")
        for name in ("distance", "nearness", "doing", "meaning"):
            first = guide.section("nl", name).markdown.partition("\n\n")[0]
            assert re.sub(r"[*_]", "", " ".join(first.split())) in words(page)
        for value in range(1, 8):
            assert place_word(value, NL) in words(page)
        assert checked(page, "place") == checked(page, "doing") == checked(page, "meaning") == [""]

    def test_nicknames_of_before_are_offered_each_once(self, owner: Human) -> None:
        for nickname in ("Kraai", "Specht", "kraai"):
            look(owner, place="3", about="contact", nickname=nickname)
        offered = re.findall(r'<option value="([^"]+)">', text(owner.get("balance")))
        assert offered == ["kraai", "Specht"]
        assert "Een bijnaam maakt een verhaal niet anoniem" in words(owner.get("balance"))

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"place": "8"}, "Dit kennen we niet"),
            ({"place": "0"}, "Dit kennen we niet"),
            ({"doing": "6"}, "Dit kennen we niet"),
            ({"meaning": "veel"}, "Dit kennen we niet"),
            ({"about": "team"}, "Kies of dit over de week gaat"),
            ({"nickname": "Kraai"}, "hoort bij één contact"),
            ({"about": "contact", "nickname": "x" * (NICKNAME_MAX + 1)}, f"{NICKNAME_MAX + 1} tekens"),
            ({"on": "2199-01-01"}, "moet nog komen"),
            ({"on": "1899-01-01"}, "wel heel ver terug"),
            ({"on": "gisteren"}, "kennen we niet"),
            ({"words": "x" * (WORDS_MAX + 1)}, f"{WORDS_MAX + 1} tekens"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_lost(self, owner: Human, fields: dict[str, str], told: str) -> None:
        given = OPEN | {"on": "", "place": "3", "words": HIER, "key": "k"} | fields
        answer = owner.client.post(at("balance"), given)
        assert answer.status_code == 422 and told in words(answer) and kept(owner) == []
        assert "Dit is nog niet bewaard" in opening(answer) and key_of(answer) == "k"
        assert typed(answer, "words") == given["words"]
        assert f'value="{given["nickname"]}"' in main(answer) and f'value="{given["on"]}"' in main(answer)
        if given["place"] == "3":
            assert checked(answer, "place") == ["3"]

    def test_posted_twice_is_one(self, owner: Human) -> None:
        key = key_of(owner.get("balance"))
        first, second = look(owner, place="3", key=key), look(owner, place="3", key=key)
        assert first == second and len(kept(owner)) == 1
        look(owner, place="3", key=key_of(owner.get("balance")))
        assert len(kept(owner)) == 2

    def test_posted_again_with_something_else_it_changes_and_no_words_are_lost(self, owner: Human) -> None:
        """Back, changed, and Bewaar once more."""
        first = look(owner, place="3", words=DAAR, key="k")
        assert look(owner, place="5", words=HIER, key="k") == first
        (record,) = kept(owner)
        assert record.place == 5 and DAAR in record.words and HIER in record.words

    def test_locked_in_between_nothing_is_lost(self, owner: Human) -> None:
        owner.lock()
        form = owner.client.post(at("balance"), OPEN | {"on": "", "place": "6", "words": HIER})
        assert form.status_code == 401 and HIER in text(form)
        owner.client.post(
            at("balance"), OPEN | {"on": "", "place": "6", "words": HIER, "unlock-passphrase": PASSPHRASE}
        )
        assert [(one.place, one.words) for one in kept(owner)] == [(6, HIER)]


class TestEntry:
    def test_changing_and_clearing_a_choice(self, owner: Human) -> None:
        one = look(owner, place="3", doing="2", meaning="4", words=DAAR, on="2026-01-02")
        page = owner.get("balance-entry", one)
        assert checked(page, "place") == ["3"] and checked(page, "meaning") == ["4"] and typed(page, "words") == DAAR
        answer = change(owner, one, place="", doing="5", words=HIER, **{"was-words": fingerprint(DAAR)})
        assert answer.status_code == 302
        (record,) = kept(owner)
        assert (record.place, record.doing, record.meaning, record.words) == (None, 5, 4, HIER)
        assert record.on == datetime.date(2026, 1, 2)

    def test_it_cannot_be_emptied_altogether(self, owner: Human) -> None:
        one = look(owner, place="3")
        answer = change(owner, one, **OPEN)
        assert answer.status_code == 422 and "Eén daarvan is genoeg" in opening(answer)
        assert kept(owner)[0].place == 3 and at("erase-one", "balance", one) in main(answer)
        assert "<details open>" in main(answer)

    def test_it_keeps_itself(self, owner: Human) -> None:
        one = look(owner, place="3")
        answer = owner.client.post(at("balance-entry", one), OPEN | {"place": "7"}, headers={"X-Autosave": "1"})
        assert answer.json()["message"].startswith("Bewaard om") and kept(owner)[0].place == 7
        refused = owner.client.post(at("balance-entry", one), {"on": "2199-01-01"}, headers={"X-Autosave": "1"})
        assert refused.status_code == 422 and "moet nog komen" in refused.json()["message"]

    def test_two_windows_keep_both_texts(self, owner: Human) -> None:
        one = look(owner, place="3")
        was = re.findall(r'name="was-words" value="([^"]*)"', text(owner.get("balance-entry", one)))[0]
        change(owner, one, words=DAAR, **{"was-words": was})
        page = change(owner, one, words=HIER, place="6", **{"was-words": was})
        both = f"{DAAR}\n\n{SEPARATOR}\n\n{HIER}"
        assert page.status_code == 200 and "In een ander venster schreef je hier ook iets" in words(page)
        assert typed(page, "words") == both and kept(owner)[0].words == both and kept(owner)[0].place == 6

    def test_right_words_beside_a_wrong_day_go_on_where_they_began(self, owner: Human) -> None:
        one = look(owner, place="3", words=DAAR)
        page = change(owner, one, words=HIER, on="2199-01-01", **{"was-words": fingerprint(DAAR)})
        assert page.status_code == 422 and typed(page, "words") == HIER and kept(owner)[0].words == DAAR
        was = re.findall(r'name="was-words" value="([^"]*)"', text(page))[0]
        assert change(owner, one, words=HIER, on="", **{"was-words": was}).status_code == 302
        assert kept(owner)[0].words == HIER

    def test_erasing_it(self, owner: Human) -> None:
        one = look(owner, place="3")
        assert at("erase-one", "balance", one) in main(owner.get("balance-entry", one))
        assert owner.post("erase-one", "balance", one).headers["Location"] == at("pendulum")
        assert kept(owner) == [] and owner.get("balance-entry", one).status_code == 404

    def test_nobody_else_finds_it(self, people: SimpleNamespace) -> None:
        one = look(people.owner, place="3", words=DAAR)
        assert people.mate.get("balance-entry", one).status_code == 404
        assert change(people.mate, one, words=HIER).status_code == 404
        assert DAAR not in text(people.mate.get("pendulum")) and kept(people.owner)[0].words == DAAR


class TestPendulum:
    def ago(self, days: int) -> str:
        return (timezone.localdate() - datetime.timedelta(days=days)).isoformat()

    def test_without_a_look_it_says_so(self, owner: Human) -> None:
        page = owner.get("pendulum")
        assert (
            "Hier staat nog niets" in words(page)
            and "<table" not in main(page)
            and "pendulum" not in re.findall(r'<svg class="([^"]+)"', main(page))
        )

    def test_picture_sentence_and_table(self, owner: Human) -> None:
        look(owner, place="2", doing="4", on=self.ago(14))
        newest = look(owner, place="6", on=self.ago(3), words=DAAR)
        page = owner.get("pendulum")
        assert "Je bewoog tussen veraf en dichtbij." in words(page)
        assert '<svg class="pendulum"' in main(page) and 'class="swing-thread"' in main(page)
        assert main(page).count("<tr>") == 3 and at("balance-entry", newest) in main(page)
        # What was written does not come back by itself.
        assert DAAR not in text(page) and "style=" not in main(page)

    def test_half_a_year_unless_asked_for_more(self, owner: Human) -> None:
        look(owner, place="2", on=self.ago(500))
        look(owner, place="5", on=self.ago(10))
        assert shown(owner.get("pendulum")) == 1
        assert "?period=all" in main(owner.get("pendulum")) and "?period=quarter" not in main(owner.get("pendulum"))
        everything = owner.get("pendulum", query="?period=all")
        assert shown(everything) == 2 and 'class="swing-thread"' not in main(everything)
        assert 'class="swing-gap"' in main(everything)
        assert shown(owner.get("pendulum", query="?period=eternity")) == 1

    def test_per_case_and_no_nickname_in_an_address(self, owner: Human) -> None:
        first = look(owner, place="2", about="contact", nickname="Kraai", on=self.ago(20))
        look(owner, place="6", about="contact", nickname="kraai", on=self.ago(10))
        look(owner, place="7", about="contact", nickname="Specht", on=self.ago(9))
        look(owner, place="4", on=self.ago(8))
        page = owner.get("pendulum")
        links = re.findall(r'href="([^"]*)"', main(page))
        assert not any("kraai" in link.lower() or "Specht" in link for link in links)
        ref = RecordIdConverter().to_url(first)
        assert f"?case={ref}" in links
        case = owner.get("pendulum", query=f"?case={ref}")
        assert (
            "Contacten met" in words(case) and "Je bewoog tussen veraf en dichtbij." in words(case) and shown(case) == 2
        )
        assert shown(owner.get("pendulum", query="?about=week")) == 1

    @pytest.mark.parametrize("odd", ["zzzzzzzzzzzzz", "0000000000000", "Kraai", "", "<b>"])
    def test_a_case_that_is_not_there_is_everything(self, owner: Human, odd: str) -> None:
        look(owner, place="2", on=self.ago(2))
        page = owner.client.get(at("pendulum"), {"case": odd})
        assert page.status_code == 200 and shown(page) == 1

    def test_a_case_of_somebody_else_is_not_there(self, people: SimpleNamespace) -> None:
        theirs = look(people.owner, place="2", about="contact", nickname="Kraai")
        look(people.mate, place="5")
        page = people.mate.client.get(at("pendulum"), {"case": RecordIdConverter().to_url(theirs)})
        assert page.status_code == 200 and "Kraai" not in text(page)

    def test_a_nickname_is_no_markup(self, owner: Human) -> None:
        look(owner, place="2", about="contact", nickname="<script>x</script>")
        for page in (owner.get("pendulum"), owner.get("balance")):
            assert "<script>x" not in text(page) and "&lt;script&gt;x" in text(page)

    def test_a_month_apart_is_a_question(self, owner: Human) -> None:
        this = timezone.localdate().replace(day=1)
        firsts = [this]
        for _month in range(3):
            firsts.append((firsts[-1] - datetime.timedelta(days=1)).replace(day=1))
        for first, place in zip(firsts[1:], ("3", "6", "3"), strict=True):
            for day in (3, 12, 21):
                look(owner, place=place, on=first.replace(day=day).isoformat())
        month = NL.month(firsts[2])
        assert f"Wat was er anders in {month}" in words(owner.get("pendulum"))


class TestAround:
    def test_the_navigation_leads_there_from_any_page(self, owner: Human) -> None:
        for name in ("home", "reflection", "spoken"):
            nav = text(owner.get(name)).partition('<nav class="nav"')[2].partition("</nav>")[0]
            assert f'href="{at("balance")}"' in nav and "Evenwicht" in nav
        assert re.search(rf'href="{at("balance")}" aria-current="page"', text(owner.get("pendulum")))
        assert at("balance") in main(owner.get("home"))

    def test_what_cannot_be_opened_stands_in_no_navigation(self) -> None:
        from tests.web.people import Nobody

        assert at("balance") not in text(Nobody().get("home"))

    def test_the_hub_leads_on(self, owner: Human) -> None:
        page = main(owner.get("balance"))
        for name in (
            "pendulum",
            "signals",
            "needs",
            "omnipotence",
            "self-care",
            "support",
            "intentions",
            "balance-report",
        ):
            assert f'href="{at(name)}"' in page, name

    def test_every_page_says_who_can_read_it(self, owner: Human) -> None:
        one = look(owner, place="3")
        for page in (owner.get("balance"), owner.get("pendulum"), owner.get("balance-entry", one)):
            assert "Alleen jij kunt" in words(page)
