"""One case to intervision: chosen, looked at with what is marked, and taken along; nothing of it is kept."""

from __future__ import annotations

import html
import io
import re
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from tegenwind.practice.intervision import QUESTION_MAX
from tegenwind.practice.moment import Moment
from tegenwind.web import shelf
from tegenwind.web.cases.intervising import _mark
from tests.web.moments import case_of, moment_in
from tests.web.people import Human, at, main, typed, words

pytestmark = pytest.mark.django_db

MET = "Ik legde uit en de blauwe deur zuchtte."


def begun(owner: Human, **fields: Any) -> tuple[int, int]:
    case = case_of(owner, context="Ik kom er op dinsdag.", client_word="resident")
    kept = {"words": {"case/met": MET, "repair/prepare": "Ik ging te snel."}, "place": 2} | fields
    return case, moment_in(owner, case, **kept)


def look(owner: Human, case: int, *picks: str, **fields: str) -> Any:
    return owner.client.post(at("case-intervision", case), {"do": "look", "pick": list(picks), **fields})


def hidden(answer: Any, form: str = "pdf") -> dict[str, Any]:
    """The fields of the form that fetches the file."""
    found = next(one for one in re.findall(r"<form.*?</form>", main(answer), re.DOTALL) if f'value="{form}"' in one)
    fields: dict[str, Any] = {"do": form}
    for tag in re.findall(r'<input type="hidden"[^>]*>', found):
        name, value = (html.unescape(re.search(rf'{key}="([^"]*)"', tag)[1]) for key in ("name", "value"))  # type: ignore[index]
        fields.setdefault(name, []).append(value)
    return fields


def paper(answer: Any) -> str:
    """The page from the paper on, as words."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", main(answer).partition('class="retold"')[2])))


def test_nothing_is_chosen_beforehand(owner: Human) -> None:
    case, _moment = begun(owner)
    moment_in(owner, case)
    page = main(owner.get("case-intervision", case))
    assert " checked" not in page and MET not in page and 'class="retold"' not in page
    assert page.count('name="pick"') == 3, "only what there is"
    answer = look(owner, case)
    assert answer.status_code == 200 and "Je koos nog niets" in words(answer)


def test_exactly_what_was_chosen_goes_without_the_nickname(owner: Human) -> None:
    case, moment = begun(owner)
    rows = owner.rows()
    answer = look(owner, case, _mark(moment, "own"), question="Wat zou jij doen bij De blauwe deur?")
    shown = paper(answer)
    assert "Ik legde uit en de inwoner zuchtte." in shown and "Wat zou jij doen bij de inwoner?" in shown
    assert "Ik ging te snel." not in shown and "veraf" not in shown and "dinsdag" not in shown
    assert "blauwe deur" not in shown and "november" not in shown and "Zo stop je" in shown
    assert typed(answer, "question") == "Wat zou jij doen bij De blauwe deur?"
    file = owner.client.post(at("case-intervision", case), hidden(answer))
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == f'attachment; filename="intervisie-{timezone.localdate()}.pdf"'
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(file.content)).pages)
    assert "Ik legde uit en de inwoner zuchtte." in text and "blauwe deur" not in text and "te snel" not in text
    assert owner.rows() == rows, "nothing of it is kept"


def test_what_is_marked_is_shown_before_it_goes(owner: Human) -> None:
    case, moment = begun(owner, words={"case/met": "Ik belde mevrouw Jansen op 06-12345678."})
    answer = look(owner, case, _mark(moment, "own"))
    page = main(answer)
    assert "<mark>06-12345678</mark>" in page and page.index("Hier staat misschien iets") < page.index('value="pdf"')
    assert "een telefoonnummer" in page and f'href="{at("moment", case, moment)}"' in page
    assert page.index('value="pdf"') < page.index("<mark>")
    # The person decides: it can go as it is.
    assert owner.client.post(at("case-intervision", case), hidden(answer))["Content-Type"] == "application/pdf"
    clean = look(owner, case, _mark(moment, "place"))
    assert "<mark>" not in main(clean) and "We herkenden geen namen" in words(clean)


def test_a_marked_question_stays_and_can_go(owner: Human) -> None:
    case, _moment = begun(owner)
    question = "Hoe bel ik 06-12345678 terug?"
    first = look(owner, case, question=question)
    assert typed(first, "question") == question
    again = look(
        owner, case, **{**{k: v[0] for k, v in hidden(first, "look").items() if k == "looked-at"}, "question": question}
    )
    assert again.status_code == 200 and "<mark>06-12345678</mark>" in main(again)
    assert owner.client.post(at("case-intervision", case), hidden(again))["Content-Type"] == "application/pdf"


def test_what_changed_meanwhile_is_looked_at_first(owner: Human) -> None:
    case, moment = begun(owner)
    fields = hidden(look(owner, case, _mark(moment, "own")))
    mine = shelf.take(owner.unlocked, Moment, moment)
    shelf.keep(owner.unlocked, mine.record.model_copy(update={"words": {"case/met": "Anders."}}), over=mine)
    answer = owner.client.post(at("case-intervision", case), fields)
    assert answer["Content-Type"].startswith("text/html") and "Er is intussen iets veranderd" in words(answer)
    assert "Anders." in paper(answer)
    assert owner.client.post(at("case-intervision", case), hidden(answer))["Content-Type"] == "application/pdf"


def test_a_question_that_is_too_long_stays(owner: Human) -> None:
    case, moment = begun(owner)
    answer = look(owner, case, _mark(moment, "place"), question="te lang " * QUESTION_MAX)
    assert answer.status_code == 422 and 'id="question_error"' in main(answer) and " checked" in main(answer)
    assert typed(answer, "question").startswith("te lang te lang") and 'value="pdf"' not in main(answer)


def test_moments_of_another_case_or_person_never_come_along(people: SimpleNamespace) -> None:
    owner, mate = people.owner, people.mate
    case, _moment = begun(owner)
    other = moment_in(owner, case_of(owner, "kade 9"), place=1)
    theirs = moment_in(mate, case_of(mate), place=1)
    for moment in (other, theirs, 77):
        assert "Je koos nog niets" in words(look(owner, case, _mark(moment, "place"), "onzin", "x.own"))
    assert mate.get("case-intervision", case).status_code == 404
    assert mate.client.post(at("case-intervision", case), {"do": "pdf"}).status_code == 404
