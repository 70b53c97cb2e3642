"""Words of the cases that more than one page uses: the person's own word for client, and what the moments are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tegenwind.practice.case import CLIENT_WORDS, Case, ClientWord
from tegenwind.practice.case_names import client_name, what_name
from tegenwind.practice.moment import WHATS, What
from tegenwind.web import library


def client_words() -> dict[ClientWord, str]:
    """The words for client that can be chosen."""
    return {one: client_name(one, library.words()) for one in CLIENT_WORDS}


def client_word(case: Case) -> str:
    """The word for client that the person chose with a case: to be used in every text about it."""
    return client_name(case.client_word, library.words())


def what_words() -> dict[What, str]:
    """What a moment was, on the line of moments."""
    return {one: what_name(one, library.words()) for one in WHATS}


def begin_words() -> dict[What, str]:
    """What one does to begin a moment."""
    return {
        "prepared": _("Bereid het contact voor"),
        "met": _("Zet neer wat er was"),
        "looked-back": _("Kijk terug"),
        "repaired": _("Herstel iets"),
    }
