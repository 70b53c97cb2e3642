"""Hosting a wave on the pages, as a host does it."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

from django.utils import timezone

from tegenwind.waves.models import Wave
from tegenwind.web.ids import RecordIdConverter
from tests.waves.making import Made
from tests.web.people import Human, at, main, words

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ref = RecordIdConverter().to_url


def today() -> datetime.date:
    return timezone.localdate()


def chosen(made: Made, *paths: str, days: int = 21, pack: str = "uitspreken") -> dict[str, Any]:
    """The form filled in."""
    day = today() + datetime.timedelta(days=days)
    return {"pack": pack, "day": day.isoformat(), "team": [ref(made.teams[path].pk) for path in paths]}


def post(human: Human, made: Made, **fields: Any) -> Any:
    return human.client.post(at("wave-new", made.organisation.pk), fields)


def hidden(answer: Any) -> dict[str, list[str]]:
    """What the preview carries along."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(main(answer)):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def opened(human: Human, made: Made, *paths: str, **more: Any) -> Wave:
    """Opened through the form and the preview."""
    before = set(Wave.objects.values_list("pk", flat=True))
    seen = post(human, made, **chosen(made, *(paths or made.teams), **more), do="preview")
    assert seen.status_code == 200, words(seen)
    done = post(human, made, **hidden(seen), do="open")
    assert done.status_code == 302, words(done)
    return Wave.objects.exclude(pk__in=before).get()


def do(human: Human, wave: Wave, what: str, **fields: object) -> Any:
    return human.client.post(at("wave-host", wave.pk), {"do": what, **fields})


def state(wave: Wave) -> str:
    wave.refresh_from_db()
    return wave.state


def ended(wave: Wave, days: int = 1) -> Wave:
    """Its day was so many days ago."""
    wave.refresh_from_db()
    wave.closes_on = today() - datetime.timedelta(days=days)
    wave.opened_on = wave.closes_on - datetime.timedelta(days=21)
    wave.save()
    return wave
