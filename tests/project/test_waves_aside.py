"""Boxes and keys of waves beside everything else that is kept: in no backup, looked at by the doctor, swept at the start."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tegenwind.project import config, doctor, serving
from tegenwind.waves import house as boxes
from tegenwind.waves.models import Wave
from tests.project.houses import House
from tests.project.test_backup import house
from tests.project.test_doctor import settings, told
from tests.waves import making

__all__ = ["house", "settings"]

_OPEN = """
from tests.waves import making
made = making.organisation({"Noord": 6}, {"Noord": ["Kees"]}, host=people.person_named("Xandra"))
wave = making.wave(made)
making.wrote(wave, made.leaders["Kees"], agreed=True)
making.answered(wave, {"Noord": making.answers(6)})
print(wave.pk)
"""

_LOOK = """
from tegenwind.waves import closing, house, redeeming
from tegenwind.waves.errors import BoxLost
from tegenwind.waves.models import Wave
from tests.waves import making
wave, host = Wave.objects.get(), people.person_named("Xandra")
assert wave.state == "open" and not house.is_there(wave.pk)
try:
    redeeming.redeem(wave.pk, making.tickets(wave, 0)[0], {})
except BoxLost:
    print("try again later")
print(closing.stop(wave, host).state, Wave.objects.get().publication, house.every())
"""


def test_no_backup_holds_a_box_or_its_key_and_a_restored_wave_is_lost(house: Callable[..., House]) -> None:
    here = house().fill("Xandra")
    done = here.python(_OPEN)
    assert done.returncode == 0, done.stderr
    number = done.stdout.strip()
    key = (here.keys / f"wave-{number}").read_bytes()
    box = here.data / "waves" / f"{number}.sqlite3"
    assert box.is_file() and box.stat().st_mode & 0o077 == 0 == box.parent.stat().st_mode & 0o077

    data, keys = here.backup()

    for file in (*data.rglob("*"), *keys.rglob("*")):
        assert "waves/" not in str(file.relative_to(here.house)) and "wave-" not in file.name
        if file.is_file():
            held = file.read_bytes()
            assert not any(one in held for one in (key, base64.b64encode(key), key.hex().encode()))
            assert box.read_bytes()[:4096] not in held
    # From the key store itself, which has the key of the wave beside the others: the box is gone all the same.
    clean = house()
    shutil.copytree(here.keys, clean.keys)
    status, _told, wrong = clean.restore(data, clean.keys)
    assert (status, wrong) == (0, "")
    found = clean.python(_LOOK)
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines() == ["try again later", "lost None set()"]


def test_the_doctor_looks_at_them(settings: config.Config) -> None:
    boxes = settings.data / "waves"
    boxes.mkdir(mode=0o700)
    box, key = boxes / "7.sqlite3", settings.keys / "wave-7"
    for file in (box, key):
        file.touch(0o600)
    assert told(doctor.modes(settings)) == ""
    for path, mode, what in (
        (boxes, 0o750, "The folder with the tallies of open waves"),
        (box, 0o640, "The tallies of a wave"),
        (key, 0o604, "1 of the keys"),
    ):
        before = path.stat().st_mode
        path.chmod(mode)
        assert told(doctor.modes(settings)).startswith(what)
        path.chmod(before)


@pytest.mark.django_db
def test_at_the_start_only_what_belongs_to_no_running_wave_goes() -> None:
    made = making.organisation({"Noord": 6, "Zuid": 6, "Oost": 6})
    running, halfway, ended = (making.wave(made, [path]) for path in made.teams)
    Wave.objects.filter(pk=halfway.pk).update(state="closing")
    Wave.objects.filter(pk=ended.pk).update(state="stopped")
    boxes.box(12345).make([1], ["x"])  # It never came to be.

    serving._sweep()

    assert boxes.every() == {running.pk, halfway.pk}
    assert boxes.is_there(running.pk) and boxes.is_there(halfway.pk)
    assert not Path(boxes.box(ended.pk).path).exists()
