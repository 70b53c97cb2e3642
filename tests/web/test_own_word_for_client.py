"""The person's own word for client stands on the pages of the case, and no other word for it."""

from __future__ import annotations

import pytest

from tegenwind.practice.case import CLIENT_WORDS, ClientWord
from tegenwind.practice.case_names import client_name
from tegenwind.web import library
from tests.web.moments import case_of, moment_in
from tests.web.people import Human, words

pytestmark = pytest.mark.django_db

#: The pages of one moment.
ONE_MOMENT = ("moment", "moment-fit", "moment-protection", "moment-lenses", "moment-attune", "moment-repair")


@pytest.mark.parametrize("word", CLIENT_WORDS)
def test_the_word_that_was_chosen_is_used(owner: Human, word: ClientWord) -> None:
    case = case_of(owner, client_word=word)
    moment = moment_in(owner, case, what="prepared")
    called = client_name(word, library.words())

    assert f"Over jou in het contact met de {called}." in words(owner.get("moment", case, moment))
    assert f"Wat laat je de {called} kiezen?" in words(owner.get("moment-attune", case, moment))
    assert f"Over jou in het contact met de {called}." in words(owner.get("case-intervision", case))
    assert called in words(owner.get("case", case))


def test_nobody_is_called_a_client_by_who_says_otherwise(owner: Human) -> None:
    case = case_of(owner, client_word="resident")
    moment = moment_in(owner, case, what="prepared")
    pages = [
        *(owner.get(name, case, moment) for name in ONE_MOMENT),
        *(owner.get(name, case) for name in ("case", "case-goodbye", "case-intervision")),
        *(owner.get(name) for name in ("cases", "cases-across")),
    ]

    assert {page.status_code for page in pages} == {200}
    assert [page.request["PATH_INFO"] for page in pages if "cliënt" in words(page).lower()] == []
