"""The world outside, really running: a mail server, and the identity provider of an organisation."""

from __future__ import annotations

import email
import email.policy
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from queue import Empty, Queue
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from aiosmtpd.controller import Controller
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings

from tegenwind.accounts.models import Person
from tegenwind.project.config_outside import Mail, Oidc

#: The provider for tests speaks http on this machine; the library it is made of refuses that otherwise.
os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")

SENDER = "tegenwind@example.org"
NAME = "Wijkteam Oost"
CLIENT, SECRET = "tegenwind", "een geheim van twee: kanten/"


class _OnAnyPort(Controller):
    """aiosmtpd looks for its own server at the port it was told; with none told, that is the one it was given."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class Post:
    """A mail server that delivers here."""

    def __init__(self) -> None:
        self._came: Queue[EmailMessage] = Queue()
        self._server = _OnAnyPort(self, hostname="127.0.0.1", port=0)
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 Not now"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        message["X-Rcpt"] = ", ".join(envelope.rcpt_tos)
        self._came.put(message)
        return "250 OK"

    def start(self) -> Post:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()

    @property
    def port(self) -> int:
        return int(self._server.port)

    @property
    def config(self) -> Mail:
        return Mail("127.0.0.1", self.port, "", "", "", SENDER)

    def next(self) -> EmailMessage:
        """The next mail; waits until it is there."""
        return self._came.get(timeout=20)

    def nothing_more(self) -> bool:
        """Whether no other mail is there. What is still to come has to be waited for first (`mail.settled`)."""
        try:
            self._came.get_nowait()
        except Empty:
            return True
        return False


def body(message: EmailMessage) -> str:
    """The text of a mail, which is all there is in it."""
    assert message.get_content_type() == "text/plain" and not message.is_multipart()
    return str(message.get_content())


def link(message: EmailMessage, url: str = "") -> str:
    """The path of the one link in a mail, which leads to this place (`url`, else that of the settings)."""
    (found,) = re.findall(r"https?://\S+", body(message))
    base = url or settings.TEGENWIND.url
    assert found.startswith(f"{base}/")
    return str(found.removeprefix(base))


@contextmanager
def organisation() -> Iterator[Provider]:
    """An identity provider that knows nobody yet and lets everybody in who asks it."""
    import oidc_provider_mock
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = oidc_provider_mock.app(require_nonce=True)

    def _without_a_style_sheet_from_elsewhere(answer: Any) -> Any:
        if answer.mimetype == "text/html":
            answer.set_data(re.sub(r"<link[^>]*>", "", answer.get_data(as_text=True)))
        return answer

    app.after_request(_without_a_style_sheet_from_elsewhere)
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Provider(f"http://localhost:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


class Provider:
    """The provider, and what people do on its pages."""

    def __init__(self, url: str) -> None:
        self.url = url

    @property
    def config(self) -> Oidc:
        return Oidc(self.url, CLIENT, SECRET, NAME)

    def knows(self, subject: str, **claims: str) -> None:
        """Somebody who works there, with all that the organisation knows of them."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def says_yes(self, address: str, subject: str) -> str:
        """Signing in there; returns the address that it leads back to."""
        return self._answered(address, {"sub": subject})

    def says_no(self, address: str) -> str:
        return self._answered(address, {"action": "deny"})

    def _answered(self, address: str, fields: dict[str, str]) -> str:
        assert address.startswith(self.url), address
        assert requests.get(address, timeout=10).status_code == 200
        answer = requests.post(address, data=fields, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].removeprefix(settings.TEGENWIND.url)


def second_step(person: Person) -> Callable[[], str]:
    """Codes from an app as a second step for this person; gives what shows the code of now."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return lambda: str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def asked(address: str) -> dict[str, str]:
    """What stands in the address at the organisation."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def with_mail(django_settings: Any, post: Post) -> None:
    """The settings as with TEGENWIND_MAIL."""
    django_settings.TEGENWIND = replace(django_settings.TEGENWIND, mail=post.config)
    django_settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    django_settings.EMAIL_HOST, django_settings.EMAIL_PORT = "127.0.0.1", post.port
    django_settings.DEFAULT_FROM_EMAIL = SENDER


def with_organisation(django_settings: Any, provider: Provider) -> None:
    """The settings as with TEGENWIND_OIDC_ISSUER and its fellows."""
    django_settings.TEGENWIND = replace(django_settings.TEGENWIND, oidc=provider.config)
