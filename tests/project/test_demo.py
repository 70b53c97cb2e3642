"""``tegenwind demo`` as people run it: two made-up helpers and a coach to sign in as, and nothing left of it afterwards."""

from __future__ import annotations

import html
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tegenwind.project import config, demo, demo_coach, demo_files, demo_waves
from tests.project.running import ROOT, run
from tests.server import Server, Visitor

BANNER = {"nl": "Verzonnen: dit is een proefopstelling", "en": "Made up: this is a demonstration"}
COACH = "Mira"
LEADER = "Bas"
HELPERS = {"Lut": "Mijn zus, morgen.", "Robyn": "Cold step, warm cat, bin lorry."}


class Demo(Server):
    """The demo in a house of its own, with the folder it made and the passphrases it told."""

    serves = "demo"

    def __init__(self, house: Path) -> None:
        super().__init__(house, {"TEGENWIND_WORKERS": "1"})
        del self.environment["TEGENWIND_DATA"]

    def start(self) -> Demo:
        super().start()
        self.data = self.folders()[0]
        return self

    def folders(self) -> list[Path]:
        return sorted((self.house / "tmp").glob("tegenwind-demo-*"))

    def passphrases(self) -> dict[str, str]:
        return dict(re.findall(r"name: (.+)\n +passphrase: (.+)\n", self.said.read_text()))

    def end(self, number: int) -> int:
        """Its exit status after this signal to the process that was started, as a service manager sends it."""
        assert self.process is not None
        self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        self.process = None
        return status


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    one = Demo(tmp_path_factory.mktemp("demo"))
    try:
        yield one.start()
    finally:
        one.stop()


@pytest.fixture(params=HELPERS)
def visitor(request: pytest.FixtureRequest, served: Demo) -> Visitor:
    one = Visitor(served)
    assert one.sign_in(request.param, served.passphrases()[request.param]).status == 302
    return one


def of(visitor: Visitor, served: Demo) -> demo_files.Helper:
    """The helper who is signed in here, as the file has them."""
    name = next(name for name in HELPERS if f"{name}" in visitor.get("/").text)
    return next(helper for helper in demo.read() if helper.name == name)


class TestWhoIsInIt:
    def test_all_who_can_be_signed_in_as_are_told_with_a_passphrase(self, served: Demo) -> None:
        assert set(served.passphrases()) == {*HELPERS, COACH, LEADER}

    def test_their_recovery_codes_work(self, served: Demo) -> None:
        kinds = served.sql("SELECT kind, pending FROM accounts_keyslot ORDER BY kind")
        assert kinds == [("passphrase", 0)] * 4 + [("recovery", 0)] * 4

    @pytest.mark.parametrize(
        "address",
        [
            "/balance/",
            "/balance/pendulum/",
            "/signals/",
            "/needs/",
            "/omnipotence/",
            "/self-care/",
            "/intentions/",
            "/support/",
            "/cases/",
            "/cases/across/",
            "/dissent/",
            "/dissent/tensions/",
            "/dissent/acts/",
            "/dissent/values/",
            "/dissent/seasons/",
            "/dissent/seasons/?by=value",
            "/coaches/",
            "/conversations/",
            "/check-ins/",
            "/routes/",
            "/balance/report/",
        ],
    )
    def test_each_page_of_theirs_opens(self, visitor: Visitor, address: str) -> None:
        assert visitor.get(address).status == 200

    def test_what_they_kept_is_on_their_pages(self, visitor: Visitor, served: Demo) -> None:
        helper = of(visitor, served)
        kept = {kind: [record.model_dump() for one, record in helper.kept if one == kind] for kind, _ in helper.kept}
        swing = html.unescape(visitor.get("/balance/pendulum/").text)
        assert all(one["nickname"] in swing for one in kept["balance"])
        assert "<svg" in swing
        intentions = html.unescape(visitor.get("/intentions/").text)
        assert all(one["words"] in intentions for one in kept["intention"])
        support = html.unescape(visitor.get("/support/").text)
        assert all(one["for_what"] in support for one in kept["support"])
        plan = html.unescape(visitor.get("/self-care/").text)
        assert all(item["words"] in plan for item in kept["self-care"][-1]["weighs"])

    def test_a_case_that_goes_soon_is_said_and_every_page_of_a_case_opens(self, visitor: Visitor, served: Demo) -> None:
        helper = of(visitor, served)
        page = visitor.get("/cases/")
        nicknames = [str(record.model_dump()["nickname"]) for kind, record in helper.kept if kind == "case"]
        assert all(name in html.unescape(page.text) for name in nicknames)
        stayed = next(record.model_dump()["words"] for kind, record in helper.kept if kind == "farewell")
        assert stayed in html.unescape(visitor.get("/cases/across/").text)
        cases = sorted(set(re.findall(r'href="(/cases/[0-9a-z]{13}/)"', page.text)))
        assert len(cases) == len(nicknames)
        for one in cases:
            line = visitor.get(one)
            moments = set(re.findall(rf'href="({one}[0-9a-z]{{13}}/)"', line.text))
            assert line.status == 200 and moments
            for moment in moments:
                for part in ("", "fit/", "guard/", "lenses/", "attune/", "repair/"):
                    assert visitor.get(moment + part).status == 200, moment + part

    def test_small_dissent_of_theirs_is_on_its_pages(self, visitor: Visitor, served: Demo) -> None:
        helper = of(visitor, served)
        kept = {kind: [record.model_dump() for one, record in helper.kept if one == kind] for kind, _ in helper.kept}
        tensions = html.unescape(visitor.get("/dissent/tensions/").text)
        assert all(one["words"][:60] in tensions for one in kept["tension"])
        values = html.unescape(visitor.get("/dissent/values/").text)
        assert kept["values"][-1]["true_yes"] in values and kept["values"][0]["true_yes"] not in values
        for place in ("tensions", "acts"):
            page = visitor.get(f"/dissent/{place}/").text
            pages = set(re.findall(rf'href="(/dissent/{place}/[0-9a-z]{{13}}/)"', page))
            assert pages
            assert {visitor.get(one).status for one in pages} == {200}
        for one in kept["season"]:
            page = html.unescape(visitor.get(f"/dissent/seasons/{one['season']}/").text)
            assert one["words"] in page

    def test_a_coach_can_be_asked_and_one_conversation_is_under_way(self, served: Demo) -> None:
        mine, theirs, other = Visitor(served), Visitor(served), Visitor(served)
        for one, name in ((mine, "Lut"), (theirs, COACH), (other, "Robyn")):
            assert one.sign_in(name, served.passphrases()[name]).status == 302
        card = demo_coach.CARD["name"]
        for one in (mine, theirs):
            pages = set(re.findall(r'href="(/conversations/[0-9a-z]{13}/)"', one.get("/conversations/").text))
            (page,) = [html.unescape(one.get(place).text) for place in pages]
            assert demo_coach.ASKED in page and demo_coach.ANSWER in page
        assert card in html.unescape(mine.get("/conversations/").text)
        assert not re.findall(r'href="/conversations/[0-9a-z]{13}/"', other.get("/conversations/").text)
        assert card in html.unescape(other.get("/coaches/").text)
        assert card not in html.unescape(theirs.get("/coaches/").text)

    @pytest.mark.parametrize(("name", "groups"), [("Lut", 3), ("Bas", 4), ("Robyn", 10)])
    def test_the_waves_of_an_organisation_can_be_looked_at_from_three_sides(
        self, served: Demo, name: str, groups: int
    ) -> None:
        one = Visitor(served)
        assert one.sign_in(name, served.passphrases()[name]).status == 302
        (place,) = set(re.findall(r'href="(/teams/[0-9a-z]{13}/)"', one.get("/teams/").text))
        there = one.get(place)
        assert there.status == 200 and demo_waves.NAME in html.unescape(there.text)
        waves = list(dict.fromkeys(re.findall(r'href="(/waves/[0-9a-z]{13}/)', there.text)))
        assert [one.get(f"{wave}page.pdf").status for wave in waves] == [404, 200, 200, 200]
        seen = set(re.findall(rf'href="{waves[1]}(\d+)/', one.get(waves[1]).text))
        assert len(seen) == groups
        for part in ("result.pdf", "result.csv", "result.json", "talk/", "agreements/"):
            assert one.get(f"{waves[1]}0/{part}").status == 200, part
        assert {number: one.get(f"{waves[1]}{number}/").status for number in seen} == dict.fromkeys(seen, 200)

    def test_half_a_year_of_the_needs_lies_behind_the_round_that_is_open(self, visitor: Visitor) -> None:
        assert "/needs/rounds/" in visitor.get("/needs/").text


class TestThatItIsMadeUp:
    @pytest.mark.parametrize("language", ["nl", "en"])
    @pytest.mark.parametrize("address", ["/", "/sign-in/", "/join/", "/help-now/", "/privacy/", "/nergens/"])
    def test_every_page_says_so_once(self, served: Demo, address: str, language: str) -> None:
        one = Visitor(served)
        one.cookies["tegenwind_language"] = language
        page = one.get(address)
        while page.status == 302:
            page = one.get(page.location)
        assert html.unescape(page.text).count(BANNER[language]) == 1
        assert page.text.index("made-up") < page.text.index("<header")

    def test_the_pages_behind_the_door_say_so_too(self, visitor: Visitor) -> None:
        for address in ("/", "/balance/pendulum/", "/needs/", "/me/", "/self-care/", "/nergens/"):
            assert visitor.get(address).text.count('class="made-up"') == 1

    def test_robots_are_asked_to_stay_away(self, served: Demo) -> None:
        assert '<meta name="robots" content="noindex">' in Visitor(served).get("/sign-in/").text


class TestWhereItStands:
    def test_all_of_it_stands_in_one_folder_for_this_user_only(self, served: Demo) -> None:
        assert served.folders() == [served.data]
        assert served.data.stat().st_mode & 0o777 == 0o700
        assert (served.data / "db.sqlite3").is_file()
        assert (served.data / "keys").is_dir()
        assert str(served.data) in served.said.read_text()
        assert list((served.house / "here").iterdir()) == []
        assert list((served.house / "home").iterdir()) == []

    def test_what_they_kept_is_sealed_as_everything_is(self, served: Demo) -> None:
        kept = b"".join(path.read_bytes() for path in served.data.glob("db.sqlite3*"))
        assert b"Lut" in kept
        for helper in demo.read():
            bodies = [record.model_dump() for _kind, record in helper.kept]
            words = [body[name] for body in bodies for name in ("words", "for_what", "nickname") if body.get(name)]
            assert not [one for one in words if isinstance(one, str) and one.encode() in kept and len(one) > 8]

    def test_passphrases_are_said_on_standard_output_and_nowhere_else(self, served: Demo) -> None:
        for passphrase in served.passphrases().values():
            assert len(passphrase.split()) == 5
            for path in served.data.rglob("*"):
                assert path.is_dir() or passphrase.encode() not in path.read_bytes()


def test_nothing_is_left_of_it_after_ctrl_c(served: Demo, tmp_path: Path) -> None:
    one = Demo(tmp_path).start()
    told = one.passphrases()
    assert (one.end(signal.SIGINT), list((tmp_path / "tmp").iterdir())) == (0, [])
    assert not set(told.values()) & set(served.passphrases().values())


def test_a_process_of_the_server_takes_nothing_away_and_the_demo_everything(tmp_path: Path) -> None:
    """gunicorn makes its processes out of the one that made the folder; on SIGHUP each ends, and another comes."""
    one = Demo(tmp_path).start()
    try:
        assert one.process is not None
        first, pid = children(one.process.pid), one.process.pid
        one.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not first & children(pid))
        name, passphrase = next(iter(one.passphrases().items()))
        assert Visitor(one).sign_in(name, passphrase).status == 302
        assert one.end(signal.SIGTERM) == 0
    finally:
        one.stop()
    assert list((tmp_path / "tmp").iterdir()) == []


def children(pid: int) -> set[str]:
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def wait_until(happened: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.03)  # There is nothing to wait on.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_it_is_stopped_while_it_is_being_filled(number: int, tmp_path: Path) -> None:
    one = Demo(tmp_path)
    with one.said.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tegenwind.project.cli", "demo"],
            env=one.environment,
            cwd=tmp_path / "here",
            stdout=said,
            stderr=said,
        )
    wait_until(one.folders)
    process.send_signal(number)
    assert process.wait(timeout=60) == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert "Traceback" not in one.said.read_text()


class TestWhatItRefuses:
    def test_whatever_would_lead_it_elsewhere(self, tmp_path: Path) -> None:
        there = tmp_path / "there"
        there.mkdir()
        done = run("demo", cwd=tmp_path, TMPDIR=str(tmp_path), **dict.fromkeys(demo.NOT_HERE, str(there)))
        assert done.returncode == 2
        assert [name for name in demo.NOT_HERE if f"{name} is set: the demo makes" not in done.stderr] == []
        assert (done.stdout, list(tmp_path.iterdir()), list(there.iterdir())) == ("", [there], [])

    def test_a_folder_that_is_there(self, tmp_path: Path) -> None:
        done = run("demo", cwd=tmp_path, TMPDIR=str(tmp_path), TEGENWIND_DATA=str(tmp_path))
        assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
        assert done.stderr.startswith("TEGENWIND_DATA is set: the demo makes a folder of its own")

    def test_it_knows_every_setting(self) -> None:
        """A new one is either refused or holds here too: somebody has to say which."""
        hold = {"PORT", "TEGENWIND_LANGUAGE", "TEGENWIND_PACKS", "TEGENWIND_HELP", "TEGENWIND_SOURCE"}
        hold |= {"TEGENWIND_WORKERS", "TEGENWIND_THREADS"}
        assert {*demo.NOT_HERE} == set(config.SETTINGS) - hold

    def test_a_port_that_is_none(self, tmp_path: Path) -> None:
        done = run("demo", "--port", "huis", cwd=tmp_path, TMPDIR=str(tmp_path))
        assert (done.returncode, done.stdout) == (2, "")
        assert "PORT is 'huis': allowed is a whole number from 1 to 65535." in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_an_option_for_a_folder(self, tmp_path: Path) -> None:
        done = run("demo", "--data", str(tmp_path), cwd=tmp_path)
        assert done.returncode == 2
        assert list(tmp_path.iterdir()) == []


def test_the_files_are_shipped() -> None:
    """The wheel takes them along as it does the packs; a checkout has them where they are."""
    told = (ROOT / "pyproject.toml").read_text()
    assert '"examples/helpers" = "tegenwind/data/examples/helpers"' in told
    assert {helper.name for helper in demo.read()} == set(HELPERS)
