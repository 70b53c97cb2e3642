"""Two windows with one text: both stand there, and the page says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import tegenwind.web
from tegenwind.practice.meeting import SEPARATOR, fingerprint
from tests.web.people import PACK, Human, answers, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db

TALK, RECHECK, CLOSE = "schuurt-vertellen", "schuurt-opnieuw", "schuurt-sluiten"
DAAR, HIER = "Daar schreef ik dit.", "En hier dat."
BOTH = f"{DAAR}\n\n{SEPARATOR}\n\n{HIER}"
TOLD = "In een ander venster schreef je hier ook iets"
TEMPLATES = Path(tegenwind.web.__file__).parent


@dataclass(frozen=True)
class Field:
    """A place to write: its page, the name of the field, the button that keeps it, and what is kept."""

    page: tuple[Any, ...]
    name: str
    do: str
    kept: Callable[[Human], str]
    most: int = 2000

    def was(self, page: Any) -> str:
        """What the page knows of the text."""
        found = re.search(rf'name="was-{re.escape(self.name)}" value="([^"]*)"', text(page))
        assert found, self.name
        return found[1]

    def fields(self, words: str, was: str, do: str) -> dict[str, str]:
        return {self.name: words, f"was-{self.name}": was, "do": do}

    def save(self, owner: Human, words: str, was: str = "", do: str | None = None) -> Any:
        return owner.client.post(at(*self.page), self.fields(words, was, self.do if do is None else do))

    def autosave(self, owner: Human, words: str, was: str = "") -> Any:
        return owner.client.post(at(*self.page), self.fields(words, was, ""), headers={"X-Autosave": "1"})


def _list(owner: Human) -> Field:
    return Field(
        ("answer-all", PACK), "w-ja-maar", "finish", lambda owner: owner.drafts()[PACK].answer("ja-maar").words
    )


def _one(owner: Human) -> Field:
    return Field(
        ("answer-one", PACK, "ja-maar"), "w-ja-maar", "next", lambda owner: owner.drafts()[PACK].answer("ja-maar").words
    )


def _note(owner: Human) -> Field:
    walk = owner.begin_route()
    return Field(("activity", walk, TALK), "note", "done", lambda owner: owner.walks()[0].activity(TALK).note, 10_000)


def _again(owner: Human) -> Field:
    walk = owner.begin_route()
    return Field(("activity", walk, RECHECK), "w-ja-maar", "route", lambda owner: owner.walks()[0].before.words)


def _close(owner: Human) -> Field:
    walk = owner.begin_route()
    return Field(("activity", walk, CLOSE), "w-ja-maar", "save", lambda owner: owner.walks()[0].after.words)


def _slow(owner: Human) -> Field:
    return Field(
        ("slow-down-step", owner.slow_down(), "name"), "words", "on", lambda owner: owner.slow_downs()[0].words["name"]
    )


@pytest.fixture(params=[_list, _one, _note, _again, _close, _slow], ids=lambda make: make.__name__.strip("_"))
def field(request: pytest.FixtureRequest, owner: Human) -> Field:
    """Every place where words are kept."""
    made: Field = request.param(owner)
    return made


def test_both_texts_are_kept_and_shown_and_the_page_says_so(owner: Human, field: Field) -> None:
    opened_twice = field.was(owner.client.get(at(*field.page)))
    assert opened_twice == "" and field.autosave(owner, DAAR).json()["message"].startswith("Bewaard om")
    page = field.save(owner, HIER, opened_twice)
    # Whatever button was pressed: first the page shows what stands there now.
    assert page.status_code == 200 and TOLD in words(page) and typed(page, field.name) == BOTH
    assert field.kept(owner) == BOTH
    # And from there one goes on as ever, with one text of one's own making.
    gone = field.save(owner, f"{DAAR} {HIER}", field.was(page))
    assert gone.status_code == 302 or "Bewaard om" in words(gone)
    if field.do != "finish":
        assert field.kept(owner) == f"{DAAR} {HIER}"


def test_both_windows_go_on_with_their_own_text(owner: Human, field: Field) -> None:
    field.autosave(owner, DAAR)
    told = field.autosave(owner, HIER).json()
    assert TOLD in told["message"] and "Bewaard om" in told["message"] and told["show"]
    for count in range(1, 4):
        there, here = DAAR + " x" * count, HIER + " y" * count
        before = (DAAR + " x" * (count - 1), HIER + " y" * (count - 1))
        assert TOLD in field.autosave(owner, there, fingerprint(before[0])).json()["message"]
        assert TOLD in field.autosave(owner, here, fingerprint(before[1])).json()["message"]
    assert field.kept(owner) == f"{there}\n\n{SEPARATOR}\n\n{here}"
    assert typed(owner.client.get(at(*field.page)), field.name) == field.kept(owner)


def test_the_same_text_twice_is_kept_once_and_nothing_is_said(owner: Human, field: Field) -> None:
    for _time in range(3):
        answer = field.autosave(owner, DAAR)
        assert TOLD not in answer.json()["message"] and "show" not in answer.json()
    assert field.kept(owner) == DAAR


def test_a_page_that_changed_nothing_puts_nothing_back(owner: Human, field: Field) -> None:
    field.autosave(owner, DAAR)
    older = field.was(owner.client.get(at(*field.page)))
    field.autosave(owner, HIER, older)
    answer = field.autosave(owner, DAAR, older)
    assert field.kept(owner) == HIER and "show" not in answer.json()


def test_emptied_here_what_was_written_there_stays(owner: Human, field: Field) -> None:
    field.autosave(owner, DAAR)
    older = field.was(owner.client.get(at(*field.page)))
    field.autosave(owner, f"{DAAR} En meer.", older)
    page = field.save(owner, "", older)
    assert "Die tekst is blijven staan" in words(page) and typed(page, field.name) == f"{DAAR} En meer."
    assert field.kept(owner) == f"{DAAR} En meer."


def test_what_does_not_fit_beside_the_other_stays_on_the_page(owner: Human, field: Field) -> None:
    line = f"\n\n{SEPARATOR}\n\n"
    there, here = "a" * field.most, "b" * (field.most - len(line) - 1)
    field.autosave(owner, there)
    count = len(there) + len(line) + len(here)
    autosaved = field.autosave(owner, here)
    assert autosaved.status_code == 422 and f"Samen zijn het {count} tekens" in autosaved.json()["message"]
    page = field.save(owner, here)
    assert page.status_code == 422 and f"Samen zijn het {count} tekens" in words(page)
    assert typed(page, field.name) == here and re.search(rf'<blockquote class="own"\s*>{there}<', main(page))
    # Sending it once more does not push the other one away. With room, it stands beside it.
    assert field.save(owner, here, field.was(page)).status_code == 422 and field.kept(owner) == there
    field.autosave(owner, "a", fingerprint(there))
    page = field.save(owner, here, field.was(page))
    assert page.status_code == 200 and TOLD in words(page) and field.kept(owner) == f"a{line}{here}"


def test_a_text_that_is_too_long_by_itself_still_begins_where_it_began(owner: Human, field: Field) -> None:
    field.autosave(owner, DAAR)
    older = field.was(owner.client.get(at(*field.page)))
    field.autosave(owner, HIER, older)
    page = field.save(owner, "x" * (field.most + 1), older)
    assert page.status_code == 422 and typed(page, field.name) == "x" * (field.most + 1)
    field.save(owner, "Kort.", field.was(page), "save")
    assert field.kept(owner) == f"{HIER}\n\n{SEPARATOR}\n\nKort."


def test_what_a_page_says_of_a_text_can_do_no_harm(owner: Human, field: Field) -> None:
    field.autosave(owner, DAAR)
    nasty = '"><script>alert(1)</script>'
    page = field.save(owner, "x" * (field.most + 1), nasty)
    assert page.status_code == 422 and "<script>alert" not in text(page)
    field.autosave(owner, HIER, nasty)
    assert field.kept(owner) == BOTH


def test_every_place_to_write_that_keeps_itself_says_what_it_began_with() -> None:
    """No template may have a text in a form that keeps itself without it: there the later saving would win."""
    found = 0
    for template in TEMPLATES.rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        for form in re.findall(r"<form[^>]*data-autosave.*?</form>", source, re.DOTALL):
            names = re.findall(r'<textarea[^>]* name="([^"]+)"', form)
            assert sorted(re.findall(r'name="was-([^"]+)"', form)) == sorted(names), template
            found += len(names)
    statements = (TEMPLATES / "templates/reflection/statements.html").read_text(encoding="utf-8")
    assert found >= 4 and 'name="was-w-{{ s.id }}"' in statements


def test_leaving_open_what_was_written_on_elsewhere(owner: Human) -> None:
    field = _one(owner)
    field.autosave(owner, DAAR)
    older = field.was(owner.client.get(at(*field.page)))
    field.autosave(owner, HIER, older)
    page = field.save(owner, DAAR, older, "leave-open")
    assert "Die tekst is blijven staan" in words(page) and field.kept(owner) == HIER
    assert field.save(owner, HIER, field.was(page), "leave-open").status_code == 302
    assert owner.drafts()[PACK].answers == {}


def test_what_the_check_in_said_is_kept_when_the_person_keeps_it(owner: Human) -> None:
    """Looking again begins with the words of the check-in; posted as they are, they are an answer."""
    report = owner.finish({"ja-maar": (5, 3, DAAR)})
    walk = record_in(owner.post("report", report, statement="ja-maar", reply="yes").headers["Location"])
    field = Field(("activity", walk, RECHECK), "w-ja-maar", "done", lambda owner: owner.walks()[0].before.words)
    page = owner.client.get(at(*field.page))
    assert typed(page, "w-ja-maar") == DAAR and field.was(page) == ""
    assert field.save(owner, DAAR, field.was(page)).status_code == 302
    assert field.kept(owner) == DAAR


def test_written_on_after_it_was_finished_elsewhere(owner: Human) -> None:
    """The report stays as it was; the words are the beginning of a new check-in."""
    first = owner.get("answer-all", PACK)
    key = re.search(r'name="key" value="([^"]+)"', text(first))
    assert key
    base = answers({"ja-maar": (4, 1, DAAR)}) | {"key": key[1]}
    owner.client.post(at("answer-all", PACK), base | {"was-w-ja-maar": "", "do": "finish"})
    late = answers({"afhaken": (3, "", HIER)}) | {"key": key[1], "was-w-afhaken": ""}
    told = owner.client.post(at("answer-all", PACK), late, headers={"X-Autosave": "1"}).json()
    assert "al af" in told["message"] and "begin van een nieuwe keer" in told["message"]
    (report, draft) = owner.check_ins()
    assert report.finished_on and set(report.answers) == {"ja-maar"}
    assert {key: answer.words for key, answer in draft.answers.items()} == {"afhaken": HIER}
    again = owner.client.post(at("answer-all", PACK), late, headers={"X-Autosave": "1"}).json()
    assert again["message"].startswith("Bewaard om") and len(owner.check_ins()) == 2


def test_a_saving_that_was_overtaken_by_its_own_form_begins_nothing(owner: Human) -> None:
    key = re.search(r'name="key" value="([^"]+)"', text(owner.get("answer-all", PACK)))
    assert key
    done = answers({"ja-maar": (4, 1, "Ik hoor mezelf praten.")}) | {"key": key[1], "was-w-ja-maar": "", "do": "finish"}
    owner.client.post(at("answer-all", PACK), done)
    late = owner.client.post(
        at("answer-all", PACK), done | {"w-ja-maar": "Ik hoor mez"}, headers={"X-Autosave": "1"}
    ).json()
    assert "Bewaard om" not in late["message"] and "al afgerond" in late["message"]
    assert owner.drafts() == {} and len(owner.check_ins()) == 1


def test_nobody_else_gets_to_know_anything_by_asking(owner: Human, join: Callable[[str], Human]) -> None:
    """With the right fingerprint, too, somebody else's record is not there."""
    field, mate = _note(owner), join("Sam")
    field.autosave(owner, DAAR)
    answer = field.save(mate, HIER, fingerprint(DAAR))
    assert answer.status_code == 404 and field.kept(owner) == DAAR
