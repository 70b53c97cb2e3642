"""The settings: each has a default that suits one's own machine; a wrong one is named with what is allowed, all at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tegenwind.project import config
from tegenwind.project.config import SETTINGS, WrongSettings, prepare, read, shipped

SECRET = "x" * 50


class Recorded(dict[str, str]):
    """An environment that remembers which names were asked for."""

    def __init__(self, **values: str) -> None:
        super().__init__(**values)
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)


def wrong(**environment: str) -> list[str]:
    with pytest.raises(WrongSettings) as refused:
        read(environment)
    return refused.value.mistakes


class TestTheDefaults:
    def test_they_suit_ones_own_machine(self) -> None:
        settings = read({})

        assert (settings.port, settings.bind, settings.url) == (8000, "127.0.0.1", "http://localhost:8000")
        assert (settings.language, settings.workers, settings.threads) == ("nl", 2, 4)
        assert (settings.packs, settings.source_url, settings.secret_key) == ((), "", None)
        assert settings.data == Path.cwd() / "data"
        assert settings.keys == settings.data / "keys"
        assert settings.help_file == shipped("policy") / "help.yaml"
        assert settings.is_sqlite
        assert settings.database["NAME"] == str(settings.data / "db.sqlite3")
        assert not settings.secure
        assert settings.host == "localhost"

    def test_an_empty_value_is_no_value(self) -> None:
        assert read(dict.fromkeys(SETTINGS, "  ")) == read({})

    def test_every_setting_that_is_read_is_in_the_table_and_the_other_way_round(self) -> None:
        environment = Recorded()
        read(environment)

        assert environment.asked == set(SETTINGS)

    def test_the_table_tells_a_default_and_a_meaning_of_each(self) -> None:
        for name, (default, meaning) in SETTINGS.items():
            assert default, name
            assert meaning.endswith("."), name

    def test_the_environment_of_the_process_is_read_when_none_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PORT", "8123")

        assert read().port == 8123


class TestNumbers:
    RANGES = (("PORT", "port", 65535), ("TEGENWIND_WORKERS", "workers", 32), ("TEGENWIND_THREADS", "threads", 64))

    @pytest.mark.parametrize(("name", "field", "most"), RANGES)
    def test_the_first_and_the_last_are_allowed(self, name: str, field: str, most: int) -> None:
        assert getattr(read({name: "1"}), field) == 1
        assert getattr(read({name: f" {most} "}), field) == most

    @pytest.mark.parametrize("value", ["0", "-1", "1.5", "twee", "1e3", "١", "0x10", "9" * 5000])
    @pytest.mark.parametrize(("name", "field", "most"), RANGES)
    def test_anything_else_is_named(self, name: str, field: str, most: int, value: str) -> None:
        (mistake,) = wrong(**{name: value})

        assert mistake == f"{name} is {value!r}: allowed is a whole number from 1 to {most}."

    @pytest.mark.parametrize(("name", "field", "most"), RANGES)
    def test_one_more_than_the_last_is_named(self, name: str, field: str, most: int) -> None:
        assert len(wrong(**{name: str(most + 1)})) == 1

    def test_the_address_follows_the_port(self) -> None:
        assert read({"PORT": "8001"}).url == "http://localhost:8001"


class TestTheAddress:
    @pytest.mark.parametrize(
        ("given", "url", "host", "secure"),
        [
            ("https://tegenwind.example.org", "https://tegenwind.example.org", "tegenwind.example.org", True),
            ("https://tegenwind.example.org/", "https://tegenwind.example.org", "tegenwind.example.org", True),
            ("https://tegenwind.example.org:8443", "https://tegenwind.example.org:8443", "tegenwind.example.org", True),
            ("HTTPS://Tegenwind.Example.ORG", "https://tegenwind.example.org", "tegenwind.example.org", True),
            ("http://localhost:9000", "http://localhost:9000", "localhost", False),
            ("http://127.0.0.1", "http://127.0.0.1", "127.0.0.1", False),
            ("http://[::1]:8000", "http://[::1]:8000", "::1", False),
        ],
    )
    def test_what_is_allowed(self, given: str, url: str, host: str, secure: bool) -> None:
        settings = read({"TEGENWIND_URL": given})

        assert (settings.url, settings.host, settings.secure) == (url, host, secure)

    @pytest.mark.parametrize(
        "value",
        [
            "tegenwind.example.org",
            "ftp://example.org",
            "https:",
            "https://example.org/pad",
            "https://example.org?a=b",
            "https://example.org#a",
            "https://name:word@example.org",
            "https://exa mple.org",
            "https://example.org:0",
            "https://example.org:65536",
            "https://example.org:poort",
            "https://[::1",
            "https://tégenwind.nl",
            "javascript:alert(1)",
        ],
    )
    def test_what_is_not_an_address_is_named(self, value: str) -> None:
        allowed = "allowed is https://name or http://localhost:PORT, and no path."

        assert wrong(TEGENWIND_URL=value) == [f"TEGENWIND_URL is {value!r}: {allowed}"]

    @pytest.mark.parametrize("value", ["http://example.org", "http://192.168.1.10:8000", "http://0.0.0.0"])
    def test_http_is_for_ones_own_machine(self, value: str) -> None:
        allowed = "http is allowed for localhost only; anywhere else it has to be https."

        assert wrong(TEGENWIND_URL=value) == [f"TEGENWIND_URL is {value!r}: {allowed}"]

    @pytest.mark.parametrize("value", ["127.0.0.1", "::1", "127.0.0.2"])
    def test_it_listens_on_loopback_with_either(self, value: str) -> None:
        assert read({"TEGENWIND_BIND": value}).bind == value

    @pytest.mark.parametrize("value", ["0.0.0.0", "::", "192.168.1.10"])
    def test_it_listens_elsewhere_only_behind_https(self, value: str) -> None:
        allowed = "with an http TEGENWIND_URL only 127.0.0.1 and ::1 are allowed."

        assert wrong(TEGENWIND_BIND=value) == [f"TEGENWIND_BIND is {value!r}: {allowed}"]
        assert read({"TEGENWIND_BIND": value, "TEGENWIND_URL": "https://example.org"}).bind == value

    @pytest.mark.parametrize("value", ["localhost", "127.0.0.1:8000", "256.0.0.1", "*"])
    def test_what_is_not_an_ip_address_is_named(self, value: str) -> None:
        allowed = "allowed is an IP address, such as 127.0.0.1 or 0.0.0.0."

        assert wrong(TEGENWIND_BIND=value) == [f"TEGENWIND_BIND is {value!r}: {allowed}"]


class TestLanguageAndFiles:
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_both_languages(self, language: str) -> None:
        assert read({"TEGENWIND_LANGUAGE": language}).language == language

    @pytest.mark.parametrize("value", ["NL", "de", "nl-BE"])
    def test_another_language_is_named(self, value: str) -> None:
        assert wrong(TEGENWIND_LANGUAGE=value) == [f"TEGENWIND_LANGUAGE is {value!r}: allowed are nl and en."]

    def test_folders_may_exist_or_not(self, tmp_path: Path) -> None:
        settings = read({"TEGENWIND_DATA": str(tmp_path), "TEGENWIND_KEYS": str(tmp_path / "elders")})

        assert (settings.data, settings.keys) == (tmp_path, tmp_path / "elders")
        assert read({"TEGENWIND_DATA": str(tmp_path / "weg")}).keys == tmp_path / "weg" / "keys"

    @pytest.mark.parametrize("name", ["TEGENWIND_DATA", "TEGENWIND_KEYS"])
    def test_a_file_for_a_folder_is_named(self, name: str, tmp_path: Path) -> None:
        file = tmp_path / "bestand"
        file.write_text("x")

        allowed = "which is a file: allowed is a folder, existing or not."
        assert wrong(**{name: str(file)}) == [f"{name} is {str(file)!r}, {allowed}"]

    def test_a_help_file_of_ones_own(self, tmp_path: Path) -> None:
        file = tmp_path / "hulp.yaml"
        file.write_text("lines: []")

        assert read({"TEGENWIND_HELP": str(file)}).help_file == file

    @pytest.mark.parametrize("name", ["weg.yaml", "", "n" * 5000])
    def test_a_help_file_that_is_not_there_is_named(self, name: str, tmp_path: Path) -> None:
        file = tmp_path / name

        allowed = "allowed is a YAML file that exists."
        assert wrong(TEGENWIND_HELP=str(file)) == [f"TEGENWIND_HELP is {str(file)!r}: {allowed}"]

    def test_more_packs_in_several_folders(self, tmp_path: Path) -> None:
        folders = [tmp_path / "een", tmp_path / "twee"]
        for folder in folders:
            folder.mkdir()

        assert read({"TEGENWIND_PACKS": f"{folders[0]}{os.pathsep} {folders[1]} {os.pathsep}"}).packs == tuple(folders)

    def test_each_folder_with_packs_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        one, two = tmp_path / "een", tmp_path / "twee"

        assert wrong(TEGENWIND_PACKS=f"{one}{os.pathsep}{tmp_path}{os.pathsep}{two}") == [
            f"TEGENWIND_PACKS names {str(one)!r}: allowed are folders that exist.",
            f"TEGENWIND_PACKS names {str(two)!r}: allowed are folders that exist.",
        ]

    def test_where_the_source_code_is(self) -> None:
        assert read({"TEGENWIND_SOURCE": "https://example.org/code"}).source_url == "https://example.org/code"
        assert wrong(TEGENWIND_SOURCE="example.org") == [
            "TEGENWIND_SOURCE is 'example.org': allowed is an https address."
        ]


class TestTheDatabase:
    def test_sqlite_that_is_durable_at_commit(self, tmp_path: Path) -> None:
        settings = read({"TEGENWIND_DATABASE_URL": f"sqlite:///{tmp_path}/een%20naam.sqlite3"})

        assert settings.is_sqlite
        assert settings.database["NAME"] == f"{tmp_path}/een naam.sqlite3"
        options = settings.database["OPTIONS"]
        assert isinstance(options, dict)
        assert options["transaction_mode"] == "IMMEDIATE"
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            assert pragma in str(options["init_command"])

    def test_postgresql(self) -> None:
        settings = read({"TEGENWIND_DATABASE_URL": "postgresql://tegen%40wind:p%2Fw@db.example.org:5433/naam"})

        assert not settings.is_sqlite
        assert {key: settings.database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
            "NAME": "naam",
            "USER": "tegen@wind",
            "PASSWORD": "p/w",
            "HOST": "db.example.org",
            "PORT": "5433",
        }

    def test_postgresql_on_a_socket_and_over_tls(self) -> None:
        settings = read({"TEGENWIND_DATABASE_URL": "postgresql://u@/naam?host=/run/pg&port=5433&sslmode=verify-full"})

        assert (settings.database["HOST"], settings.database["PORT"]) == ("/run/pg", "5433")
        options = settings.database["OPTIONS"]
        assert isinstance(options, dict)
        assert options["sslmode"] == "verify-full"

    @pytest.mark.parametrize(
        "value",
        [
            "mysql://u:geheim@h/naam",
            "sqlite://",
            "sqlite:///",
            "sqlite://h/naam",
            "postgresql://u:geheim@h",
            "postgresql://u:geheim@h:poort/naam",
            "postgresql://u:geheim@h:99999/naam",
            "postgresql://u:geheim@[h/naam",
            "data/db.sqlite3",
        ],
    )
    def test_anything_else_is_named_without_its_password(self, value: str) -> None:
        (mistake,) = wrong(TEGENWIND_DATABASE_URL=value)

        allowed = "allowed is sqlite:///PATH or postgresql://user:password@host:port/name."
        assert mistake == f"TEGENWIND_DATABASE_URL is not understood: {allowed}"
        assert "geheim" not in mistake

    def test_an_option_that_would_be_passed_over_in_silence_is_named(self) -> None:
        (mistake,) = wrong(TEGENWIND_DATABASE_URL="postgresql://u:geheim@h/naam?sslmod=require")

        assert "after the question mark allowed are host, port, sslmode, sslrootcert" in mistake
        assert "geheim" not in mistake


class TestSecrets:
    def test_a_key_of_ones_own(self) -> None:
        assert read({"TEGENWIND_SECRET_KEY": SECRET}).secret_key == SECRET

    def test_a_short_key_is_refused_and_not_repeated(self) -> None:
        (mistake,) = wrong(TEGENWIND_SECRET_KEY="geheim")

        assert mistake == "TEGENWIND_SECRET_KEY is too short: allowed are 50 characters or more."

    def test_no_secret_stands_in_the_repr(self) -> None:
        settings = read({"TEGENWIND_SECRET_KEY": SECRET, "TEGENWIND_DATABASE_URL": "postgresql://u:wachtwoord@h/naam"})

        assert SECRET not in repr(settings)
        assert "wachtwoord" not in repr(settings)


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.write_text("x")
    values = {
        "PORT": "0",
        "TEGENWIND_BIND": "overal",
        "TEGENWIND_URL": "http://example.org",
        "TEGENWIND_DATA": str(file),
        "TEGENWIND_KEYS": str(file),
        "TEGENWIND_DATABASE_URL": "oracle://x",
        "TEGENWIND_SECRET_KEY": "kort",
        "TEGENWIND_LANGUAGE": "fr",
        "TEGENWIND_HELP": str(tmp_path / "weg.yaml"),
        "TEGENWIND_PACKS": str(tmp_path / "weg"),
        "TEGENWIND_SOURCE": "http://example.org",
        "TEGENWIND_MAIL": "postduif://x",
        "TEGENWIND_MAIL_FROM": "niemand",
        "TEGENWIND_OIDC_ISSUER": "ftp://example.org",
        "TEGENWIND_OIDC_CLIENT": "a b",
        "TEGENWIND_OIDC_SECRET": "x",
        "TEGENWIND_OIDC_SECRET_FILE": str(tmp_path / "weg"),
        "TEGENWIND_OIDC_NAME": "x" * 61,
        "TEGENWIND_WORKERS": "33",
        "TEGENWIND_THREADS": "65",
        "TEGENWIND_SMALLEST_GROUP": "4",
    }
    assert set(values) == set(SETTINGS), "a new setting has to be given a wrong value here"

    told = wrong(**values)

    assert sorted(re.match(r"[A-Z_]+", sentence)[0] for sentence in told) == sorted(SETTINGS)  # type: ignore[index]
    assert all("allowed" in sentence for sentence in told)
    with pytest.raises(WrongSettings) as refused:
        read(values)
    assert str(refused.value).splitlines() == told


class TestPreparing:
    def ready(self, tmp_path: Path, **more: str) -> config.Config:
        return read({"TEGENWIND_DATA": str(tmp_path / "data"), **more})

    def test_the_folders_are_made_for_the_owner_alone(self, tmp_path: Path) -> None:
        settings = self.ready(tmp_path, TEGENWIND_KEYS=str(tmp_path / "sleutels"))
        prepare(settings)

        for folder in (settings.data, settings.keys):
            assert folder.stat().st_mode & 0o777 == 0o700

    def test_a_key_is_made_once_and_kept_for_the_owner_alone(self, tmp_path: Path) -> None:
        settings = self.ready(tmp_path)
        first = prepare(settings)

        assert len(first) >= 50
        assert prepare(settings) == first
        assert (settings.data / "secret-key").stat().st_mode & 0o777 == 0o600
        assert sorted(path.name for path in settings.data.iterdir()) == ["keys", "secret-key"]
        assert prepare(self.ready(tmp_path / "elders")) != first

    def test_a_key_of_ones_own_is_not_written_down(self, tmp_path: Path) -> None:
        settings = self.ready(tmp_path, TEGENWIND_SECRET_KEY=SECRET)

        assert prepare(settings) == SECRET
        assert not (settings.data / "secret-key").exists()

    def test_who_comes_second_takes_the_key_of_who_came_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = self.ready(tmp_path)
        link = os.link

        def too_late(draft: Path, place: Path) -> None:
            place.write_text(SECRET)
            link(draft, place)

        monkeypatch.setattr("tegenwind.project.config.os.link", too_late)

        assert prepare(settings) == SECRET
        assert sorted(path.name for path in settings.data.iterdir()) == ["keys", "secret-key"]

    @pytest.mark.parametrize("content", [b"", b"kort\n", b"\xff\xfe"])
    def test_a_key_file_that_was_spoilt_is_named(self, tmp_path: Path, content: bytes) -> None:
        settings = self.ready(tmp_path)
        settings.data.mkdir(parents=True)
        (settings.data / "secret-key").write_bytes(content)

        with pytest.raises(WrongSettings, match=r"secret-key' is too short: allowed are 50 characters or more"):
            prepare(settings)

    @pytest.mark.parametrize("name", ["TEGENWIND_DATA", "TEGENWIND_KEYS"])
    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path, name: str) -> None:
        file = tmp_path / "bestand"
        file.write_text("x")
        settings = self.ready(tmp_path, **{name: str(file / "map")})

        with pytest.raises(WrongSettings, match=rf"{name} is .*Allowed is a folder that can be made and written"):
            prepare(settings)


def test_packs_and_policy_are_found_in_a_checkout() -> None:
    assert (shipped("packs") / "weerstand" / "pack.yaml").is_file()
    assert (shipped("policy") / "help.yaml").is_file()


def test_a_name_with_a_slip_in_it_is_named_with_the_names_there_are() -> None:
    (told,) = wrong(TEGENWIND_DATAA="/somewhere")

    assert told.startswith("TEGENWIND_DATAA is not a setting: allowed are ")
    assert all(name in told for name in SETTINGS)
