"""The page "Wat bewaren we, en wie kan het lezen": the policy itself, in words, in both languages."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from tegenwind.web.help import policy
from tests.web.people import Human, at, main, words


@pytest.mark.django_db
class TestThePage:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_it_says_each_entry_in_the_readers_language(self, language: str) -> None:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(at("kept"))
        said = words(page)
        for one in policy.read_policy().entries:
            for text in (one.title, one.what, one.purpose, one.reader, one.period):
                assert text.told(language) in said, one.id
        other = "en" if language == "nl" else "nl"
        assert policy.read_policy().entries[0].what.told(other) not in said

    def test_it_names_no_table_and_no_column(self) -> None:
        said = main(Client().get(at("kept")))
        for model in apps.get_models():
            assert model._meta.label not in said and model._meta.db_table not in said
        for name in ("wrapped", "expires_on", "session_mark", "csrftoken"):
            assert name not in said

    def test_the_page_about_who_can_read_leads_there(self) -> None:
        assert f'href="{at("kept")}"' in main(Client().get(at("privacy")))


@pytest.mark.django_db
def test_no_cookie_is_set_that_the_policy_does_not_tell(owner: Human) -> None:
    told = {name for one in policy.read_policy().entries for name in one.cookies}
    owner.finish()
    owner.client.post(at("set_language"), {"language": "en"})
    owner.get("help-now")
    assert set(owner.client.cookies) <= told and len(owner.client.cookies) >= 4
