"""Who sees and changes what of an organisation; and that nobody finds out from it whether somebody accepted."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone

from tegenwind.accounts import mail
from tegenwind.project.config_outside import Mail
from tegenwind.teams import actions, invitations
from tegenwind.teams.models import Invitation, Membership, Organisation, Role, Team
from tests.web.people import Human, Nobody, at, main, text
from tests.web.teaming import in_days, invite, letters, link_on, place

pytestmark = pytest.mark.django_db

#: What each sees: the page of the organisation, leaving it, its tree, inviting.
SEES = {
    "member": (200, 200, 404, 404),
    "leader": (200, 200, 404, 404),
    "host": (200, 200, 404, 404),
    "administrator": (200, 200, 200, 200),
    "other": (200, 200, 404, 404),
    "elsewhere": (404, 404, 404, 404),
    "stranger": (404, 404, 404, 404),
}
PAGES = ("teams-one", "teams-leave", "teams-tree", "teams-invite")


def everything() -> tuple[Any, ...]:
    """Every row of organisations."""
    return tuple(
        list(model.objects.order_by("pk").values()) for model in (Organisation, Team, Membership, Role, Invitation)
    )


@pytest.fixture
def here(db: None) -> SimpleNamespace:
    return place()


def attempts(here: SimpleNamespace) -> list[tuple[str, dict[str, str]]]:
    """Everything an administrator can do, as it is posted."""
    team = letters(here.nacht.pk)
    role = letters(Role.objects.get(what="host").pk)
    withdraw = letters(Invitation.objects.get().pk)
    day = in_days(3).isoformat()
    return [
        ("teams-tree", {"do": "add", "add": "Van een ander", "under": team}),
        ("teams-tree", {"do": "rename", "team": team, "rename": "Van een ander"}),
        ("teams-tree", {"do": "move", "team": team, "under": ""}),
        ("teams-tree", {"do": "out", "team": team, "sure": "1"}),
        ("teams-tree", {"do": "anew", "team": team, "sure": "1"}),
        ("teams-tree", {"do": "take", "role": role, "sure": "1"}),
        ("teams-tree", {"do": "organisation", "organisation": "Van een ander"}),
        ("teams-invite", {"do": "make", "what": "host", "until": day}),
        ("teams-invite", {"do": f"withdraw-{withdraw}"}),
        ("teams-leave", {"do": "end", "sure": "1"}),
        ("teams-leave", {"do": f"role-{role}"}),
        ("teams-one", {"do": "end"}),
    ]


@pytest.mark.parametrize("who", SEES)
def test_who_sees_which_page(who: str, here: SimpleNamespace) -> None:
    human: Human = getattr(here, who)
    before = everything()
    found = tuple(human.get(name, here.there.pk).status_code for name in PAGES)
    assert found == SEES[who] and everything() == before


@pytest.mark.parametrize("who", [who for who in SEES if who not in ("administrator", "host")])
def test_who_does_not_administer_changes_nothing(who: str, here: SimpleNamespace) -> None:
    human: Human = getattr(here, who)
    invite(here.there, "member", here.nacht)
    before = everything()
    for name, fields in attempts(here):
        answer = human.client.post(at(name, here.there.pk), fields)
        assert answer.status_code in (404, 405), (name, fields, answer.status_code)
        assert everything() == before, (name, fields)


def test_a_host_changes_only_their_own_role(here: SimpleNamespace) -> None:
    invite(here.there, "member", here.nacht)
    before = everything()
    for name, fields in attempts(here)[:-2]:
        assert here.host.client.post(at(name, here.there.pk), fields).status_code == 404 and everything() == before
    name, fields = attempts(here)[-2]
    assert here.host.client.post(at(name, here.there.pk), fields).status_code == 302
    assert not Role.objects.filter(what="host").exists()
    assert here.host.get("teams-one", here.there.pk).status_code == 404


@pytest.mark.parametrize("who", ["elsewhere", "stranger"])
def test_it_is_answered_as_one_that_is_not_there(who: str, here: SimpleNamespace) -> None:
    human: Human = getattr(here, who)
    for name in PAGES:
        pages = [_bare(human.get(name, number)) for number in (here.there.pk, 1234567)]
        assert pages[0] == pages[1]


def test_an_administrator_of_another_organisation_reaches_nothing_by_its_numbers(here: SimpleNamespace) -> None:
    """The numbers of this one's teams, roles and links, at the addresses of their own."""
    invite(here.there, "member", here.nacht)
    before = everything()
    for name, fields in attempts(here):
        if fields["do"] in ("organisation", "end") or fields.get("what"):
            continue
        here.elsewhere.client.post(at(name, here.apart.pk), fields)
        assert everything() == before, (name, fields)
    asked = {"do": "make", "what": "member", "team": letters(here.nacht.pk), "until": in_days(3).isoformat()}
    assert here.elsewhere.client.post(at("teams-invite", here.apart.pk), asked).status_code == 422
    assert everything() == before


def test_who_is_not_signed_in_sees_and_changes_nothing(here: SimpleNamespace) -> None:
    nobody = Nobody()
    invite(here.there, "member", here.nacht)
    before = everything()
    for name in PAGES:
        assert nobody.get(name, here.there.pk).headers["Location"].startswith("/sign-in/")
    for name, fields in attempts(here):
        answer = nobody.client.post(at(name, here.there.pk), fields)
        assert answer.status_code in (401, 405) and "Oost" not in text(answer)
    assert everything() == before


def test_a_member_sees_the_own_line_and_nobody_who_is_in_it(here: SimpleNamespace) -> None:
    page = text(here.member.get("teams-one", here.there.pk))
    assert "Jeugd" in page and "Nacht" in page and "West" not in page.replace("Westelijk", "")
    assert all(name in page for name in ("Anna Beheer", "Lotte Leiding", "Hans Gesprek"))
    assert "minder dan 5 mensen" in page
    for name in (
        "Mate",
        "Other",
        "Administrator",
        "Leader",
        "Host",
    ):  # Names to sign in with, of members and of who has a role.
        assert name not in page


def test_no_page_of_an_administrator_names_a_member(here: SimpleNamespace) -> None:
    for name in PAGES:
        page = text(here.administrator.get(name, here.there.pk))
        assert not any(one in page for one in ("Member", "Mate", "Other", "Leader")), name


class TestWhetherSomebodyAccepted:
    """An administrator lays every page beside the same page from before: byte for byte the same, while the band is."""

    def pages(self, here: SimpleNamespace, link: str) -> dict[str, str]:
        human: Human = here.administrator
        team, role = letters(here.nacht.pk), letters(Role.objects.get(what="host").pk)
        found = {name: human.get(name, here.there.pk) for name in PAGES}
        found |= {"team": human.get("teams-tree", here.there.pk, query=f"?team={team}")}
        found |= {"role": human.get("teams-tree", here.there.pk, query=f"?role={role}")}
        found |= {"link": human.client.get(link), "me": human.get("me"), "teams": human.get("teams")}
        found |= {"home": human.get("home"), "signed out": Nobody().client.get(link)}
        found |= {"leaving": human.post("teams-leave", here.there.pk, do="leave")}
        found |= {"ending": human.post("teams-leave", here.there.pk, do="end")}
        found |= {"anew": human.client.post(at("teams-tree", here.there.pk), {"do": "anew", "team": team})}
        return {name: f"{answer.status_code} {_bare(answer)}" for name, answer in found.items()}

    @pytest.mark.parametrize("before", [0, 2])
    def test_by_no_page_status_or_size(self, before: int, here: SimpleNamespace) -> None:
        Membership.objects.all().delete()
        for number in range(before):
            actions.take_in(here.there, Human.join(f"Eerder {number}").person, here.nacht)
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        somebody = Human.join("Iemand")
        was = self.pages(here, link)

        assert somebody.client.post(link, {"do": "take"}).status_code == 302

        assert Membership.objects.filter(person=somebody.person, team=here.nacht).exists()
        assert self.pages(here, link) == was
        assert not outbox.outbox

    def test_nor_whether_they_looked_declined_or_left(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        somebody = Human.join("Iemand")
        was = self.pages(here, link)
        for do in (
            lambda: Nobody().client.get(link),
            lambda: somebody.client.get(link),
            lambda: somebody.client.post(link, {"do": "take"}),
            lambda: somebody.post("teams-leave", here.there.pk, do="leave"),
        ):
            do()
            assert self.pages(here, link) == was

    def test_the_page_of_who_is_invited_is_no_way_to_ask_about_another(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        for human in (here.elsewhere, here.stranger):
            was = _bare(human.client.get(link))
            actions.take_in(here.there, Human.join(f"Bij {human.name}").person, here.nacht)
            assert _bare(human.client.get(link)) == was


class TestTaking:
    def test_a_place_in_a_team_is_nowhere_but_in_its_own_row(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        before, records = everything(), here.stranger.rows()

        assert here.stranger.client.get(link).status_code == 200 and everything() == before
        assert here.stranger.client.post(link, {"do": "take"}).status_code == 302

        after = everything()
        assert [after[at_] == before[at_] for at_ in range(5)] == [True, True, False, True, True]
        assert len(after[2]) == len(before[2]) + 1 and here.stranger.rows() == records

    def test_who_makes_an_account_first_comes_back_to_it(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        new = Human("Nieuw")
        page = text(new.client.get(link))
        join = re.search(r'href="(/join/[^"]+)"', page)
        assert join and "Wijkteams Oost" in page and "Anna Beheer" not in page

        form = main(new.client.get(join[1]))
        posted = re.search(r'name="next" value="([^"]+)"', form)
        assert posted and posted[1] == link
        made = new.client.post("/join/", {"username": "Nieuw", "password1": new.passphrase, "next": link})
        code = made.headers["Location"]
        assert code.startswith("/join/recovery-code/?next=")
        # Whoever goes there at once is led by the code first, and does not lose the way.
        assert new.client.get(link).headers["Location"] == code
        shown = re.findall(r"<li>([0-9A-Z]{4,5})</li>", text(new.client.post(code, {"make": "1"})))
        ready = new.client.post(code, {"last": shown[-1]}).headers["Location"]
        assert f'href="{link}"' in text(new.client.get(ready))
        assert new.client.post(link, {"do": "take"}).status_code == 302
        assert Membership.objects.filter(person__username="Nieuw", team=here.nacht).exists()

    def test_who_signs_in_first_comes_back_to_it(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        again = Nobody()
        sign_in = re.search(r'href="(/sign-in/[^"]+)"', text(again.client.get(link)))
        assert sign_in
        fields = {"login": "Stranger", "password": here.stranger.passphrase, "next": link}
        assert again.client.post("/sign-in/", fields).headers["Location"] == link
        assert "Neem deze plek" in text(again.client.get(link))

    @pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
    def test_joining_leads_nowhere_else(self, address: str, db: None) -> None:
        new = Human("Nieuw")
        page = main(new.client.get("/join/", {"next": address}))
        assert "elsewhere" not in page and "javascript" not in page
        made = new.client.post("/join/", {"username": "Nieuw", "password1": new.passphrase, "next": address})
        assert made.headers["Location"] == at("recovery-code")

    def test_moving_says_so(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'member', here.nacht)}/"
        assert "Je zit nu in West" in text(here.other.client.get(link))
        assert "Je zit al in Nacht" in text(here.member.client.get(link))
        here.other.client.post(link, {"do": "take"})
        assert Membership.objects.get(person=here.other.person).team == here.nacht

    def test_a_role_is_taken_once_under_a_name(self, here: SimpleNamespace) -> None:
        link = f"/teams/invited/{invite(here.there, 'leader', here.west)}/"
        first = here.stranger.client.post(link, {"do": "take", "shown": " "})
        assert first.status_code == 422 and "Vul hier een naam in" in text(first)
        assert here.stranger.client.post(link, {"do": "take", "shown": "Stien"}).status_code == 302
        assert Role.objects.get(name="Stien").team == here.west
        for human in (here.other, here.stranger, Nobody()):
            ended = human.client.get(link)
            assert ended.status_code == 404 and "werkt niet meer" in text(ended) and "Oost" not in text(ended)
        assert here.other.client.post(link, {"do": "take", "shown": "Otto"}).status_code == 404

    def test_one_that_ended_was_withdrawn_or_never_made_looks_the_same(self, here: SimpleNamespace) -> None:
        secrets = [invite(here.there, "member", here.nacht) for _ in range(2)]
        Invitation.objects.filter(pk=invitations.find(secrets[0], timezone.localdate()).pk).update(
            ends_on=timezone.localdate() - datetime.timedelta(days=1)
        )
        number = letters(invitations.find(secrets[1], timezone.localdate()).pk)
        assert here.administrator.post("teams-invite", here.there.pk, do=f"withdraw-{number}").status_code == 302
        found = [here.stranger.client.get(f"/teams/invited/{one}/") for one in (*secrets, "x" * 43, "x")]
        assert {one.status_code for one in found} == {404} and len({_bare(one) for one in found}) == 1


class TestMail:
    @pytest.fixture(autouse=True)
    def _sends(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from dataclasses import replace

        settings.TEGENWIND = replace(settings.TEGENWIND, mail=Mail("127.0.0.1", 1, "", "", "", "t@example.org"))
        monkeypatch.setattr(mail._postman, "submit", lambda do: do())

    def asked(self, here: SimpleNamespace, addresses: str, **more: str) -> Any:
        fields = {"what": "member", "team": letters(here.nacht.pk), "until": in_days(3).isoformat()}
        sent = fields | {"addresses": addresses} | more
        return here.administrator.client.post(at("teams-invite", here.there.pk), sent)

    def test_everybody_gets_the_same_and_nothing_of_it_is_kept(self, here: SimpleNamespace) -> None:
        answer = self.asked(here, "Ann@example.org\n\nbo@example.org, ann@example.org")
        assert [one.to for one in outbox.outbox] == [["bo@example.org"], ["Ann@example.org"]] or [
            one.to for one in outbox.outbox
        ] == [["Ann@example.org"], ["bo@example.org"]]
        assert len({(one.subject, one.body) for one in outbox.outbox}) == 1
        body = outbox.outbox[0].body
        assert link_on(answer) in body and not any(word in body for word in ("Oost", "Nacht", "Anna", "example.org"))
        assert "example.org" not in repr(everything()) and "De mail gaat naar 2 adressen" in text(answer)

    @pytest.mark.parametrize(
        ("addresses", "said"),
        [
            ("a@example.org\nniet zo", "Op regel 2 staat geen mailadres"),
            ("\n".join(f"a{n}@example.org" for n in range(51)), "Hier staan 51 adressen"),
            ("a@example.org\r\nBcc: b@example.org", "Op regel 2 staat geen mailadres"),
        ],
    )
    def test_what_is_no_address_is_named_and_nothing_goes(
        self, addresses: str, said: str, here: SimpleNamespace
    ) -> None:
        answer = self.asked(here, addresses)
        assert answer.status_code == 422 and said in text(answer) and not outbox.outbox
        assert not Invitation.objects.exists() and "a@example.org" in text(answer).replace("a0@", "a@")

    def test_a_link_that_works_once_goes_to_one(self, here: SimpleNamespace) -> None:
        answer = self.asked(here, "a@example.org\nb@example.org", what="host")
        assert answer.status_code == 422 and not outbox.outbox
        assert self.asked(here, "a@example.org", what="host").status_code == 200 and len(outbox.outbox) == 1

    def test_not_more_often_than_six_times_a_day(self, here: SimpleNamespace) -> None:
        found = [self.asked(here, "a@example.org").status_code for _ in range(7)]
        assert found == [200] * 6 + [422] and len(outbox.outbox) == 6
        assert self.asked(here, "").status_code == 200  # A link to give oneself always can.


def test_where_no_mail_is_sent_no_address_is_asked_for(here: SimpleNamespace) -> None:
    page = here.administrator.get("teams-invite", here.there.pk)
    assert 'name="addresses"' not in text(page)
    fields = {
        "what": "member",
        "team": letters(here.nacht.pk),
        "until": in_days(3).isoformat(),
        "addresses": "a@example.org",
    }
    assert here.administrator.client.post(at("teams-invite", here.there.pk), fields).status_code == 422


class TestGoing:
    def test_what_one_wrote_stays(self, here: SimpleNamespace) -> None:
        here.member.finish()
        records = here.member.rows()
        assert here.member.post("teams-leave", here.there.pk, do="leave").status_code == 302
        assert here.member.rows() == records and not Membership.objects.filter(person=here.member.person).exists()
        assert here.member.get("teams-one", here.there.pk).status_code == 404

    def test_the_last_administrator_stays_or_ends_it_for_all(self, here: SimpleNamespace) -> None:
        before = everything()
        refused = here.administrator.post("teams-leave", here.there.pk, do="leave")
        assert refused.status_code == 409 and "Jij bent de enige beheerder" in text(refused)
        assert here.administrator.post("teams-leave", here.there.pk, do="end").status_code == 422
        assert everything() == before
        assert here.administrator.post("teams-leave", here.there.pk, do="end", sure="1").status_code == 302
        assert list(Organisation.objects.all()) == [here.apart]

    def test_who_takes_back_their_own_role_is_led_out(self, here: SimpleNamespace) -> None:
        actions.give_role(here.there, here.member.person, Role.What.ADMINISTRATOR, None, "Mia")
        mine = letters(Role.objects.get(name="Mia").pk)
        taken = here.member.client.post(at("teams-tree", here.there.pk), {"do": "take", "role": mine, "sure": "1"})
        assert taken.headers["Location"] == at("teams-one", here.there.pk)
        assert here.member.get("teams-tree", here.there.pk).status_code == 404


def _bare(answer: Any) -> str:
    """A page without what is another each time: tokens, and the address it was asked at."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text(answer))
    return re.sub(r'(name="next" value="|from=)[^"]*"', "", page)
