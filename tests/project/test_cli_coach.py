"""Who may be asked for a first conversation is said by who runs the place, on the command line."""

from __future__ import annotations

import pytest

from tegenwind.accounts.models import Person
from tegenwind.coaching import actions, house, queries
from tegenwind.coaching.models import Card
from tegenwind.project import cli
from tests.accounts.people import joined
from tests.coaching.making import coach

Said = pytest.CaptureFixture[str]


def said(capsys: Said, *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and error of ``tegenwind coach``."""
    capsys.readouterr()
    status = cli.main(["coach", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.django_db
class TestCoach:
    def test_permit_list_withdraw(self, capsys: Said) -> None:
        joined("Noor")
        mira, _ = joined("Mira")
        assert said(capsys, "list")[:2] == (0, "")
        assert said(capsys, "permit", "MIRA")[0] == 0
        assert said(capsys, "list")[:2] == (0, "Mira\tnot published\n")
        coach("Kim")
        assert said(capsys, "list")[1] == "Kim\tpublished\nMira\tnot published\n"
        assert said(capsys, "withdraw", "Mira")[0] == 0
        assert queries.own_card(mira) is None
        assert said(capsys, "list")[1] == "Kim\tpublished\n"

    def test_what_cannot_be_is_said_and_changes_nothing(self, capsys: Said) -> None:
        noor, _ = joined("Noor")
        Person.objects.filter(pk=noor.pk).update(is_staff=True)
        joined("Sam")
        for arguments, why in (
            (("permit", "Nora"), "no account with that name"),
            (("withdraw", "Nora"), "no account with that name"),
            (("withdraw", "Sam"), "was not permitted"),
            (("permit", "Noor"), "helps to run the place"),
        ):
            status, out, err = said(capsys, *arguments)
            assert (status, out) == (2, "") and why in err and "Nora" not in err
        assert not Card.objects.exists()

    @pytest.mark.parametrize("arguments", [(), ("permit",), ("promote", "Noor"), ("list", "Noor")])
    def test_what_is_meant_has_to_be_said(self, capsys: Said, arguments: tuple[str, ...]) -> None:
        with pytest.raises(SystemExit) as ended:
            said(capsys, *arguments)
        assert ended.value.code == 2

    def test_a_calendar_that_was_not_fetched_is_named_without_its_address(self, capsys: Said) -> None:
        mira, _ = coach("Mira")
        card = Card.objects.get(person=mira)
        card.feed = house.seal_feed(card.pk, "https://127.0.0.1/geheim-3f.ics")
        card.save()
        status, out, err = said(capsys, "fetch")
        assert (status, out) == (2, "0 fetched, 1 not\n")
        assert err == "Mira: inside; the moments from before stay\n"
        actions.withdraw(mira)
        assert said(capsys, "fetch")[:2] == (0, "0 fetched, 0 not\n")
