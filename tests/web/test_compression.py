"""Pages go compressed to who asked for them, and never when another site made the browser ask."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

PAGE = "/help-now/"


@pytest.mark.django_db
@pytest.mark.parametrize("asked_by", ["same-origin", "none"])
def test_a_page_that_the_person_asked_for_is_compressed(client: Client, asked_by: str) -> None:
    plain = client.get(PAGE)
    small = client.get(PAGE, headers={"Accept-Encoding": "gzip", "Sec-Fetch-Site": asked_by})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert b"</html>" in gzip.decompress(small.content)


@pytest.mark.django_db
@pytest.mark.parametrize("asked_by", ["cross-site", "same-site", "", None])
def test_a_page_that_another_site_led_to_is_not(client: Client, asked_by: str | None) -> None:
    headers = {"Accept-Encoding": "gzip"} | ({} if asked_by is None else {"Sec-Fetch-Site": asked_by})
    answer = client.get(PAGE, headers=headers)
    assert "Content-Encoding" not in answer.headers
    assert b"</html>" in answer.content


@pytest.mark.django_db
def test_the_padding_differs_each_time(client: Client) -> None:
    headers = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    lengths = {len(client.get(PAGE, headers=headers).content) for _time in range(12)}
    assert len(lengths) > 1
