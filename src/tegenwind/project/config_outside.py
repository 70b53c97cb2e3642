"""What the operator sets of the world outside: who carries mail, and which organisation lets people in.

Both are off unless set. Read by :mod:`tegenwind.project.config`, which gathers the mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOCAL = ("localhost", "127.0.0.1", "::1")
_ADDRESS = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+")
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Mail:
    """The server that carries mail. ``security`` is how the way to it is protected: ``""``, ``starttls`` or ``tls``."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)
    security: str
    sender: str


@dataclass(frozen=True)
class Oidc:
    """The identity provider of an organisation. ``name`` is what the button says; ``issuer`` has no slash at its end."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str

    @property
    def origin(self) -> str:
        """Where people are sent to, for the Content-Security-Policy."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def read_mail(env: Mapping[str, str], mistakes: list[str]) -> Mail | None:
    """``TEGENWIND_MAIL`` and ``TEGENWIND_MAIL_FROM``; None when this place sends no mail. Adds what is wrong to ``mistakes``."""
    url, sender = env.get("TEGENWIND_MAIL", "").strip(), env.get("TEGENWIND_MAIL_FROM", "").strip()
    if not url:
        if sender:
            mistakes.append("TEGENWIND_MAIL_FROM is set and TEGENWIND_MAIL is not: allowed are both or neither.")
        return None
    if not _ADDRESS.fullmatch(sender):
        mistakes.append(f"TEGENWIND_MAIL_FROM is {sender!r}: allowed with TEGENWIND_MAIL is an e-mail address.")
    allowed = "allowed is smtp://, smtp+starttls:// or smtps:// with user:password@host:port"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        understood = parts.scheme in _PORTS and host and not parts.path.strip("/") and not parts.query and port != 0
    except ValueError:
        understood = False
    if not understood:
        # The address may hold a password: it is not repeated.
        mistakes.append(f"TEGENWIND_MAIL is not understood: {allowed}.")
        return None
    if parts.scheme == "smtp" and parts.username and host not in _LOCAL:
        mistakes.append(
            "TEGENWIND_MAIL would send its password in the clear: allowed is smtp+starttls:// or smtps://, "
            "or smtp:// without a password."
        )
    return Mail(
        host=host,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security={"smtps": "tls", "smtp+starttls": "starttls"}.get(parts.scheme, ""),
        sender=sender,
    )


def read_oidc(
    env: Mapping[str, str], mistakes: list[str], is_there: Callable[[Path, Callable[[Path], bool]], bool]
) -> Oidc | None:
    """The ``TEGENWIND_OIDC_`` settings; None when nobody comes in through an organisation."""
    given = {
        name: env.get(f"TEGENWIND_OIDC_{name}", "").strip()
        for name in ("ISSUER", "CLIENT", "SECRET", "SECRET_FILE", "NAME")
    }
    if not given["ISSUER"]:
        for name, value in given.items():
            if value:
                mistakes.append(
                    f"TEGENWIND_OIDC_{name} is set and TEGENWIND_OIDC_ISSUER is not: allowed are all or none."
                )
        return None
    issuer = _issuer(given["ISSUER"], mistakes)
    client, name = given["CLIENT"], given["NAME"] or urlsplit(issuer).hostname or ""
    if not client or re.search(r"\s", client):
        mistakes.append(f"TEGENWIND_OIDC_CLIENT is {client!r}: allowed is the client id, without spaces.")
    if len(name) > _LONGEST_NAME:
        mistakes.append(f"TEGENWIND_OIDC_NAME has {len(name)} characters: allowed are {_LONGEST_NAME} at most.")
    return Oidc(issuer, client, _secret(given, mistakes, is_there), name)


def _issuer(given: str, mistakes: list[str]) -> str:
    issuer = given.rstrip("/")
    try:
        parts = urlsplit(issuer)
        understood = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        understood = False
    if not understood or parts.scheme not in ("https", "http"):
        mistakes.append(f"TEGENWIND_OIDC_ISSUER is {given!r}: allowed is https://name, with a path or not.")
        return ""
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        mistakes.append(f"TEGENWIND_OIDC_ISSUER is {given!r}: http is allowed for localhost only.")
    return issuer


def _secret(
    given: Mapping[str, str], mistakes: list[str], is_there: Callable[[Path, Callable[[Path], bool]], bool]
) -> str:
    secret, file = given["SECRET"], given["SECRET_FILE"]
    if bool(secret) == bool(file):
        mistakes.append(
            "TEGENWIND_OIDC_SECRET, or TEGENWIND_OIDC_SECRET_FILE in its place: one of the two is needed; allowed is one."
        )
    if not file:
        return secret
    try:
        found = Path(file).read_text(encoding="utf-8").strip() if is_there(Path(file), Path.is_file) else ""
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found:
        mistakes.append(
            f"TEGENWIND_OIDC_SECRET_FILE is {file!r}: allowed is a file that can be read, with the secret in it."
        )
    return found
