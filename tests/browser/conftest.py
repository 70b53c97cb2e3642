"""A real server, a real browser, and people who use them.

Each worker starts one server with a data folder of its own and one Chromium. Neither is optional: without a Chromium these
tests fail, they are never passed over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House
from tests.browser.people import Person
from tests.outside import Post, Provider, organisation

Newcomer = Callable[..., Person]

#: Parts of Chromium that do nothing for a page: what Playwright leaves out too (of two such lists only the last one counts), and, in
#: the last line, the tool bar of a window that nobody sees, which is made of a web page for each person anew.
_LEFT_OUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "PreconnectToSearch"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "msForceBrowserSignIn"),
    *("PreloadTopChromeWebUI", "InitialWebUI", "WebUIToolbar", "WebUIReloadButton", "WebUITabStrip"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(
        key=lambda item: item.path.name != "test_power_cut.py"
    )  # the longest first, so that two workers end together


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "These tests need a Chromium; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--lang=en-US", f"--disable-features={','.join(_LEFT_OUT)}"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    """Where the mail of the house comes in."""
    one = Post().start()
    yield one
    one.stop()


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The organisation that people of the house may come in through."""
    with organisation() as one:
        yield one


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, post: Post, provider: Provider) -> Iterator[House]:
    """A server for all tests of this worker; people in it do not know of each other."""
    one = House(tmp_path_factory.mktemp("house"), post=post, provider=provider)
    one.start()
    yield one
    one.stop()
    assert not one.complaints(), one.said.read_text()


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    """A server for one test, which may break it."""
    one = House(tmp_path)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def newcomer(house: House, chromium: Browser) -> Iterator[Newcomer]:
    """Makes people with a browser of their own; afterwards no page of theirs may have done what no page should do."""
    people: list[Person] = []

    def make(*, own: House | None = None, **options: object) -> Person:
        person = Person(own or house, chromium, **options)  # type: ignore[arg-type]
        people.append(person)
        return person

    yield make
    complaints = [complaint for person in people for complaint in person.complaints]
    for person in people:
        person.close_browser()
    assert not complaints


@pytest.fixture
def someone(newcomer: Newcomer) -> Person:
    """A person who has a place of their own already."""
    person = newcomer()
    person.join()
    return person
