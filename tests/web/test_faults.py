"""What is told of a fault: its kind and its places in the code, whoever asks, and not a word of a person."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import get_exception_reporter_class

from tegenwind.project.logs import Discreet, DiscreetReporter
from tests.attacks.searching import Marks, forms
from tests.web.people import PACK, Human, at


def test_nobody_is_mailed_and_no_handler_would() -> None:
    assert settings.ADMINS == settings.MANAGERS == [] and settings.DEBUG is False
    handlers = [
        handler for name in (None, *logging.root.manager.loggerDict) for handler in logging.getLogger(name).handlers
    ]
    assert not any(isinstance(handler, AdminEmailHandler) for handler in handlers)
    logging_: Any = settings.LOGGING
    for formatter in logging_["formatters"].values():
        assert formatter["()"] == "tegenwind.project.logs.Discreet"
    assert {handler["formatter"] for handler in logging_["handlers"].values()} == {"plain"}


def test_djangos_own_report_is_ours() -> None:
    reporter: Any = get_exception_reporter_class(RequestFactory().get("/"))
    assert reporter is DiscreetReporter


@pytest.mark.django_db
def test_a_fault_with_a_mark_everywhere_reaches_neither_log_nor_mail(
    owner: Human, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """As if somebody had attached Django's mail to the logs and named an administrator."""
    settings.ADMINS = [("Beheer", "beheer@tegenwind.example")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told = io.StringIO()
    written = logging.StreamHandler(told)
    written.setFormatter(Discreet("%(levelname)s %(name)s %(message)s"))
    mailed = AdminEmailHandler(include_html=True)
    logger = logging.getLogger("django.request")
    monkeypatch.setattr(logger, "handlers", [written, mailed])
    monkeypatch.setattr(logger, "propagate", False)
    marks = Marks()
    from tegenwind.web import library

    def broken() -> None:
        inside = marks("local variable")
        raise RuntimeError(marks("message") + inside[:0])

    monkeypatch.setattr(library, "offered", broken)
    owner.client.raise_request_exception = False
    owner.client.cookies["odd"] = marks.plain("cookie")
    answer = owner.client.post(
        f"{at('answer-all', PACK)}?x={marks.plain('query')}",
        {"w-ja-maar": marks("words"), marks.plain("field"): "1", "csrfmiddlewaretoken": marks.plain("token")},
        headers={"User-Agent": marks.plain("agent"), "X-Odd": marks.plain("header")},
    )
    assert answer.status_code == 500
    assert len(mail.outbox) == 1 and "RuntimeError in broken" in told.getvalue()
    message = mail.outbox[0]
    sent = message.message().as_string() + message.subject + message.body + str(getattr(message, "alternatives", ""))
    assert "RuntimeError" in message.body
    for name, mark in {**marks.made, "name": owner.name, "passphrase": owner.passphrase}.items():
        assert not [form for form in forms(mark) if form.decode("latin-1") in told.getvalue()], name
        assert mark not in sent, name
    for inside in ("SECRET_KEY", "DATABASES", "COOKIES", "Traceback", 'File "'):
        assert inside not in sent
