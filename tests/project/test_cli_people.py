"""What whoever runs the place can do about accounts from the command line."""

from __future__ import annotations

from collections.abc import Callable

from tests.attacks.conftest import server  # noqa: F401 - a real server, stopped whatever happens
from tests.server import Server, Visitor


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/check-ins/").status == 200


class TestSignOut:
    def test_one_person_everywhere_and_nobody_else(self, server: Callable[..., Server]) -> None:  # noqa: F811
        house = server().start()
        noor, elsewhere, sam = Visitor(house), Visitor(house), Visitor(house)
        noor.join("Noor")
        assert elsewhere.sign_in("Noor").status == 302
        sam.join("Sam")
        done = house.command("signout", "noor")
        assert (done.returncode, done.stdout) == (0, b"signed out everywhere; what was kept is kept\n"), done.stderr
        for visitor in (noor, elsewhere):
            assert visitor.get("/check-ins/").location.startswith("/sign-in/")
        assert is_in(sam)
        assert noor.sign_in("Noor").status == 302 and is_in(noor)

    def test_everybody(self, server: Callable[..., Server]) -> None:  # noqa: F811
        house = server().start()
        noor, sam = Visitor(house), Visitor(house)
        noor.join("Noor")
        sam.join("Sam")
        assert house.command("signout", "--everybody").returncode == 0
        assert not is_in(noor) and not is_in(sam)
        assert sam.sign_in("Sam").status == 302 and is_in(sam)

    def test_a_name_that_is_nobodys_changes_nothing(self, server: Callable[..., Server]) -> None:  # noqa: F811
        house = server().start()
        noor = Visitor(house)
        noor.join("Noor")
        done = house.command("signout", "Nora")
        assert done.returncode == 2 and done.stdout == b""
        assert b"there is no account with that name" in done.stderr and b"Nora" not in done.stderr
        assert is_in(noor)

    def test_whom_has_to_be_said(self, server: Callable[..., Server]) -> None:  # noqa: F811
        house = server()
        for arguments in ((), ("Noor", "--everybody")):
            assert house.command("signout", *arguments).returncode == 2
