"""The house a browser visits: the real program, with a data folder that a test may look into and break."""

from __future__ import annotations

from pathlib import Path

from tests.outside import CLIENT, NAME, SECRET, SENDER, Post, Provider
from tests.server import Server


class House(Server):
    """A server with what only the browser's tests ask of it. Start it again and it stands on the same folder and port.

    With ``post`` it sends mail there; with ``provider`` people come in through that organisation.
    """

    def __init__(self, house: Path, *, post: Post | None = None, provider: Provider | None = None) -> None:
        settings: dict[str, str] = {}
        if post is not None:
            settings |= {"TEGENWIND_MAIL": f"smtp://127.0.0.1:{post.port}", "TEGENWIND_MAIL_FROM": SENDER}
        if provider is not None:
            settings |= {
                "TEGENWIND_OIDC_ISSUER": provider.url,
                "TEGENWIND_OIDC_CLIENT": CLIENT,
                "TEGENWIND_OIDC_SECRET": SECRET,
                "TEGENWIND_OIDC_NAME": NAME,
            }
        super().__init__(house, settings)
        self.post, self.provider = post, provider

    @property
    def abroad(self) -> tuple[str, ...]:
        """Where a page of ours may lead a browser besides here."""
        return (f"{self.provider.url}/",) if self.provider is not None else ()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def lock_everybody(self) -> None:
        """Every open vault locks, as after half an hour of silence; everybody stays signed in."""
        self.sql("DELETE FROM accounts_unlockedsession")

    def sign_everybody_out(self) -> None:
        """Every session ends, and with it every open vault."""
        self.lock_everybody()
        self.sql("DELETE FROM accounts_sealedsession")

    def records(self) -> set[tuple[object, ...]]:
        """Every sealed record as it stands, to see that nothing was written."""
        return set(self.sql("SELECT * FROM vault_sealedrecord"))

    def complaints(self) -> list[str]:
        """What it logged that somebody would have to look at."""
        lines = self.said.read_text().splitlines()
        wrong = [line for line in lines if line.startswith(("ERROR", "CRITICAL")) or "Traceback" in line]
        return [line for line in wrong if "django.security.csrf" not in line]  # the older tabs of the tests
