"""The guard in the browser: it finds what the server finds, in any text, and shows it beside the field without leaving the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from tegenwind import guard
from tests.browser.conftest import Newcomer
from tests.browser.looks import axe_violations, small_controls, sticking_out
from tests.guard.cases import SETS, cases, notes
from tests.guard.test_find import REPEATED, TEXTS
from tests.tools.guard_rules import BROWSER

ADDRESS = "http://localhost:1/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types tegenwind"
)
HTML = """<!DOCTYPE html><html lang="nl"><title>Guard</title>
<script src="/guard.js" defer></script><script src="/guard-words.js" defer></script><script src="/guard-live.js" defer></script>
<main><form><textarea id="field" name="field" rows="9" cols="40"></textarea></form></main>
<div id="guard" data-rules="/guard-rules.json" data-lead="Kijk nog eens:" data-item="{kind}, regel {line}, teken {column}: {text} ({suggestion})"
  data-kind-name="naam" data-suggestion-nickname="de bijnaam" hidden></div></html>"""
FIND = """(texts) => fetch("/guard-rules.json").then((answer) => answer.json()).then((rules) => {
  const guard = new self.tegenwindGuard.Guard(rules);
  return texts.map((text) => guard.find(text).map((one) => [one.start, one.end, one.kind, one.suggestion, one.line, one.column]));
})"""
KEEP = """() => fetch("/guard-rules.json").then((answer) => answer.json()).then((rules) => { self.kept = new self.tegenwindGuard.Guard(rules); })"""
ONE = (
    "(text) => self.kept.find(text).map((one) => [one.start, one.end, one.kind, one.suggestion, one.line, one.column])"
)


def on_the_server(text: str) -> list[list[object]]:
    return [[one.start, one.end, one.kind, one.suggestion, one.line, one.column] for one in guard.find(text)]


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Every address that the page asked for."""
    return []


@pytest.fixture(scope="module")
def page(chromium: Browser, asked: list[str]) -> Iterator[Page]:
    """A page with one guarded field, under the policy of the program, served from the folder of static files."""
    context = chromium.new_context()
    opened = context.new_page()

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        asked.append(path)
        if path == "/":
            route.fulfill(
                body=HTML, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
            )
            return
        kind = "application/json" if path.endswith(".json") else "text/javascript"
        route.fulfill(
            body=(BROWSER.parent / path[1:]).read_text(encoding="utf-8"), content_type=f"{kind}; charset=utf-8"
        )

    opened.route("**/*", serve)
    opened.goto(ADDRESS)
    yield opened
    context.close()


class TestItFindsWhatTheServerFinds:
    def test_in_every_sentence_and_in_the_notes(self, page: Page) -> None:
        sentences = [one.text for name in SETS for one in cases(name)]
        texts = [
            *sentences,
            notes(),
            "\n".join(sentences),
            "\r\n".join(sentences),
            "\r".join(sentences),
            "😀 ".join(sentences),
        ]

        found = page.evaluate(FIND, texts)

        for text, there in zip(texts, found, strict=True):
            assert there == on_the_server(text), text

    def test_in_what_repeats(self, page: Page) -> None:
        texts = [part * 200 for part in REPEATED]

        assert page.evaluate(FIND, texts) == [on_the_server(text) for text in texts]

    def test_in_texts_that_nobody_wrote(self, page: Page) -> None:
        page.evaluate(KEEP)

        @given(st.lists(TEXTS, max_size=20))
        @settings(max_examples=150, deadline=None)
        def same(texts: list[str]) -> None:
            whole = "\n".join(texts)
            assert page.evaluate(ONE, whole) == on_the_server(whole)

        same()

    def test_in_a_blink_for_a_hundred_kilobytes(self, page: Page) -> None:
        page.evaluate(KEEP)
        text = (notes() * 20)[:100_000]

        took = page.evaluate(
            """(text) => Math.min(...[1, 2, 3, 4].map(() => {
              const began = performance.now(); self.kept.find(text); return performance.now() - began;
            }))""",
            text,
        )

        assert took < 200


class TestWhileWriting:
    def test_what_is_noticed_stands_under_the_field_with_its_place(self, page: Page) -> None:
        page.fill("#field", "Vandaag 😀\nbelde Fatima.")

        item = page.locator(".marks li")
        expect(item).to_have_text("naam, regel 2, teken 7: Fatima (de bijnaam)")
        expect(page.locator(".marks")).to_be_visible()
        assert page.input_value("#field") == "Vandaag 😀\nbelde Fatima."

    def test_a_press_goes_there(self, page: Page) -> None:
        page.fill("#field", "😀 Vandaag belde Fatima.")
        page.get_by_role("button", name=re.compile("regel 1")).click()

        chosen = page.evaluate(
            "() => { const f = document.getElementById('field'); return f.value.slice(f.selectionStart, f.selectionEnd); }"
        )

        assert chosen == "Fatima"

    def test_the_list_goes_when_there_is_nothing_any_more(self, page: Page) -> None:
        page.fill("#field", "Vandaag belde Fatima.")
        expect(page.locator(".marks li")).to_have_count(1)

        page.fill("#field", "Vandaag belde ze.")

        expect(page.locator(".marks")).to_be_hidden()

    def test_what_looks_like_html_stays_text(self, page: Page) -> None:
        page.fill("#field", "mail a@b.nl en mevrouw <b>Jansen</b> {line} Fatima-<img src=x>")

        expect(page.locator(".marks li")).to_have_count(3)
        assert page.locator(".marks b, .marks img").count() == 0

    def test_nothing_is_asked_for_but_its_own_files(self, page: Page, asked: list[str]) -> None:
        page.fill("#field", "Vandaag belde Fatima, 06-12345678.")
        expect(page.locator(".marks li")).to_have_count(2)

        assert set(asked) <= {
            "/",
            "/guard.js",
            "/guard-words.js",
            "/guard-live.js",
            "/guard-rules.json",
            "/favicon.ico",
        }


def test_the_rules_are_plain_json() -> None:
    assert json.loads(BROWSER.read_text(encoding="utf-8"))["version"] == 1


class TestOnThePages:
    """With the program itself: what was shown is not shown once more, and nobody is held up."""

    def test_marks_while_writing_with_the_keyboard_on_a_small_screen(self, newcomer: Newcomer) -> None:
        person = newcomer(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
        person.join()
        person.go("/intentions/new/")
        asked: list[str] = []
        person.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        assert person.page.locator(".marks").count() == 0

        person.write("words", "Ik bel Fatima.")

        marks = person.main.locator(".marks:visible li")
        expect(marks).to_have_text(["Regel 1, teken 8: ‘Fatima’ lijkt op een naam; misschien kan hier de bijnaam."])
        expect(person.page.locator("body > [role=status]", has_text="‘Fatima’ lijkt op een naam")).to_have_count(1)
        assert any("guard-rules" in path for path in asked)
        assert (
            axe_violations(person.page) == [] and sticking_out(person.page) == [] and small_controls(person.page) == []
        )
        person.page.keyboard.press("Tab")
        expect(marks.locator("button")).to_be_focused()
        person.page.keyboard.press("Enter")
        chosen = "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); }"
        assert person.page.evaluate(chosen) == "Fatima"

        person.press(person.primary)
        person.see("intention")  # Shown already, so it is kept at once.
        person.main.get_by_text("Ik bel Fatima.").first.wait_for()

    def test_without_a_script_it_comes_back_once(self, newcomer: Newcomer) -> None:
        person = newcomer(script=False)
        person.join()
        person.go("/intentions/new/")
        person.write("words", "Ik bel Fatima.")
        person.press(person.primary)
        person.see("intention-new", status=422)
        expect(person.field("words")).to_have_value("Ik bel Fatima.")
        expect(person.main.locator(".errorlist")).to_contain_text("‘Fatima’ lijkt op een naam")
        person.press(person.primary)
        person.see("intention")
