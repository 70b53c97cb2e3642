"""The guard at every place to write: what is marked comes back once, with everything typed, and is kept when sent again."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from tegenwind.practice import versions
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.guarding import SHOWN
from tegenwind.web.reflection import sheet
from tests.attacks.crawling import Form, read
from tests.web import guarded
from tests.web.guarded import OTHERWISE, PLACES, Place
from tests.web.people import PACK, ROUTE_ID, Human, at, main, text, typed, words
from tests.web.sharing import WISH, Receiver, hidden, kept_id, link, link_on, preview
from tests.web.test_access import TABLE

pytestmark = pytest.mark.django_db

SAID = "Toen belde Fatima."


def test_every_template_with_a_place_to_write_is_on_the_way() -> None:
    walked = {template for place in PLACES for template in place.templates} | set(OTHERWISE.values())
    assert walked == guarded.templates_with_places()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.label)
def test_a_place_to_write(place: Place, owner: Human) -> None:
    address = _address(place, owner)
    sheet._pieces.cache_clear()  # What was laid out before would not be laid out again.
    page = owner.client.get(address)
    rendered = {template.name for template in page.templates}
    assert set(place.templates) <= rendered and 'id="guard"' in text(page)
    sent = [(form, group) for form in _forms(address, page) for group in _sent_together(place, form)]
    for number, (form, group) in enumerate(sent):
        said = {name: f"Bel 06-{number:02}12{at_:04}" for at_, name in enumerate(group)}
        _comes_back_once(owner, place, form, said)


def _comes_back_once(owner: Human, place: Place, form: Form, said: dict[str, str]) -> None:
    fields = _filled(form) | said | _button(place, form, said)

    first = owner.client.post(form.action, fields)

    assert first.status_code == 422, (place.label, first.status_code)
    told, page, kept = words(first), html.unescape(text(first)), _everything_kept(owner)
    for name, sentence in said.items():
        assert f"‘{sentence[4:]}’ lijkt op een telefoonnummer" in told, (place.label, name)
        assert sentence in page and sentence not in kept, (place.label, name)

    again = owner.client.post(form.action, fields | {SHOWN: shown(first)})

    assert again.status_code in (200, 302), (place.label, again.status_code, words(again))
    kept = _everything_kept(owner) if place.kept else html.unescape(text(again))
    assert [name for name, sentence in said.items() if sentence not in kept] == [], place.label


def _address(place: Place, owner: Human) -> str:
    row = TABLE[place.name]
    if place.activity:
        (route,) = [one for one in library.pack(PACK).routes if one.id == ROUTE_ID]
        kind = next(one.id for one in route.activities if one.kind == place.activity)
        return at(place.name, owner.begin_route(), kind)
    args = row.of(owner)
    if place.step:
        args = (*args[:-1], place.step)
    return at(place.name, *args) + (row.query if place.query is None else place.query)


def _forms(address: str, page: Any) -> list[Form]:
    """The forms of the page's main part with a place to write in them."""
    found = [form for form in read(address, main(page))[1] if _names(form)]
    assert found, address
    return found


def _names(form: Form) -> list[str]:
    return [name for name, kind, _value in form.fields if kind == "text"]


def _sent_together(place: Place, form: Form) -> list[list[str]]:
    return [[name] for name in _names(form)] if place.alone else [_names(form)]


def _button(place: Place, form: Form, said: dict[str, str]) -> dict[str, str]:
    """What the button that is pressed says; nothing on a form that has one without a value."""
    if form.buttons == [None]:
        return {}
    end = f"-{next(iter(said)).rpartition('-')[2]}" if place.alone else ""
    pressed = [("do", one + end) for one in place.do if ("do", one + end) in form.buttons]
    assert pressed, (place.label, form.buttons)
    return dict(pressed[:1])


def _filled(form: Form) -> dict[str, str]:
    """The form as it stands there, with a choice wherever one can be made."""
    return {name: value for name, kind, value in form.fields if kind not in ("text", "submit", "checkbox")}


def _everything_kept(owner: Human) -> str:
    found = [one.body for kind in versions.KINDS for one in queries.open_many(owner.unlocked, kind).records]
    return json.dumps(found, ensure_ascii=False)


def shown(answer: Any) -> str:
    """What the forms of a page say that was shown."""
    found = re.search(rf'name="{SHOWN}" value="([^"]*)"', main(answer))
    assert found
    return html.unescape(found[1])


class TestBeforeItIsShared:
    """The preview is the page that shows it: without having come by there, nothing goes."""

    @pytest.mark.parametrize("name", ["share-report", "share-route", "share-note"])
    def test_what_is_said_with_it(self, name: str, owner: Human) -> None:
        place = at(name, *TABLE[name].of(owner))
        assert 'id="guard"' in text(owner.client.get(place))

        straight = owner.client.post(place, WISH | {"words": SAID, "do": "make", **_any_door(owner, place)})

        assert "<mark>Fatima</mark>" in text(straight) and 'id="link"' not in text(straight)
        seen = preview(owner, place, words=SAID)
        assert "‘Fatima’ lijkt op een naam" in words(seen)
        link_on(owner.client.post(place, hidden(seen) | {"do": "make"}))

    def test_who_it_is_for_and_from_are_names_and_are_asked_for(self, owner: Human) -> None:
        place = at("share-report", *TABLE["share-report"].of(owner))

        seen = preview(owner, place, **{"for": "Fatima", "from": "Noor"})

        assert seen.status_code == 200 and "<mark>" not in text(seen)


def _any_door(owner: Human, place: str) -> dict[str, str]:
    """The number and the key of a preview of something else, with which a link could be made."""
    carried = hidden(preview(owner, place, words="Iets anders."))
    return {name: carried[name] for name in ("door", "key", "seen")}


class TestWhoWritesBack:
    def test_without_javascript_it_comes_back_once_and_is_then_sent(self, owner: Human) -> None:
        made = self._given(owner)
        receiver = Receiver()
        opened = receiver.open(made)
        assert 'id="guard"' in text(opened)

        first = receiver.answer(made, SAID)

        assert first.status_code == 422 and "‘Fatima’ lijkt op een naam" in words(first)
        assert "Je antwoord is nog niet verstuurd" in words(first) and typed(first, "words") == SAID
        assert SAID not in self._read(owner)
        again = receiver.client.post(at("shared-answer", made.number), hidden(first) | {"words": SAID})
        assert again.status_code == 200 and "Je antwoord is verstuurd" in words(again)
        assert SAID in self._read(owner)

    def test_its_script_is_told_the_same(self, owner: Human) -> None:
        made = self._given(owner)
        receiver = Receiver()

        first = json.loads(receiver.answer(made, SAID, script=True).content)

        assert first["sent"] is False and "‘Fatima’ lijkt op een naam" in first["message"]
        fields = {"proof": made.proof, "words": SAID, SHOWN: first["shown"]}
        address = at("shared-answer", made.number)
        again = receiver.client.post(address, fields, headers={"Accept": "application/json"})
        assert json.loads(again.content)["sent"] is True and SAID in self._read(owner)

    @staticmethod
    def _given(owner: Human) -> Any:
        return link(owner, at("share-note", *TABLE["share-note"].of(owner)), ask="write")

    @staticmethod
    def _read(owner: Human) -> str:
        return html.unescape(text(owner.get("share", kept_id(owner))))


@pytest.mark.parametrize("name", ["join", "sign-in", "recover"])
def test_a_name_to_sign_in_with_is_not_looked_at(name: str, client: Any) -> None:
    page = client.get(at(name))
    assert 'type="text"' in text(page) and 'id="guard"' not in text(page)
