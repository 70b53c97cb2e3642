"""Answering a wave: from the home page to the page that thanks, and what of it is nowhere."""

from __future__ import annotations

import pytest

from tests.waves import making
from tests.web.people import Human, text, words

pytestmark = pytest.mark.django_db


def test_from_home_to_thanks(owner: Human) -> None:
    east = making.organisation({"Noord": 7}, also={"Noord": [owner.person]})
    mine = making.wave(east)
    page = owner.get("home")
    assert "Peiling van De Oever" in words(page), words(page)
    form = owner.get("wave-answer", mine.pk)
    assert form.status_code == 200
    print(form.headers)
    print(text(form))
    import re
    ticket = re.search(r'name="ticket" value="([^"]+)"', text(form))[1]
    import django.test
    c = django.test.Client()
    from tests.web.people import at
    got = c.post(at("answer", mine.pk), {"ticket": ticket, "language": "nl", "a-" + making.pack().statements[0].id: "3"})
    print(got.status_code, text(got), got.headers)
    got = c.post(at("answer", mine.pk), {"ticket": ticket, "language": "nl"})
    assert got.status_code == 422
