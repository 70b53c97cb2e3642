"""Founding an organisation, and naming who administers it, on the command line."""

from __future__ import annotations

import pytest

from tegenwind.project import cli
from tegenwind.teams import actions
from tegenwind.teams.models import Organisation, Role
from tests.accounts.people import joined

Said = pytest.CaptureFixture[str]
pytestmark = pytest.mark.django_db


def said(capsys: Said, *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and error of ``tegenwind organisation``."""
    capsys.readouterr()
    status = cli.main(["organisation", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_found_administer_list(capsys: Said) -> None:
    noor, sam = joined("Noor")[0], joined("Sam")[0]
    assert said(capsys, "list")[:2] == (0, "")
    assert said(capsys, "found", "Wijkteams  Oost", "NOOR", "--shown", "Noor, kwaliteit")[0] == 0
    there = Organisation.objects.get()
    assert said(capsys, "list")[1] == f"{there.pk}\tWijkteams Oost\tNoor, kwaliteit\n"
    assert said(capsys, "administer", "Wijkteams Oost", "Sam", "--shown", "Sam")[0] == 0
    noor.delete()
    assert said(capsys, "list")[1] == f"{there.pk}\tWijkteams Oost\tSam\n"
    assert Role.objects.get().person == sam


def test_nobody_is_left_and_its_number_finds_it(capsys: Said) -> None:
    noor, sam = joined("Noor")[0], joined("Sam")[0]
    there, other = actions.found("Oost", noor), actions.found("Oost", sam)
    actions.take_in(there, joined("Kim")[0])
    noor.delete()
    assert f"{there.pk}\tOost\tnobody administers it\n" in said(capsys, "list")[1]
    status, _out, err = said(capsys, "administer", "Oost", "Kim", "--shown", "Kim")
    assert status == 2 and "more organisations" in err
    assert said(capsys, "administer", str(there.pk), "Kim", "--shown", "Kim")[0] == 0
    assert there.roles.count() == other.roles.count() == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("found", "Oost", "Nora", "--shown", "N"), "no account with that name"),
        (("found", " ", "Noor", "--shown", "N"), "1 to 120"),
        (("found", "Oost", "Noor", "--shown", "x" * 61), "1 to 60"),
        (("administer", "West", "Noor", "--shown", "N"), "no organisation of that name"),
        (("administer", "9" * 30, "Noor", "--shown", "N"), "no organisation of that name"),
        (("administer", "Zuid", "Nora", "--shown", "N"), "no account with that name"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(capsys: Said, arguments: tuple[str, ...], why: str) -> None:
    joined("Noor")
    actions.found("Zuid", joined("Kim")[0])
    status, out, err = said(capsys, *arguments)
    assert (status, out) == (2, "") and why in err and "Nora" not in err
    assert Organisation.objects.count() == Role.objects.count() == 1


@pytest.mark.parametrize(
    "arguments", [(), ("found", "Oost"), ("found", "Oost", "Noor"), ("end", "Oost"), ("list", "Oost")]
)
def test_what_is_meant_has_to_be_said(capsys: Said, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        said(capsys, *arguments)
    assert ended.value.code == 2
