"""What the doctor finds, and that it is silent where there is nothing to find."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tegenwind.project import backup, config, doctor
from tests.project.houses import House
from tests.project.test_backup import house

__all__ = ["house"]

Findings = list[doctor.Finding]


def told(findings: Iterator[doctor.Finding]) -> str:
    """What was found in one text; every finding says what, why and what to do."""
    found = list(findings)
    assert all(one.what and one.why and one.do and one.what[-1] == one.why[-1] == "." for one in found)
    return "\n".join(one.what for one in found)


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    """Settings of a server behind a proxy, with folders, keys and files as they should be."""
    made = config.read(
        {
            "TEGENWIND_DATA": str(tmp_path / "data"),
            "TEGENWIND_KEYS": str(tmp_path / "keys"),
            "TEGENWIND_URL": "https://tegenwind.example",
        }
    )
    config.prepare(made)
    for file in (made.data / "db.sqlite3", made.data / "db.sqlite3-wal", made.keys / "123", made.keys / "house"):
        file.touch(0o600)
    return made


class TestDebug:
    def test_on_and_off(self) -> None:
        assert told(doctor.debug(True)) == "Debugging is on."
        assert told(doctor.debug(False)) == ""


class TestReach:
    def test_https_behind_a_proxy_on_this_machine_and_http_on_ones_own_are_well(self, settings: config.Config) -> None:
        assert told(doctor.reach(settings)) == ""
        assert told(doctor.reach(replace(settings, url="http://localhost:8000"))) == ""
        assert told(doctor.reach(replace(settings, url="http://[::1]:8000", bind="::1"))) == ""

    def test_http_on_a_name_is_found(self, settings: config.Config) -> None:
        assert "over http (http://tegenwind.example)" in told(
            doctor.reach(replace(settings, url="http://tegenwind.example"))
        )

    @pytest.mark.parametrize("bind", ["0.0.0.0", "::", "192.168.1.4"])
    def test_a_port_open_to_others_is_found(self, settings: config.Config, bind: str) -> None:
        assert f"listens on {bind}:8000 without TLS" in told(doctor.reach(replace(settings, bind=bind)))


class TestModes:
    def test_as_the_program_makes_them_they_are_well(self, settings: config.Config) -> None:
        assert told(doctor.modes(settings)) == ""

    @pytest.mark.parametrize(
        ("name", "mode", "what"),
        [
            ("data", 0o750, "The data folder"),
            ("data", 0o701, "The data folder"),
            ("keys", 0o755, "The key store"),
            ("data/secret-key", 0o640, "The secret key"),
            ("data/db.sqlite3", 0o604, "The database"),
            ("data/db.sqlite3-wal", 0o644, "A file of the database"),
            ("keys/123", 0o644, "1 of the keys"),
            ("keys/house", 0o620, "1 of the keys"),
        ],
    )
    def test_what_others_can_reach_is_found(
        self, settings: config.Config, tmp_path: Path, name: str, mode: int, what: str
    ) -> None:
        (tmp_path / name).chmod(mode)
        assert told(doctor.modes(settings)).startswith(what)

    @pytest.mark.parametrize("name", ["data", "data/db.sqlite3", "keys/123"])
    def test_what_belongs_to_another_is_found(self, settings: config.Config, tmp_path: Path, name: str) -> None:
        if os.geteuid() != 0:
            return  # Only root can give a file away.
        os.chown(tmp_path / name, 12345, -1)
        assert told(doctor.modes(settings))


class TestKeyStore:
    def test_on_another_file_system_it_is_well(self, settings: config.Config) -> None:
        elsewhere = Path(tempfile.mkdtemp(dir="/dev/shm"))
        try:
            assert elsewhere.stat().st_dev != settings.data.stat().st_dev
            assert told(doctor.key_store(replace(settings, keys=elsewhere))) == ""
        finally:
            elsewhere.rmdir()

    def test_beside_the_database_it_is_found(self, settings: config.Config) -> None:
        assert "on the same file system" in told(doctor.key_store(settings))

    @pytest.mark.parametrize("name", ["data/keys", "."])
    def test_inside_one_another_it_is_found(self, settings: config.Config, tmp_path: Path, name: str) -> None:
        keys = tmp_path / name
        keys.mkdir(exist_ok=True)
        assert "inside one another" in told(doctor.key_store(replace(settings, keys=keys)))

    def test_a_link_does_not_hide_it(self, settings: config.Config, tmp_path: Path) -> None:
        (settings.data / "keys").mkdir()
        (tmp_path / "link").symlink_to(settings.data / "keys")
        assert "inside one another" in told(doctor.key_store(replace(settings, keys=tmp_path / "link")))


class TestDisks:
    @pytest.mark.parametrize(
        ("total", "free", "found"),
        [
            (100 * 1024**3, 6 * 1024**3, 0),
            (100 * 1024**3, 4 * 1024**3, 1),
            (4 * 1024**3, 499 * 1024**2, 1),
            (64 * 1024**2, 60 * 1024**2, 0),
        ],
    )
    def test_nearly_full_is_found_once_for_each_disk(
        self, settings: config.Config, total: int, free: int, found: int
    ) -> None:
        findings = list(doctor.disks(settings, lambda _folder: (total, total - free, free)))
        assert len(findings) == found


class TestDatabase:
    def found(self, settings: config.Config, url: str) -> str:
        return told(doctor.database(replace(settings, database=config.postgresql(url))))

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://t@localhost/t",
            "postgresql://t@127.0.0.1:5432/t",
            "postgresql://t@/t?host=/var/run/postgresql",
            "postgresql://t@db.example/t?sslmode=verify-full",
            "postgresql://t@db.example/t?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
        ],
    )
    def test_on_this_machine_or_with_a_checked_tls_it_is_well(self, settings: config.Config, url: str) -> None:
        assert self.found(settings, url) == ""

    def test_sqlite_needs_none(self, settings: config.Config) -> None:
        assert told(doctor.database(settings)) == ""

    @pytest.mark.parametrize(
        ("url", "what"),
        [
            ("postgresql://t@db.example/t", "without TLS (sslmode=prefer)"),
            ("postgresql://t@10.0.0.4/t?sslmode=disable", "without TLS (sslmode=disable)"),
            ("postgresql://t@db.example/t?sslmode=require", "nobody looks who answers"),
        ],
    )
    def test_elsewhere_without_it_is_found(self, settings: config.Config, url: str, what: str) -> None:
        assert what in self.found(settings, url)


class TestMail:
    @pytest.mark.parametrize(
        ("url", "found"),
        [
            ("smtp://mail.example", True),
            ("smtp://localhost", False),
            ("smtp+starttls://mail.example", False),
            ("smtps://me:secret@mail.example", False),
        ],
    )
    def test_in_the_clear_to_another_machine_is_found(self, settings: config.Config, url: str, found: bool) -> None:
        given = config.read({"TEGENWIND_MAIL": url, "TEGENWIND_MAIL_FROM": "tegenwind@mail.example"})
        assert ("mail.example without TLS" in told(doctor.mail(replace(settings, mail=given.mail)))) == found

    def test_without_mail_there_is_nothing_to_find(self, settings: config.Config) -> None:
        assert told(doctor.mail(settings)) == ""


class TestBackups:
    NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def stamped(self, settings: config.Config, days: float) -> Path:
        keys_to = settings.data.parent / "key-backups"
        keys_to.mkdir(exist_ok=True)
        backup._stamp(settings, self.NOW - timedelta(days=days), settings.data.parent / "backups", keys_to)
        return keys_to

    def test_none_is_found(self, settings: config.Config) -> None:
        assert "No backup was made" in told(doctor.backups(settings, self.NOW))
        (settings.data / backup.STAMP).write_text("{}")
        assert "No backup was made" in told(doctor.backups(settings, self.NOW))

    def test_one_of_yesterday_is_well(self, settings: config.Config) -> None:
        self.stamped(settings, 1)
        assert told(doctor.backups(settings, self.NOW)) == ""

    def test_one_of_last_week_is_found(self, settings: config.Config) -> None:
        self.stamped(settings, 6)
        assert told(doctor.backups(settings, self.NOW)) == "The last backup was made 6 days ago."

    @pytest.mark.parametrize(("days", "found"), [(6.9, False), (7.1, True)])
    @pytest.mark.parametrize("name", ["{}", ".{}.part"])
    def test_keys_of_more_than_seven_days_are_found(
        self, settings: config.Config, days: float, found: bool, name: str
    ) -> None:
        keys_to = self.stamped(settings, 0)
        when = self.NOW - timedelta(days=days)
        one = keys_to / name.format(f"tegenwind-keys-{when:%Y%m%dT%H%M%SZ}-0123abcd")
        one.mkdir()
        (one / "manifest.json").touch()
        assert ("older than 7 days" in told(doctor.backups(settings, self.NOW))) == found

    def test_a_disk_that_is_only_there_for_the_backup_is_no_reason_to_stop(self, settings: config.Config) -> None:
        shutil.rmtree(self.stamped(settings, 0))
        assert told(doctor.backups(settings, self.NOW)) == ""


def _help_checked_on(day: date, folder: Path) -> Path:
    file = folder / "help.yaml"
    text = (config.shipped("policy") / "help.yaml").read_text()
    file.write_text(re.sub(r"checked_on: .*", f"checked_on: {day}", text))
    return file


class TestHelpLines:
    def checked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
        file = _help_checked_on(day, tmp_path)
        monkeypatch.setattr(django_settings, "TEGENWIND", replace(django_settings.TEGENWIND, help_file=file))

    def test_checked_lately_is_well_and_long_ago_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        day = date(2026, 1, 1)
        self.checked(tmp_path, monkeypatch, day)
        assert told(doctor.help_lines(day + timedelta(days=184))) == ""
        assert "last checked 185 days ago (2026-01-01)" in told(doctor.help_lines(day + timedelta(days=185)))

    def test_a_line_for_concerns_has_a_day_of_its_own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        day = date(2026, 1, 1)
        self.checked(tmp_path, monkeypatch, day)
        file = tmp_path / "help.yaml"
        file.write_text(file.read_text().replace("    checked_on: 2026-01-01", "    checked_on: 2025-06-30", 1))
        (found,) = doctor.help_lines(day)
        assert "'Veilig Thuis" in found.what and "last checked 185 days ago (2025-06-30)" in found.what

    def test_so_has_a_place_for_what_is_serious(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        day = date(2026, 1, 1)
        self.checked(tmp_path, monkeypatch, day)
        file = tmp_path / "help.yaml"
        before, _, places = file.read_text().partition("\nserious:\n")
        places = places.replace("    checked_on: 2026-01-01", "    checked_on: 2025-06-30", 1)
        file.write_text(f"{before}\nserious:\n{places}")
        (found,) = doctor.help_lines(day)
        assert "The place 'Huis voor Klokkenluiders" in found.what and "last checked 185 days ago" in found.what

    def test_a_broken_file_is_found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "help.yaml"
        file.write_text("lines: [")
        monkeypatch.setattr(django_settings, "TEGENWIND", replace(django_settings.TEGENWIND, help_file=file))
        assert "help lines cannot be used" in next(doctor.help_lines()).what


HOST = "https://tegenwind.example"


class TestDjangosOwnChecks:
    def test_with_the_settings_of_a_server_they_say_nothing(self, house: Callable[..., House]) -> None:
        """`manage.py check --deploy --fail-level WARNING`; this house has no manage.py."""
        done = house(TEGENWIND_URL=HOST).python(
            "from django.core.management import call_command\n"
            "call_command('check', deploy=True, fail_level='WARNING')\n"
            "assert settings.SILENCED_SYSTEM_CHECKS == ['security.W021']\n"
        )
        assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced).")

    def test_one_that_does_is_found(self, house: Callable[..., House]) -> None:
        done = house(TEGENWIND_URL=HOST).python(
            "from tegenwind.project import doctor\n"
            "assert list(doctor.deploy_checks(settings.TEGENWIND)) == []\n"
            "settings.SECURE_HSTS_SECONDS = 0\n"
            "(found,) = doctor.deploy_checks(settings.TEGENWIND)\n"
            "print(found.what, found.why)"
        )
        assert done.returncode == 0, done.stderr
        assert "SECURE_HSTS_SECONDS" in done.stdout and "security.W004" in done.stdout


class TestTheCommand:
    def test_with_nothing_to_find_it_ends_with_0(self, house: Callable[..., House]) -> None:
        keys = Path(tempfile.mkdtemp(dir="/dev/shm"))
        try:
            one = house(TEGENWIND_URL=HOST, TEGENWIND_KEYS=str(keys))
            one.environment["TEGENWIND_HELP"] = str(_help_checked_on(datetime.now(UTC).date(), one.house))
            one.fill("Anne")
            one.data.chmod(0o700)
            (one.data / "db.sqlite3").chmod(0o600)
            one.backup()
            status, said, wrong = one.told("doctor")
            assert (status, wrong) == (0, ""), said
            assert said.startswith("Nothing was found.")
            (one.data / "db.sqlite3").chmod(0o644)
            status, said, _wrong = one.told("doctor")
            assert status == 1
            assert said.startswith("1. The database (") and "Why: " in said and "Do:  chmod 600 " in said
        finally:
            shutil.rmtree(keys)

    def test_with_wrong_settings_it_ends_with_2(self, house: Callable[..., House]) -> None:
        status, said, wrong = house(TEGENWIND_URL="http://elsewhere.example").told("doctor")
        assert (status, said) == (2, "") and "TEGENWIND_URL is" in wrong


def test_who_comes_over_plain_http_is_sent_to_https(house: Callable[..., House]) -> None:
    """For a proxy that forgets it. Health is asked by the machine itself, without TLS."""
    from tests.server import Visitor

    one = house(TEGENWIND_URL=HOST).start()
    plain = Visitor(one, "tegenwind.example")
    answer = plain.get("/sign-in/?next=/me/")
    assert (answer.status, answer.location) == (301, f"{HOST}/sign-in/?next=/me/")
    assert "Set-Cookie" not in answer.headers
    assert plain.get("/health/").status == 200
    assert Visitor(one, "tegenwind.example", {"X-Forwarded-Proto": "https"}).get("/sign-in/").status == 200
