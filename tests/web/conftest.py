"""The data folder as ``tegenwind serve`` prepares it, and people who really joined through the pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from tegenwind.project import serving
from tegenwind.waves import closing
from tegenwind.web import library
from tests.waves import making
from tests.waves.making import Made
from tests.web.people import Human, Nobody


@pytest.fixture(scope="session", autouse=True)
def _prepared() -> None:
    assert serving.install_packs(settings.TEGENWIND) == []
    serving._static(settings.TEGENWIND)


@pytest.fixture
def join() -> Callable[[str], Human]:
    """Make somebody with a place of their own, recovery code typed back and all."""
    return Human.join


@pytest.fixture
def owner(db: None, join: Callable[[str], Human]) -> Human:
    """Whose place it is."""
    return join("Noor")


@pytest.fixture
def people(owner: Human, join: Callable[[str], Human]) -> SimpleNamespace:
    """The owner, a team-mate with a place of their own, and an outsider who is signed in nowhere."""
    return SimpleNamespace(owner=owner, mate=join("Sam"), outsider=Nobody())


@pytest.fixture
def no_boxes_of_before(db: None) -> None:
    """Rows of another test are rolled back; its boxes and keys are files."""
    closing.sweep()


@pytest.fixture
def hanne(owner: Human) -> Human:
    """Who hosts waves."""
    return owner


@pytest.fixture
def made(hanne: Human) -> Made:
    """Noord with a team below it, and Zuid, which is small; Kees leads Noord."""
    return making.organisation({"Noord": 6, "Noord/Dag": 7, "Zuid": 3}, {"Noord": ["Kees"]}, host=hanne.person)


@pytest.fixture
def offer() -> Iterator[Callable[[Path], str]]:
    """Install another version of a pack in place of the one that is offered now; put back after the test."""
    store, list_of_offers = library.store(), library.store() / library.OFFER
    before, known = list_of_offers.read_bytes(), {path.name for path in store.iterdir()}

    def install(folder: Path) -> str:
        from tegenwind.packs.store import install as keep

        pack = keep(folder, store)
        digests = [pack.digest if one.id == pack.id else one.digest for one in library.offered()]
        _write(list_of_offers, str(digests).replace("'", '"').encode())
        return pack.digest

    yield install
    _write(list_of_offers, before)
    for path in store.iterdir():
        if path.name not in known:
            shutil.rmtree(path)


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(path)
