"""Taking along, bringing in and erasing, as a person does it at the pages."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tegenwind.portability import queries, rules, work
from tegenwind.practice import versions
from tegenwind.vault import queries as vault
from tegenwind.vault.models import SealedRecord
from tests.web.people import Human, at, text, words

pytestmark = pytest.mark.django_db


def filled(human: Human) -> Human:
    """Two check-ins, a draft, a walk, a moment of slowing down."""
    human.finish()
    human.finish({"harder-werken": (2, 1, "Later, en anders.")})
    human.answer({"ja-maar": (3, "", "Nog niet af.")})
    walk = human.begin_route()
    human.slow_down("emotion", route=sign(walk))
    return human


def sign(record_id: int) -> str:
    from tegenwind.web.ids import RecordIdConverter

    return RecordIdConverter().to_url(record_id)


def take_along(human: Human) -> bytes:
    """The archive, made by pressing the buttons."""
    assert human.post("take-along", do="begin").headers["Location"] == at("take-along")
    for _press in range(50):
        page = human.get("take-along")
        if at("archive") in text(page):
            return b"".join(human.get("archive").streaming_content)
        assert "data-goes-on" in text(page)
        human.post("take-along")
    raise AssertionError("it does not come to an end")


def upload(human: Human, data: bytes) -> Any:
    file = SimpleUploadedFile("tegenwind.zip", data, content_type="application/zip")
    return human.client.post(at("bring-in"), {"do": "begin", "archive": file})


def bring_in(human: Human, data: bytes) -> None:
    assert upload(human, data).headers["Location"] == at("bring-in")
    for _press in range(50):
        answer = human.post("bring-in")
        if answer.headers["Location"] == at("brought-in"):
            return
        assert "data-goes-on" in text(human.get("bring-in"))
    raise AssertionError("it does not come to an end")


class TestTakingAlong:
    def test_before_it_is_made_the_page_says_what_is_in_it_and_that_it_is_not_sealed(self, owner: Human) -> None:
        page = words(filled(owner).get("take-along"))
        assert "Reflecties 3 stukken" in page and "Vertragen 1 stuk" in page
        assert "Dit bestand is niet verzegeld" in page

    def test_the_archive_holds_book_data_schema_and_packs(self, owner: Human) -> None:
        taken = take_along(filled(owner))
        with zipfile.ZipFile(io.BytesIO(taken)) as opened:
            names = opened.namelist()
            assert opened.testzip() is None
            html = opened.read("boek.html").decode()
            readme = opened.read("lees-mij.txt").decode()
        assert {"lees-mij.txt", "boek.html", "tegenwind.json", "tegenwind.schema.json"} <= set(names)
        assert any(name.startswith("boek") and name.endswith(".pdf") for name in names)
        assert any(re.fullmatch(r"packs/[0-9a-f]{64}/pack\.yaml", name) for name in names)
        assert "Later, en anders." in html and "Nog niet af." in html and "<svg" in html
        assert 'src="http' not in html and "niet meer verzegeld" in readme

    def test_in_english_the_book_is_english(self, owner: Human) -> None:
        owner.finish()
        owner.post("set_language", language="en")
        with zipfile.ZipFile(io.BytesIO(take_along(owner))) as opened:
            assert {"read-me.txt", "book.html"} <= set(opened.namelist())
            assert 'lang="en"' in opened.read("book.html").decode()

    def test_it_can_be_stopped_and_then_nothing_of_it_is_left(self, owner: Human) -> None:
        filled(owner)
        before = owner.rows()
        owner.post("take-along", do="begin")
        owner.post("take-along")
        assert len(owner.rows()) > len(before)
        owner.post("take-along", do="stop")
        assert owner.rows() == before

    def test_an_archive_that_was_fetched_can_be_tidied_up(self, owner: Human) -> None:
        filled(owner)
        before = owner.rows()
        take_along(owner)
        owner.post("take-along", do="stop")
        assert owner.rows() == before and owner.get("archive").status_code == 302

    def test_what_was_erased_does_not_come_back_by_this_way(self, owner: Human) -> None:
        walk = owner.begin_route()
        take_along(owner)
        owner.post("route-drop", walk)
        assert owner.get("archive").headers["Location"] == at("take-along")
        draft = owner.answer({"ja-maar": (3, "", "Weg ermee.")})
        assert draft.status_code == 200
        take_along(owner)
        owner.post("throw-away", "weerstand")  # By the practice's own page, which knows nothing of archives.
        assert owner.get("archive").headers["Location"] == at("take-along")
        assert "weggegooid" in words(owner.get("take-along"))

    def test_a_damaged_piece_ends_it_and_says_so(self, owner: Human) -> None:
        filled(owner)
        owner.post("take-along", do="begin")
        known = {record.pk for record in SealedRecord.objects.all()}
        state = queries.taking_along(owner.unlocked)
        assert state is not None and known
        found = work.standing(owner.unlocked, work.TakingAlong)
        assert found is not None
        SealedRecord.objects.filter(pk=found.id).update(body=b"\1" + bytes(300))
        page = owner.get("take-along")
        assert page.status_code == 200 and "beschadigd" in words(page)
        assert take_along(owner)

    def test_a_record_that_does_not_open_is_told_and_left_out(self, owner: Human) -> None:
        filled(owner)
        moment = vault.all_heads(owner.unlocked, "slow-down")[0].id
        SealedRecord.objects.filter(pk=moment).update(body=b"\1" + bytes(300))
        taken = take_along(owner)
        assert "Eén stuk kon niet worden geopend" in words(owner.get("take-along"))
        with zipfile.ZipFile(io.BytesIO(taken)) as opened:
            assert "Eén stuk kon niet worden geopend" in opened.read("lees-mij.txt").decode()

    def test_somebody_else_gets_their_own(self, owner: Human, join: Any) -> None:
        take_along(filled(owner))
        mate = join("Sam")
        assert mate.get("archive").headers["Location"] == at("take-along")
        assert "Later, en anders." not in _plain(take_along(mate))


def _plain(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return "".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())


class TestBringingIn:
    def test_all_comes_in_at_once_and_is_what_it_was(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        upload(mate, taken)
        while mate.post("bring-in").headers["Location"] != at("brought-in"):
            assert mate.check_ins() == [] or vault.all_heads(mate.unlocked, "check-in") == []
            assert "Reflecties" not in words(mate.get("reflection"))
        assert [one.answers for one in mate.check_ins()] == [one.answers for one in owner.check_ins()]
        assert set(mate.drafts()) == {"weerstand"}
        for page in ("home", "reflection", "routes", "brought-in"):
            assert mate.get(page).status_code == 200
        for kind, page in (("check-in", "report"), ("route", "route")):
            for head in vault.all_heads(mate.unlocked, kind):
                assert mate.get(page, head.id).status_code in (200, 302)

    def test_a_place_that_is_not_empty_takes_nothing_and_says_so_kindly(self, owner: Human) -> None:
        taken = take_along(filled(owner))
        before = _practice(owner)
        answer = upload(owner, taken)
        assert answer.status_code == 409 and "Hier staat al iets" in words(answer)
        assert _practice(owner) == before
        assert 'type="file"' not in text(owner.get("bring-in"))

    def test_what_is_no_archive_is_refused_with_what_is_allowed(self, owner: Human) -> None:
        before = owner.rows()
        for odd in (b"", b"geheim", b"PK\5\6" + bytes(18), zipped({"iets.txt": b"geheim"})):
            answer = upload(owner, odd)
            assert answer.status_code == 422, odd
            assert "Er is niets binnengehaald" in words(answer)
        assert owner.rows() == before

    def test_without_a_file_it_is_asked_for_once_more(self, owner: Human) -> None:
        answer = owner.post("bring-in", do="begin")
        assert answer.status_code == 422 and "Kies het bestand" in words(answer)

    def test_what_is_too_large_is_refused_before_it_is_read(self, owner: Human) -> None:
        class Never(io.BytesIO):
            def read(self, *args: Any) -> bytes:
                raise AssertionError("it was read")

        extra: Any = {"CONTENT_LENGTH": str(rules.UPLOAD_MAX + 1024 * 1024), "wsgi.input": Never()}
        answer = owner.client.generic(
            "POST", at("bring-in"), b"", content_type="multipart/form-data; boundary=x", **extra
        )
        assert answer.status_code == 413

    def test_a_mistake_late_in_the_archive_leaves_nothing(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        before = mate.rows()
        files = _members(taken)
        files["tegenwind.json"] = files["tegenwind.json"].replace(b'"ways":["emotion"]', b'"ways":["woede"]')
        upload(mate, zipped(files))
        answer = mate.post("bring-in")
        assert answer.status_code == 422
        assert "slow-down › 1 › body › ways › 0" in words(answer)
        assert mate.rows() == before

    def test_it_can_be_stopped_at_any_step_and_then_nothing_is_left(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        before = mate.rows()
        for steps in range(8):
            upload(mate, taken)
            done = [mate.post("bring-in").headers["Location"] == at("brought-in") for _step in range(steps)]
            if any(done):
                assert steps > 3
                return
            assert "data-goes-on" in text(mate.get("bring-in"))
            mate.post("bring-in", do="stop")
            assert mate.rows() == before
        raise AssertionError("it does not come to an end")

    def test_who_writes_meanwhile_loses_nothing(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        upload(mate, taken)
        mate.answer({"ja-maar": (2, "", "Van mijzelf.")})
        while (answer := mate.post("bring-in")).status_code == 302:
            assert answer.headers["Location"] == at("bring-in")
        assert answer.status_code == 409 and "Je schreef intussen zelf iets" in words(answer)
        assert "data-goes-on" not in text(answer)
        assert mate.drafts()["weerstand"].answers["ja-maar"].words == "Van mijzelf."
        mate.post("erase-practice", "check-in")
        # The rest of what came is still there, and it can go on.
        upload_again = mate.post("bring-in")
        assert upload_again.status_code in (302, 409)
        mate.post("bring-in", do="stop")
        assert mate.rows() == [] or vault.all_heads(mate.unlocked, "check-in") == []

    def test_a_second_archive_waits_for_the_first(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        upload(mate, taken)
        before = mate.rows()
        assert upload(mate, taken).headers["Location"] == at("bring-in")
        assert mate.rows() == before

    def test_a_file_for_a_locked_place_is_not_kept(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders").lock()
        answer = upload(mate, taken)
        assert answer.status_code == 401 and 'name="unlock-passphrase"' in text(answer)
        assert mate.rows() == []

    def test_a_form_from_elsewhere_brings_in_nothing(self, owner: Human, join: Any) -> None:
        taken = take_along(filled(owner))
        mate = join("Noor elders")
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = mate.client.cookies
        file = SimpleUploadedFile("tegenwind.zip", taken)
        answer = strict.post(
            at("bring-in"), {"do": "begin", "archive": file}, headers={"Origin": "https://elsewhere.example"}
        )
        assert answer.status_code == 403 and mate.rows() == []


def _practice(human: Human) -> Any:
    return [vault.all_heads(human.unlocked, kind) for kind in versions.KINDS]


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_bring_in_one(join: Any) -> None:
    owner, mate = filled(join("Noor")), join("Noor elders")
    taken = take_along(owner)
    browsers = [Client() for _one in range(50)]
    for browser in browsers:
        browser.cookies = mate.client.cookies.copy()
    statuses: list[int] = []

    def press(browser: Client) -> None:
        file = SimpleUploadedFile("tegenwind.zip", taken)
        try:
            statuses.append(browser.post(at("bring-in"), {"do": "begin", "archive": file}).status_code)
            statuses.append(browser.post(at("bring-in")).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for _press in range(20):
        if queries.bringing_in(mate.unlocked) is None:
            break
        mate.post("bring-in")
    assert len(statuses) == 100 and set(statuses) <= {302, 409}
    assert len(mate.check_ins()) == len(owner.check_ins()) == 3
    assert len(mate.walks()) == 1 and len(mate.slow_downs()) == 1
