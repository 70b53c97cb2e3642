"""The settings for mail and for an organisation: off unless set, and wrong ones named without their secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tegenwind.project.config import WrongSettings, read

OIDC = {
    "TEGENWIND_OIDC_ISSUER": "https://login.example.org/oost/",
    "TEGENWIND_OIDC_CLIENT": "tegenwind",
    "TEGENWIND_OIDC_SECRET": "geheim-x",
}
FROM = "tegenwind@example.org"


def wrong(**environment: str) -> list[str]:
    with pytest.raises(WrongSettings) as refused:
        read(environment)
    return refused.value.mistakes


class TestMail:
    def test_none_unless_set(self) -> None:
        assert read({}).mail is None

    @pytest.mark.parametrize(
        ("url", "host", "port", "user", "password", "security"),
        [
            ("smtp://localhost", "localhost", 25, "", "", ""),
            ("smtp://jan:w%40ch%3At@127.0.0.1:2525", "127.0.0.1", 2525, "jan", "w@ch:t", ""),
            ("smtp://relay.example.org:25", "relay.example.org", 25, "", "", ""),
            ("smtp+starttls://jan:x@mail.example.org", "mail.example.org", 587, "jan", "x", "starttls"),
            ("smtps://jan%40example.org:x@mail.example.org/", "mail.example.org", 465, "jan@example.org", "x", "tls"),
        ],
    )
    def test_what_is_allowed(self, url: str, host: str, port: int, user: str, password: str, security: str) -> None:
        found = read({"TEGENWIND_MAIL": url, "TEGENWIND_MAIL_FROM": FROM}).mail

        assert found is not None
        assert (found.host, found.port, found.user, found.password) == (host, port, user, password)
        assert (found.security, found.sender) == (security, FROM)

    @pytest.mark.parametrize(
        "url",
        [
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "smtp://jan:geheim-x@",
            "smtps://jan:geheim-x@host:70000",
            "smtps://jan:geheim-x@host:x",
            "smtps://jan:geheim-x@host/pad",
            "smtps://jan:geheim-x@host?x=1",
            "smtps://jan:geheim-x@[host",
        ],
    )
    def test_anything_else_is_named_without_its_password(self, url: str) -> None:
        (mistake,) = wrong(TEGENWIND_MAIL=url, TEGENWIND_MAIL_FROM=FROM)

        assert mistake.startswith("TEGENWIND_MAIL is not understood") and "geheim-x" not in mistake

    def test_no_password_in_the_clear_over_a_network(self) -> None:
        (mistake,) = wrong(TEGENWIND_MAIL="smtp://jan:geheim-x@mail.example.org", TEGENWIND_MAIL_FROM=FROM)

        assert "in the clear" in mistake and "geheim-x" not in mistake

    @pytest.mark.parametrize("sender", ["", "niemand", "a@b@c", "Jan <jan@example.org>", "a@b\nBcc:x@y"])
    def test_a_sender_is_needed(self, sender: str) -> None:
        (mistake,) = wrong(TEGENWIND_MAIL="smtp://localhost", TEGENWIND_MAIL_FROM=sender)

        assert mistake.startswith("TEGENWIND_MAIL_FROM")

    def test_a_sender_alone_is_a_mistake(self) -> None:
        assert "both or neither" in wrong(TEGENWIND_MAIL_FROM=FROM)[0]

    def test_it_shows_no_password(self) -> None:
        settings = read({"TEGENWIND_MAIL": "smtps://jan:geheim-x@mail.example.org", "TEGENWIND_MAIL_FROM": FROM})

        assert "geheim-x" not in repr(settings)


class TestAnOrganisation:
    def test_none_unless_set(self) -> None:
        assert read({}).oidc is None

    def test_what_is_read(self) -> None:
        found = read(OIDC | {"TEGENWIND_OIDC_NAME": "Wijkteam Oost"}).oidc

        assert found is not None
        assert (found.issuer, found.client, found.secret) == ("https://login.example.org/oost", "tegenwind", "geheim-x")
        assert (found.name, found.origin) == ("Wijkteam Oost", "https://login.example.org")
        assert "geheim-x" not in repr(found)

    def test_without_a_name_it_goes_by_its_host(self) -> None:
        found = read(OIDC).oidc

        assert found is not None and found.name == "login.example.org"

    def test_the_secret_from_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "geheim"
        file.write_text("uit een bestand\n")
        found = read({**OIDC, "TEGENWIND_OIDC_SECRET": "", "TEGENWIND_OIDC_SECRET_FILE": str(file)}).oidc

        assert found is not None and found.secret == "uit een bestand"

    def test_an_empty_or_absent_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "leeg").write_text("\n")
        for name in ("leeg", "weg", "x" * 5000):
            (mistake,) = wrong(
                **{**OIDC, "TEGENWIND_OIDC_SECRET": "", "TEGENWIND_OIDC_SECRET_FILE": str(tmp_path / name)}
            )
            assert mistake.startswith("TEGENWIND_OIDC_SECRET_FILE")

    @pytest.mark.parametrize(
        "issuer",
        [
            "login.example.org",
            "ftp://example.org",
            "https://",
            "https://u@example.org",
            "https://x?y",
            "https://x#y",
            "https://x:0",
        ],
    )
    def test_what_is_no_issuer(self, issuer: str) -> None:
        (mistake,) = wrong(**{**OIDC, "TEGENWIND_OIDC_ISSUER": issuer})

        assert mistake.startswith("TEGENWIND_OIDC_ISSUER")

    def test_http_for_this_machine_only(self) -> None:
        assert read({**OIDC, "TEGENWIND_OIDC_ISSUER": "http://localhost:9000"}).oidc is not None
        assert "localhost only" in wrong(**{**OIDC, "TEGENWIND_OIDC_ISSUER": "http://example.org"})[0]

    @pytest.mark.parametrize("name", ["TEGENWIND_OIDC_CLIENT", "TEGENWIND_OIDC_SECRET"])
    def test_all_or_none(self, name: str) -> None:
        assert len(wrong(**{**OIDC, name: ""})) == 1
        assert "all or none" in wrong(**{name: "x"})[0]

    def test_both_secrets_are_one_too_many(self, tmp_path: Path) -> None:
        file = tmp_path / "geheim"
        file.write_text("x")
        (mistake,) = wrong(**OIDC, TEGENWIND_OIDC_SECRET_FILE=str(file))

        assert "allowed is one" in mistake and "geheim-x" not in mistake
