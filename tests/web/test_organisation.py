"""Coming in through an organisation: against a real identity provider, over real HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from django.db import connection

from tegenwind.accounts import openid, organisation
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.middleware import IDLE_SECONDS, LONGEST_SECONDS
from tegenwind.accounts.models import KeySlot, OrganisationLink, Person, SealedSession, UnlockedSession, Vault
from tests import outside
from tests.outside import NAME, Provider, asked
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, Nobody, answers, at, text, words

pytestmark = pytest.mark.django_db

SUBJECT = "e3f1-jansen"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with outside.organisation() as provider:
        provider.knows(SUBJECT, name="Bea Jansen", email="bea.jansen@oost.example", preferred_username="bjansen")
        yield provider


@pytest.fixture
def provider(running: Provider, settings: Any, db: None) -> Provider:
    outside.with_organisation(settings, running)
    return running


def sent_on(browser: Nobody, **fields: object) -> str:
    """The address at the organisation that our button leads to."""
    answer = browser.post("organisation", **fields)
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


def come_back(browser: Nobody, provider: Provider, subject: str = SUBJECT, **fields: object) -> Any:
    """Through the organisation and back here."""
    return browser.client.get(provider.says_yes(sent_on(browser, **fields), subject))


def newcomer(provider: Provider, name: str = "Bea", subject: str = SUBJECT) -> Human:
    """Somebody who came in through the organisation, with a diary passphrase and a recovery code."""
    one = Human(name)
    assert come_back(one, provider, subject).headers["Location"] == at("organisation-join")
    assert one.post("organisation-join", username=name).headers["Location"].startswith(at("unlock"))
    assert one.get("unlock").headers["Location"].startswith(at("diary"))
    assert one.post("diary", passphrase=PASSPHRASE).headers["Location"] == at("recovery-code")
    one.make_recovery_code()
    return one


def test_without_an_organisation_it_is_not_there(owner: Human) -> None:
    assert Nobody().post("organisation").status_code == 404
    for name in ("organisation-back", "organisation-join"):
        assert Nobody().get(name).status_code == 404
    assert "Kom binnen via" not in words(Nobody().get("sign-in"))
    assert NAME not in words(owner.get("me"))


def test_the_first_time(provider: Provider) -> None:
    one = Human("Bea")
    assert f"Kom binnen via {NAME}" in words(one.get("sign-in"))
    address = sent_on(one, next="/check-ins/")
    told = asked(address)
    assert told["scope"] == "openid" and told["response_type"] == "code" and told["code_challenge_method"] == "S256"
    assert len(told["nonce"]) >= 20 and len(told["state"]) >= 20
    assert told["redirect_uri"] == "http://localhost:8000/sign-in/organisation/back/"
    answer = one.client.get(provider.says_yes(address, SUBJECT))
    assert answer.headers["Location"] == at("organisation-join")
    assert not Person.objects.exists()
    page = one.get("organisation-join")
    assert "Jansen" not in text(page) and "oost.example" not in text(page)
    assert one.post("organisation-join", username="B").status_code == 422
    answer = one.post("organisation-join", username="Bea")
    assert answer.headers["Location"] == at("unlock") + "?next=%2Fcheck-ins%2F"
    person = Person.objects.get()
    assert (person.username, person.email, person.has_usable_password()) == ("Bea", "", False)
    assert not Vault.objects.exists() and not KeySlot.objects.exists()

    # Nothing is kept before there is a diary passphrase and a recovery code.
    assert one.get("reflection").headers["Location"].startswith(at("unlock"))
    assert "Alleen deze zin opent wat je hier schrijft" in words(one.get("diary"))
    weak = one.post("diary", passphrase="BeaBeaBeaBeaBeaBea")
    assert weak.status_code == 422 and "makkelijk te raden" in words(weak)
    assert one.post("diary", passphrase=PASSPHRASE).headers["Location"] == at("recovery-code")
    assert one.get("reflection").headers["Location"] == at("recovery-code")
    one.make_recovery_code()
    report = one.finish()
    assert one.get("report", report).status_code == 200


def test_the_second_time_the_organisation_lets_in_and_the_diary_passphrase_opens(provider: Provider) -> None:
    one = newcomer(provider)
    report, here = one.finish(), Human("Bea")
    answer = come_back(here, provider, next=at("report", report))
    assert answer.headers["Location"].startswith(at("unlock"))
    page = here.client.get(answer.headers["Location"])
    assert "Je dagboekzin" in words(page)
    assert here.get("report", report).headers["Location"].startswith(at("unlock"))
    wrong = here.post("unlock", unlock__passphrase=ANOTHER)
    assert wrong.status_code == 401 and "Met deze dagboekzin gaat je plek niet open" in words(wrong)
    assert here.post("unlock", unlock__passphrase=PASSPHRASE, next=at("report", report)).status_code == 302
    assert here.get("report", report).status_code == 200
    assert Person.objects.count() == 1


def test_what_is_kept_of_the_organisation_is_a_mark(provider: Provider) -> None:
    newcomer(provider)
    come_back(Human("Bea"), provider)
    link = OrganisationLink.objects.get()
    assert bytes(link.mark) == organisation.mark_of(SUBJECT) and len(bytes(link.mark)) == 32
    assert {field.name for field in OrganisationLink._meta.get_fields()} == {"id", "person", "mark"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()])
            assert not any(word in told for word in ("jansen", "Jansen", "oost.example", SUBJECT, provider.url)), table


def test_another_servers_key_makes_another_mark(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    before = organisation.mark_of(SUBJECT)
    monkeypatch.setattr(type(key_store()), "house_key", lambda _store: b"\1" * 32)
    assert organisation.mark_of(SUBJECT) != before


class TestWhatGoesWrong:
    """Nothing half-made, and a page in the person's language that says so."""

    @pytest.fixture(autouse=True)
    def _nothing_is_made(self, provider: Provider) -> Iterator[None]:
        yield
        assert not Person.objects.exists() and not OrganisationLink.objects.exists()

    def test_who_says_no_there(self, provider: Provider) -> None:
        one = Nobody()
        back = provider.says_no(sent_on(one))
        if "state=" not in back:  # This provider forgets it; a real one gives it back (RFC 6749, section 4.1.2.1).
            back += "&state=" + next(iter(one.client.session["organisation"]))
        answer = one.client.get(back)
        assert answer.status_code == 403 and "liet je niet toe" in words(answer) and NAME in words(answer)

    def test_a_made_up_state(self, provider: Provider) -> None:
        one = Nobody()
        back = provider.says_yes(sent_on(one), SUBJECT)
        state = asked(back)["state"]
        for spoilt in ("", "x", state[:-1], state + "A"):
            answer = one.client.get(back.replace(state, spoilt))
            assert answer.status_code == 400 and "hoort niet bij deze browser" in words(answer)

    def test_an_answer_in_another_browser(self, provider: Provider) -> None:
        back = provider.says_yes(sent_on(Nobody()), SUBJECT)
        assert Nobody().client.get(back).status_code == 400

    def test_an_answer_that_comes_twice(self, provider: Provider) -> None:
        one = Nobody()
        back = provider.says_yes(sent_on(one), SUBJECT)
        assert one.client.get(back).status_code == 302
        assert one.client.get(back).status_code == 400

    def test_an_answer_that_comes_too_late(self, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
        one = Nobody()
        back = provider.says_yes(sent_on(one), SUBJECT)
        monkeypatch.setattr(openid, "UNDER_WAY_SECONDS", 0)
        assert one.client.get(back).status_code == 400

    def test_a_code_of_another_sign_in(self, provider: Provider) -> None:
        one, other = Nobody(), Nobody()
        theirs = asked(provider.says_yes(sent_on(other), SUBJECT))["code"]
        back = provider.says_yes(sent_on(one), SUBJECT)
        answer = one.client.get(back.replace(asked(back)["code"], theirs))
        assert answer.status_code == 403 and "konden we niet vertrouwen" in words(answer)

    def test_a_token_for_another_question(self, provider: Provider) -> None:
        """The nonce was changed on the way there, so that the token answers another question than ours."""
        one = Nobody()
        address = sent_on(one)
        back = provider.says_yes(address.replace(asked(address)["nonce"], "x" * 32), SUBJECT)
        answer = one.client.get(back)
        assert answer.status_code == 403 and "konden we niet vertrouwen" in words(answer)

    def test_a_token_for_another_client(self, provider: Provider, settings: Any) -> None:
        one = Nobody()
        back = provider.says_yes(sent_on(one), SUBJECT)
        honest, real = openid._subject, settings.TEGENWIND

        def as_another_client(*args: Any) -> str:
            settings.TEGENWIND = replace(real, oidc=replace(real.oidc, client="iemand-anders"))
            return honest(*args)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(openid, "_subject", as_another_client)
            assert one.client.get(back).status_code == 403

    def test_the_provider_does_not_answer(self, settings: Any) -> None:
        settings.TEGENWIND = replace(
            settings.TEGENWIND, oidc=replace(settings.TEGENWIND.oidc, issuer="http://localhost:1")
        )
        answer = Nobody().post("organisation")
        assert answer.status_code == 503 and "antwoordt niet" in words(answer)
        english = Nobody()
        english.client.cookies["tegenwind_language"] = "en"
        assert english.post("organisation").status_code == 503

    def test_the_provider_stops_answering_on_the_way(self, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
        one = Nobody()
        back = provider.says_yes(sent_on(one), SUBJECT)

        def down(*_args: Any, **_kwargs: Any) -> None:
            raise requests.ConnectionError

        monkeypatch.setattr(requests.Session, "request", down)
        answer = one.client.get(back)
        assert answer.status_code == 503 and "niets gemaakt" in words(answer)

    def test_a_provider_by_another_name(self, provider: Provider, settings: Any) -> None:
        other = provider.url.replace("localhost", "127.0.0.1") + "/x/.."
        settings.TEGENWIND = replace(settings.TEGENWIND, oidc=replace(settings.TEGENWIND.oidc, issuer=other))
        assert Nobody().post("organisation").status_code == 503

    def test_a_name_without_coming_from_there(self) -> None:
        assert Nobody().post("organisation-join", username="Bea").headers["Location"] == at("sign-in")


def test_a_taken_name_is_told_and_nothing_is_made(owner: Human, provider: Provider) -> None:
    one = Human("Noor")
    come_back(one, provider)
    answer = one.post("organisation-join", username="NOOR")
    assert answer.status_code == 422 and "al in gebruik" in words(answer)
    assert Person.objects.count() == 1 and not OrganisationLink.objects.exists()
    assert one.post("organisation-join", username="Bea").status_code == 302


def test_several_tabs_at_once(provider: Provider) -> None:
    one = Nobody()
    first, second = sent_on(one), sent_on(one)
    assert one.client.get(provider.says_yes(first, SUBJECT)).status_code == 302
    assert one.client.get(provider.says_yes(second, SUBJECT)).status_code == 302
    for _tab in range(20):
        sent_on(one)
    assert len(one.client.session["organisation"]) == 5


class TestTheDiaryPassphrase:
    def test_opens_in_place_and_loses_no_word(self, provider: Provider) -> None:
        one = newcomer(provider).lock()
        fields = answers({"ja-maar": (4, 1, "Niet weg.")}) | {"do": "save"}
        closed = one.client.post(at("answer-all", PACK), fields)
        assert closed.status_code == 401 and "Je dagboekzin" in words(closed)
        assert one.client.post(at("answer-all", PACK), fields | {"unlock-passphrase": PASSPHRASE}).status_code == 200
        assert one.drafts()[PACK].answers["ja-maar"].words == "Niet weg."

    def test_after_signing_in_in_another_tab_the_form_over_the_page_opens(self, provider: Provider) -> None:
        one = newcomer(provider)
        SealedSession.objects.all().delete()
        told = one.autosave("answer-all", PACK, **answers({"ja-maar": 3})).json()
        assert NAME in told["html"] and 'target="_blank"' in told["html"]
        come_back(one, provider)
        assert one.autosave("unlock", unlock__name="Bea", unlock__passphrase=PASSPHRASE).json() == {"ok": True}

    @pytest.mark.parametrize("seconds", [IDLE_SECONDS + 1, LONGEST_SECONDS + 1])
    def test_the_door_shuts_by_itself_as_for_everybody(
        self, provider: Provider, seconds: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = newcomer(provider)
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + seconds)
        assert one.get("reflection").headers["Location"].startswith(at("unlock"))
        assert not UnlockedSession.objects.exists()

    def test_is_no_way_to_sign_in(self, provider: Provider) -> None:
        one = newcomer(provider)
        refused = Nobody().post("sign-in", login="Bea", password=PASSPHRASE)
        assert refused.status_code == 200 and "horen niet bij elkaar" in words(refused)
        # And with the recovery code no passphrase to sign in with is made past the organisation.
        assert Nobody().post("recover", name="Bea", code=one.code, new=ANOTHER).status_code == 422

    def test_trying_has_the_limit_of_signing_in(self, provider: Provider) -> None:
        one = newcomer(provider).lock()
        for _try in range(10):
            assert one.post("unlock", unlock__passphrase=ANOTHER).status_code == 401
        assert "te vaak" in words(one.post("unlock", unlock__passphrase=PASSPHRASE))

    def test_can_be_changed(self, provider: Provider) -> None:
        one = newcomer(provider)
        other = Human("Bea")
        come_back(other, provider)
        assert one.get("passphrase").status_code in (200, 302)
        wrong = one.post("diary-change", old=ANOTHER, new=ANOTHER)
        assert wrong.status_code == 422 and "niet je dagboekzin van nu" in words(wrong)
        assert "Je nieuwe dagboekzin werkt" in words(one.post("diary-change", old=PASSPHRASE, new=ANOTHER))
        assert one.get("reflection").status_code == 200
        assert other.get("reflection").headers["Location"].startswith(at("sign-in"))
        one.lock()
        assert one.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 401
        assert one.post("unlock", unlock__passphrase=ANOTHER).status_code == 302

    def test_lost_the_recovery_code_opens_and_a_new_one_is_chosen(self, provider: Provider) -> None:
        one = newcomer(provider).lock()
        assert one.post("unlock-other", code=one.code).headers["Location"].startswith(at("adopt"))
        assert one.post("adopt", passphrase="kort").status_code == 422
        assert one.post("adopt", passphrase=ANOTHER).status_code == 302
        one.lock()
        assert one.post("unlock", unlock__passphrase=ANOTHER).status_code == 302

    def test_lost_for_good_an_empty_one_beside_it(self, provider: Provider) -> None:
        one = newcomer(provider).lock()
        assert one.post("begin-empty", passphrase=ANOTHER).headers["Location"] == at("recovery-code")
        one.make_recovery_code()
        assert Vault.objects.count() == 2

    def test_who_has_one_gets_no_second_by_this_page(self, provider: Provider) -> None:
        one = newcomer(provider)
        assert one.get("diary").headers["Location"] == at("home")
        assert one.post("diary", passphrase=ANOTHER).headers["Location"] == at("home")
        assert Vault.objects.count() == 1


class TestConnecting:
    def connect(self, one: Human, provider: Provider, subject: str = SUBJECT) -> Any:
        one.post("organisation-link", confirm="1", confirm__passphrase=one.passphrase)
        answer = one.post("organisation-link")
        assert answer.status_code == 302, text(answer)
        return one.client.get(provider.says_yes(answer.headers["Location"], subject))

    def test_a_passphrase_account_comes_in_both_ways(self, owner: Human, provider: Provider) -> None:
        assert self.connect(owner, provider).headers["Location"] == at("organisation-link")
        assert "en met je wachtzin" in words(owner.get("organisation-link"))
        here = Human("Noor")
        assert come_back(here, provider).headers["Location"].startswith(at("unlock"))
        assert here.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 302
        assert here.get("reflection").status_code == 200
        assert owner.elsewhere().get("reflection").status_code == 200

    def test_a_second_step_is_asked_for_here_too(self, owner: Human, provider: Provider) -> None:
        self.connect(owner, provider)
        code, here = outside.second_step(owner.person), Human("Noor")
        assert come_back(here, provider).headers["Location"] == at("second-step")
        assert here.get("me").headers["Location"].startswith(at("sign-in"))
        assert (
            here.post("second-step", unlock__step=1, unlock__code=code()).headers["Location"].startswith(at("unlock"))
        )
        assert here.get("me").status_code == 200

    def test_it_can_be_undone(self, owner: Human, provider: Provider) -> None:
        self.connect(owner, provider)
        assert owner.post("organisation-unlink").headers["Location"] == at("organisation-link")
        assert not OrganisationLink.objects.exists()
        assert come_back(Human("x"), provider).headers["Location"] == at("organisation-join")

    def test_never_the_last_way_to_sign_in(self, provider: Provider) -> None:
        one = newcomer(provider)
        one.post("organisation-link", confirm="1", confirm__passphrase=PASSPHRASE)
        assert "je enige weg naar binnen" in words(one.get("organisation-link"))
        one.post("organisation-unlink")
        assert OrganisationLink.objects.count() == 1

    def test_one_identity_is_one_account(self, people: SimpleNamespace, provider: Provider) -> None:
        self.connect(people.owner, provider)
        refused = self.connect(people.mate, provider)
        assert refused.status_code == 409 and "hoort al bij een account" in words(refused)
        assert OrganisationLink.objects.get().person == people.owner.person

    def test_who_signed_out_on_the_way_connects_nothing(self, owner: Human, provider: Provider) -> None:
        owner.post("organisation-link", confirm="1", confirm__passphrase=PASSPHRASE)
        address = owner.post("organisation-link").headers["Location"]
        owner.post("sign-out")
        assert owner.client.get(provider.says_yes(address, SUBJECT)).status_code == 400
        assert not OrganisationLink.objects.exists()

    def test_signing_in_as_somebody_else_closes_the_first_ones_place(self, owner: Human, provider: Provider) -> None:
        newcomer(provider)
        come_back(owner, provider)
        assert "Bea" in words(owner.get("me"))
        assert owner.get("reflection").headers["Location"].startswith(at("unlock"))


def test_the_session_of_who_comes_by_holds_no_claim(provider: Provider) -> None:
    one = Nobody()
    come_back(one, provider)
    told = json.dumps(dict(one.client.session))
    assert not any(word in told for word in ("jansen", "Jansen", "oost.example", SUBJECT, "eyJ"))
