"""Opening and closing a wave, cut off at every write: nothing half-open, nothing published twice or otherwise."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from django.conf import settings

from tegenwind import measure
from tegenwind.accounts.models import Person
from tegenwind.teams.models import Organisation, Role
from tegenwind.waves import closing, house, opening, redeeming
from tegenwind.waves.errors import NotNow
from tegenwind.waves.models import RosterLine, Wave, WaveGroup
from tests.attacks.killed_acts import note, noted
from tests.waves import making

SIZES = {"Noord": 7, "Noord/Dag": 6}


def prepared(folder: Path) -> None:
    """An organisation; members, and one who leads."""

    made = making.organisation(SIZES, {"Noord": ["Kees"]})
    note(folder, "organisation", str(made.organisation.pk))


def running(folder: Path) -> None:
    """The same with an open wave that is answered."""

    prepared(folder)
    wave = _open(folder)
    making.answered(wave, {"Noord": making.answers(6), "Noord/Dag": making.answers(6, seed=2)})
    kees = wave.leading.get()
    text = making.wrote(wave, _person(kees.member), agreed=True)
    told = {name: json.loads(text)[name] for name in ("answers", "estimates")}
    whole = closing.wave_of(wave, making.pack(), house.box(wave.pk).tallies())
    expected = measure.as_data(measure.publish(whole)) | {"leaders": [{"name": "Kees", "leads": kees.leads, **told}]}
    note(folder, "expected", json.dumps(expected, sort_keys=True))


def _person(number: int) -> Person:

    return Person.objects.get(pk=number)


def _open(folder: Path) -> Wave:

    organisation = Organisation.objects.get(pk=int(noted(folder, "organisation")))
    host = organisation.roles.get(what=Role.What.HOST).person
    teams = list(organisation.teams.values_list("pk", flat=True))
    return opening.open_wave(host, organisation, making.pack(), teams, making.TODAY + making.WEEKS, making.TODAY)


def open_one(folder: Path) -> None:
    _open(folder)


def close_it(folder: Path) -> None:

    wave = Wave.objects.get()
    assert wave.host is not None
    closing.close(wave, wave.host, making.pack(), wave.closes_on + datetime.timedelta(days=1))


def open_or_not(folder: Path) -> str:
    """There is a wave in which everybody can answer, or none at all; and after the next start nothing else."""

    _swept()
    left = "open" if Wave.objects.exists() else "nothing"
    if left == "nothing":
        assert not RosterLine.objects.exists() and not WaveGroup.objects.exists()
        _open(folder)
    wave = Wave.objects.get()
    assert wave.is_open and wave.leading.count() == 1
    making.answered(wave, {path: making.answers(size) for path, size in SIZES.items()})
    assert [one.contributions for one in house.box(wave.pk).tallies()] == list(SIZES.values())
    return left


def published_once(folder: Path) -> str:
    """What was counted is what is published, whenever it is; then nothing is left to publish it from."""

    _swept()
    wave = Wave.objects.get()
    left = str(wave.state)
    if left != "published":
        assert wave.publication is None
        if left == "closing":
            _counts_nothing(wave)
        close_it(folder)
        wave.refresh_from_db()
    assert wave.state == "published"
    assert json.dumps(wave.publication, sort_keys=True) == noted(folder, "expected")
    assert not any(bytes(one.sealed) for one in wave.leading.all())
    try:
        close_it(folder)
    except NotNow:
        pass
    else:
        raise AssertionError("it was closed twice")
    closing.sweep()
    _nothing_left()
    return left


def _counts_nothing(wave: Wave) -> None:

    before = house.box(wave.pk).path.read_bytes()
    line = wave.roster.select_related("wave").first()
    assert line is not None
    line.wave.state = wave.State.OPEN  # To get at a ticket; it is not written down.
    redeeming.redeem(wave.pk, redeeming.ticket(line, making.key_of(line.member)), making.answers(1)[0])
    assert house.box(wave.pk).path.read_bytes() == before


def _swept() -> None:
    """The next start of the server."""

    closing.sweep()
    assert house.every() == set(Wave.objects.filter(state__in=("open", "closing")).values_list("pk", flat=True))


def _nothing_left() -> None:
    """Neither key nor box, under whatever name."""

    assert house.every() == set()
    assert not list(house.folder().iterdir())
    left = [path for path in Path(settings.TEGENWIND.keys).iterdir() if "wave" in path.name]
    assert not any(any(path.read_bytes()) for path in left), left
