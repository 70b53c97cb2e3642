"""The optional private address and a new passphrase by mail, over real SMTP."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as django_mail

from tegenwind.accounts import mail
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession
from tests import outside
from tests.outside import Post, body, link
from tests.web.people import ANOTHER, PASSPHRASE, Human, Nobody, at, text, words

pytestmark = pytest.mark.django_db

ADDRESS = "noor@example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[Post]:
    post = Post().start()
    yield post
    post.stop()


@pytest.fixture
def post(server: Post, settings: Any) -> Iterator[Post]:
    outside.with_mail(settings, server)
    server.refuses = False
    yield server
    settled()
    assert server.nothing_more()


def settled() -> None:
    """Every mail that was on its way is there, or refused."""
    mail._postman.submit(lambda: None).result(timeout=20)


def confirm_it_is_me(one: Human) -> None:
    """Before something about signing in changes, the passphrase is asked for once more."""
    assert one.post("mail", confirm="1", confirm__passphrase=one.passphrase).status_code == 302


def give(one: Human, post: Post, address: str = ADDRESS) -> str:
    """Gives an address; the path in the mail that came."""
    confirm_it_is_me(one)
    answer = one.post("mail", address=address)
    assert answer.status_code == 200 and "Er is een mail onderweg" in words(answer)
    return link(post.next())


def with_address(one: Human, post: Post, address: str = ADDRESS) -> Human:
    path = give(one, post, address)
    assert "Je adres is bewaard" in words(one.client.post(path))
    return one


def test_without_a_mail_server_it_is_not_there_and_the_pages_say_so(owner: Human) -> None:
    for name, args in (("mail", ()), ("mail-confirm", ("x",)), ("reset", ()), ("reset-choose", (1, "x"))):
        assert owner.get(name, *args).status_code == 404
    assert owner.post("mail-remove").status_code == 404
    assert "verstuurt geen mail" in words(Nobody().get("sign-in"))
    assert "verstuurt geen mail" in words(owner.get("me"))


def test_an_address_is_kept_when_the_link_was_followed(owner: Human, post: Post) -> None:
    confirm_it_is_me(owner)
    answer = owner.post("mail", address=" Noor@Example.org ")
    message = post.next()
    assert ADDRESS in words(answer)
    assert Person.objects.get().email == ""
    assert message["From"] == outside.SENDER and message["To"] == message["X-Rcpt"] == ADDRESS
    assert message["Subject"] == "Tegenwind: Bevestig je adres" and message["Auto-Submitted"] == "auto-generated"
    assert "Noor" not in body(message).replace(ADDRESS, "") and "Er is een mail" not in body(message)
    path = link(message)
    # A mail scanner that follows the link changes nothing, and neither does somebody else.
    assert "Is dit je adres?" in words(owner.client.get(path)) and Person.objects.get().email == ""
    assert Nobody().client.post(path).headers["Location"].startswith(at("sign-in"))
    assert Person.objects.get().email == ""
    assert "Je adres is bewaard" in words(owner.client.post(path))
    assert Person.objects.get().email == ADDRESS
    assert owner.client.post(path).status_code == 410
    assert ADDRESS in words(owner.get("me"))


def test_another_persons_link_is_no_link(people: SimpleNamespace, post: Post) -> None:
    path = give(people.owner, post)
    assert people.mate.client.post(path).status_code == 410
    assert not Person.objects.exclude(email="").exists()


@pytest.mark.parametrize("spoilt", ["x", "a:b:c", "WzEsICIiLCAieEB4Lnh4Il0:1abcde:AAAA"])
def test_a_made_up_link_confirms_nothing(owner: Human, post: Post, spoilt: str) -> None:
    assert owner.client.post(at("mail-confirm", spoilt)).status_code == 410
    assert Person.objects.get().email == ""


def test_a_link_of_yesterday_is_worn(owner: Human, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    path = give(owner, post)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + mail.CONFIRM_SECONDS + 5)
    assert mail.confirmed(owner.person, path.split("/")[-2]) is None


def test_changing_and_removing_is_told_at_the_old_address(owner: Human, post: Post) -> None:
    with_address(owner, post)
    path = give(owner, post, "nieuw@example.org")
    owner.client.post(path)
    told = post.next()
    assert told["To"] == ADDRESS and "nieuw@example.org" not in told.as_string()
    assert Person.objects.get().email == "nieuw@example.org"
    assert owner.post("mail-remove").headers["Location"] == at("mail")
    assert post.next()["To"] == "nieuw@example.org"
    assert Person.objects.get().email == ""


@pytest.mark.parametrize(
    "given", ["", "noor", "noor@", "@example.org", "a b@example.org", "x@" + "y" * 300 + ".nl", "a@b.nl\nBcc: c@d.nl"]
)
def test_what_is_no_address(owner: Human, post: Post, given: str) -> None:
    confirm_it_is_me(owner)
    assert owner.post("mail", address=given).status_code == 422


def test_when_the_mail_server_says_no_it_is_told_and_nothing_changed(
    owner: Human, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    confirm_it_is_me(owner)
    post.refuses = True
    logging.getLogger("tegenwind").propagate = True
    with caplog.at_level(logging.ERROR, "tegenwind"):
        answer = owner.post("mail", address=ADDRESS)
    logging.getLogger("tegenwind").propagate = False
    assert (
        answer.status_code == 422
        and "De mail kon nu niet weg" in words(answer)
        and f'value="{ADDRESS}"' in text(answer)
    )
    assert Person.objects.get().email == "" and ADDRESS not in caplog.text and "a mail was not sent" in caplog.text


class TestANewPassphrase:
    def ask(self, address: str) -> Any:
        return Nobody().post("reset", address=address)

    def path(self, post: Post) -> str:
        return link(post.next())

    def test_the_link_lets_in_and_the_vault_stays_locked_and_whole(self, owner: Human, post: Post) -> None:
        report, other = owner.finish(), owner.elsewhere()
        with_address(owner, post)
        slots = list(KeySlot.objects.order_by("pk").values_list())
        self.ask(ADDRESS.upper())
        message = post.next()
        assert "Noor" not in body(message) and message["Subject"] == "Tegenwind: Een nieuwe wachtzin"
        here = Human("Noor")
        page = here.client.get(link(message))
        assert page.status_code == 200 and "Je plek blijft op slot" in words(page)
        assert "minstens 15" in words(here.client.post(link(message), {"new": "kort"}))
        answer = here.client.post(link(message), {"new": ANOTHER})
        assert answer.headers["Location"] == at("unlock-other")
        assert list(KeySlot.objects.order_by("pk").values_list()) == slots
        assert not UnlockedSession.objects.exists()
        assert "Je plek is nog op slot" in words(here.get("unlock-other"))
        for browser in (owner, other):
            assert browser.get("report", report).headers["Location"].startswith(at("sign-in"))
        assert here.post("unlock-other", passphrase=PASSPHRASE).headers["Location"].startswith(at("adopt"))
        assert here.get("report", report).status_code == 200
        # Used up.
        assert Nobody().client.get(link(message)).status_code == 410
        assert Nobody().client.post(link(message), {"new": PASSPHRASE}).status_code == 410

    def test_the_same_answer_whether_the_address_is_known_or_not(self, owner: Human, post: Post) -> None:
        with_address(owner, post)
        known, unknown = self.ask(ADDRESS), self.ask("niemand@example.org")
        assert (known.status_code, words(known)) == (unknown.status_code, words(unknown)) == (200, words(known))
        assert post.next()["To"] == ADDRESS

    def test_the_answer_does_not_wait_for_the_mail_server(self, owner: Human, post: Post) -> None:
        """What goes out goes out beside the page: a mail server that is slow or down tells nothing of who is here."""
        with_address(owner, post)
        post.refuses = True
        assert self.ask(ADDRESS).status_code == 200
        settled()

    def test_asking_has_a_limit_that_tells_nothing_either(self, owner: Human, post: Post) -> None:
        for address in ("een@example.org", "twee@example.org"):
            told = [words(self.ask(address)) for _try in range(6)]
            assert "te vaak" in told[-1] and "te vaak" not in told[-2]

    @pytest.mark.parametrize("change", ["passphrase", "address", "mark"])
    def test_a_link_is_worn_when_something_changed(self, owner: Human, post: Post, change: str) -> None:
        with_address(owner, post)
        self.ask(ADDRESS)
        path = self.path(post)
        if change == "passphrase":
            owner.post("passphrase", old=PASSPHRASE, new=ANOTHER)
        elif change == "address":
            owner.post("mail-remove")
            post.next()
        else:
            owner.post("signed-in-elsewhere")
        assert Nobody().client.get(path).status_code == 410

    def test_a_second_step_is_not_skipped(self, owner: Human, post: Post) -> None:
        with_address(owner, post)
        code = outside.second_step(owner.person)
        self.ask(ADDRESS)
        here = Human("Noor")
        assert here.client.post(self.path(post), {"new": ANOTHER}).headers["Location"] == at("second-step")
        assert here.get("me").headers["Location"].startswith(at("sign-in"))
        assert here.post("second-step", unlock__step=1, unlock__code="000000").status_code != 302
        assert here.post("second-step", unlock__step=1, unlock__code=code()).headers["Location"] == at("unlock-other")
        assert here.get("me").status_code == 200 and here.get("reflection").status_code == 302

    def test_a_link_lasts_an_hour(self, owner: Human, post: Post, settings: Any) -> None:
        with_address(owner, post)
        self.ask(ADDRESS)
        path = self.path(post)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert Nobody().client.get(path).status_code == 410

    def test_one_persons_link_is_for_nobody_else(self, people: SimpleNamespace, post: Post) -> None:
        with_address(people.owner, post)
        self.ask(ADDRESS)
        token = self.path(post).split("/")[-2]
        assert Nobody().get("reset-choose", people.mate.person.pk, token).status_code == 410
        assert Nobody().get("reset-choose", 12345, token).status_code == 410

    def test_in_the_language_of_the_person(self, owner: Human, post: Post) -> None:
        with_address(owner, post)
        Person.objects.update(language="en")
        self.ask(ADDRESS)
        assert "/sign-in/reset/" in link(post.next())

    def test_two_accounts_with_one_address_get_two_mails(self, people: SimpleNamespace, post: Post) -> None:
        for one in (people.owner, people.mate):
            with_address(one, post)
        self.ask(ADDRESS)
        assert len({self.path(post), self.path(post)}) == 2

    def test_who_is_signed_in_as_somebody_else_here_is_signed_out_first(
        self, people: SimpleNamespace, post: Post
    ) -> None:
        with_address(people.owner, post)
        self.ask(ADDRESS)
        assert people.mate.client.post(self.path(post), {"new": ANOTHER}).headers["Location"] == at("unlock-other")
        assert "Noor" in words(people.mate.get("me"))
        assert not UnlockedSession.objects.filter(vault__owner=people.owner.person).exists()


def test_no_mail_goes_round_the_server(owner: Human, post: Post) -> None:
    with_address(owner, post)
    assert not getattr(django_mail, "outbox", [])
