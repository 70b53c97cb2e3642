"""A link, from the one who gives it to the one who reads: with JavaScript the key stays in the receiver's browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tegenwind import sealing
from tests.attacks.searching import forms
from tests.browser import looks
from tests.browser.conftest import Newcomer
from tests.browser.hands import Keyboard
from tests.browser.house import House
from tests.browser.people import Person
from tests.browser.story import LIST

WORDS = "Ik hoor mezelf versnellen.\n<b>Soms</b> adem ik eerst & wacht."
ANSWER = "Dat herken ik, zei de <i>walvis</i>."


def give(person: Person, *, ask: str = "listen", words: str = "") -> str:
    """A finished report, given to somebody; returns the link."""
    person.go(LIST)
    person.answer("harder-werken", 4, charge=2, words=WORDS)
    person.answer("blijven-zitten", 2)
    person.press(person.do("finish"))
    person.see("report")
    person.press(person.main.locator("a[href^='/share/report/']"))
    person.see("share-report")
    person.write("for", "Sam & <b>co</b>")
    person.write("from", "Noor")
    if words:
        person.write("words", words)
    person.hand.choose(person.main.locator(f"[name=ask][value={ask}]"))
    person.hand.choose(person.main.locator("[name=extent][value=words]"))
    person.press(person.primary)
    person.see("share-report")
    expect(person.main.locator(".entrusted .lettered .own").first).to_have_text(WORDS, use_inner_text=True)
    person.press(person.primary)
    return person.main.locator("#link").inner_text()


def key_of(link: str) -> str:
    return link.partition("#")[2]


class Sent:
    """Everything a browser sends: addresses, headers and bodies."""

    def __init__(self, person: Person) -> None:
        self.requests: list[Request] = []
        person.context.on("request", lambda one: self.requests.append(one))

    def holds(self, *texts: str) -> list[str]:
        wanted = [form for text in texts for form in forms(text)]
        told = [
            (
                one,
                "\n".join([one.url, *(f"{k}: {v}" for k, v in one.all_headers().items())]).encode()
                + (one.post_data_buffer or b""),
            )
            for one in self.requests
        ]
        return [f"{one.method} {one.url}" for one, raw in told if any(form in raw for form in wanted)]


def content(person: Person):  # type: ignore[no-untyped-def]
    return person.page.locator("#shared-content")


@pytest.mark.parametrize("hand", [None, Keyboard])
def test_the_key_never_leaves_the_receivers_browser(
    newcomer: Newcomer, own_house: House, hand: type[Keyboard] | None
) -> None:
    noor = newcomer(own=own_house)
    noor.join()
    link = give(noor)
    sam = newcomer(own=own_house, **({"hand": hand} if hand else {}))
    sent = Sent(sam)
    sam.go(link)
    expect(sam.page.locator("#key")).to_be_hidden()
    assert key_of(link) not in sam.page.url and "#" not in sam.page.url
    assert sam.page.evaluate("history.length") <= 2
    sam.press(sam.primary)
    expect(content(sam)).to_contain_text("Voor Sam & <b>co</b>, van Noor")
    expect(content(sam).locator(".own").first).to_have_text(WORDS, use_inner_text=True)
    expect(content(sam).locator("svg.line-picture")).not_to_have_count(0)
    # It was drawn as a picture, by the rules of the style sheet.
    box = content(sam).locator("svg .line-kite").first.bounding_box()
    assert box and box["width"] > 10 and box["height"] > 10
    sam.write("words", ANSWER)
    sam.press(sam.page.locator("#shared-answer button"))
    expect(sam.page.locator("[data-says]")).to_contain_text("Verstuurd.")
    # In no request, in no cookie, in no store of the browser, in no file and no log of the server.
    key = key_of(link)
    assert len(sent.requests) > 3 and sent.holds(key, sealing.parse_share_key(key).hex()) == []
    assert sent.holds("Noor-die-hier-niet-staat") == [] and sent.holds(re.findall(r"/shared/(\w+)/", link)[0])
    assert sam.context.cookies() == [] and sam.page.evaluate("localStorage.length + sessionStorage.length") == 0
    raw = sealing.parse_share_key(key)
    for path in sorted(Path(own_house.house).rglob("*")):
        if path.is_file():
            held = path.read_bytes()
            assert raw not in held and not any(form in held for form in forms(key)), path
    # The answer, at the other end.
    noor.go("/")
    expect(noor.main).to_contain_text("Iemand schreef terug")
    noor.go("/share/")
    noor.press(noor.main.locator(".rows a.title").first)
    noor.see("share")
    expect(noor.main.locator(".own").first).to_have_text(ANSWER)
    expect(noor.main).to_contain_text("1 keer")
    assert not own_house.complaints()


def test_the_script_shows_what_the_giver_saw(someone: Person, newcomer: Newcomer) -> None:
    """Element by element the same as the preview, and as what is shown without JavaScript."""
    link = give(someone)
    sam, robin = newcomer(), newcomer(script=False)
    sam.go(link)
    sam.press(sam.primary)
    expect(content(sam)).to_be_visible()
    robin.go(link)
    robin.write("key", link)
    robin.press(robin.primary)
    robin.see("shared")
    normal = "(one) => one.innerHTML"
    by_script = content(sam).evaluate(normal)
    by_server = re.search(
        r'<div class="entrusted" lang="nl">(.*?)</div>\s*<p class="soft small">Klaar', robin.page.content(), re.S
    )
    assert by_server and by_server[1] == by_script


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("script", [True, False])
def test_every_step_of_a_receiver_is_good(someone: Person, newcomer: Newcomer, width: int, script: bool) -> None:
    link = give(someone, words="Lees dit voor donderdag.")
    # axe itself needs a script, so the pages without one are looked at with theirs taken away instead.
    sam = newcomer(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    if not script:
        sam.context.route("**/open-share.*.js", lambda route: route.abort())
    wrong: list[str] = []

    def look(name: str) -> None:
        wrong.extend(f"{name}: {found}" for found in looks.axe_violations(sam.page) + looks.sticking_out(sam.page))
        wrong.extend(f"{name}: {found}" for found in looks.style_attributes(sam.page))
        if width == 320:
            wrong.extend(f"{name}: small {found}" for found in looks.small_controls(sam.page))

    sam.go(link)
    look("the door")
    if not script:
        sam.write("key", "half")
        sam.press(sam.primary)
        look("half a link")
        sam.write("key", link)
    sam.press(sam.primary)
    shown = sam.page.locator(".entrusted")
    expect(shown).to_contain_text("Lees dit voor donderdag.")
    sam.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    look("opened")
    sam.write("words", "Goed.")
    sam.press(sam.page.locator("#shared-answer button"))
    expect(sam.page.get_by_text("Verstuurd.")).to_be_visible()
    look("answered")
    sam.complaints = [one for one in sam.complaints if "open-share" not in one]
    assert not wrong, "\n".join(wrong)


def test_without_javascript_the_page_says_what_happens_to_the_link(someone: Person, newcomer: Newcomer) -> None:
    link = give(someone)
    sam = newcomer(script=False)
    sam.go(link)
    expect(sam.main).to_contain_text("De link gaat daarom één keer naar deze server")
    sam.write("key", link)
    sam.press(sam.primary)
    sam.see("shared")
    expect(sam.page.locator(".entrusted .own").first).to_have_text(WORDS, use_inner_text=True)
    assert key_of(link) not in sam.page.content()
    sam.write("words", "a" * 2001)
    sam.press(sam.main.locator("#shared-answer button"))
    sam.see("shared-answer", status=422)
    sam.write("words", ANSWER)
    sam.press(sam.main.locator("#shared-answer button"))
    sam.see("shared-answer")
    expect(sam.main).to_contain_text("Je antwoord is verstuurd")
    assert sam.context.cookies() == []


def test_who_writes_back_sees_what_is_marked_and_decides(someone: Person, newcomer: Newcomer) -> None:
    link = give(someone)
    sam = newcomer()
    sam.go(link)
    sam.press(sam.primary)
    sam.write("words", "Toen dacht ik aan Fatima.")
    expect(sam.page.locator(".marks li")).to_contain_text("‘Fatima’ lijkt op een naam")
    sam.press(sam.page.locator("#shared-answer button:not(.marks button)"))
    # Shown beside the field already: it goes at once, and the list goes with it.
    expect(sam.page.locator("[data-says]")).to_contain_text("Verstuurd.")
    expect(sam.page.locator(".marks")).to_be_hidden()
    assert sam.context.cookies() == []
    # Where the guard's files do not come, the server shows it once.
    other = newcomer()
    other.page.route("**/guard*.js*", lambda route: route.abort())
    other.go(link)
    other.press(other.primary)
    other.write("words", "Toen dacht ik aan Fatima.")
    other.press(other.page.locator("#shared-answer button"))
    expect(other.page.locator("[data-says]")).to_contain_text("‘Fatima’ lijkt op een naam")
    expect(other.field("words")).to_have_value("Toen dacht ik aan Fatima.")
    other.press(other.page.locator("#shared-answer button"))
    expect(other.page.locator("[data-says]")).to_contain_text("Verstuurd.")


def test_a_link_that_is_closed_while_it_is_being_read(someone: Person, newcomer: Newcomer) -> None:
    link = give(someone)
    sam = newcomer()
    sam.go(link)
    sam.press(sam.primary)
    expect(content(sam)).to_be_visible()
    someone.go("/share/")
    someone.press(someone.main.locator(".rows a.title").first)
    someone.press(someone.do("close"))
    someone.see("share")
    # What was read is read; an answer goes nowhere, and is not lost either.
    sam.write("words", ANSWER)
    sam.press(sam.page.locator("#shared-answer button"))
    expect(sam.page.locator("[data-says]")).to_contain_text("intussen gesloten")
    expect(sam.field("words")).to_have_value(ANSWER)
    other = newcomer()
    other.go(link)
    other.press(other.primary)
    expect(other.alert).to_contain_text("opent niets meer")
    expect(content(other)).to_be_hidden()


@pytest.mark.parametrize("ends", ["expired", "other key", "damaged"])
def test_what_does_not_open(newcomer: Newcomer, own_house: House, ends: str) -> None:
    noor, sam = newcomer(own=own_house), newcomer(own=own_house)
    noor.join()
    link = give(noor)
    if ends == "expired":
        own_house.sql("UPDATE sharing_share SET expires_on = date('now', '-1 day')")
    elif ends == "damaged":
        own_house.sql("UPDATE sharing_share SET sealed = zeroblob(length(sealed))")
    else:
        link = link.partition("#")[0] + "#" + "A" * 22
    sam.go(link)
    sam.press(sam.primary)
    expect(sam.alert).to_contain_text("beschadigd" if ends == "damaged" else "opent niets meer")
    expect(content(sam)).to_be_hidden()
    views = own_house.sql("SELECT views FROM sharing_share")
    assert views == {"expired": [], "other key": [(0,)], "damaged": [(1,)]}[ends]


def test_another_link_in_the_same_tab(someone: Person, newcomer: Newcomer) -> None:
    """After reading, the link pasted into the address bar again opens again; after reloading, it is asked for."""
    link = give(someone)
    sam = newcomer()
    sam.go(link)
    sam.press(sam.primary)
    expect(content(sam)).to_be_visible()
    sam.page.evaluate("(hash) => { location.hash = hash }", "#half")
    expect(sam.alert).to_contain_text("geen hele link")
    expect(content(sam)).to_be_hidden()
    assert content(sam).inner_html() == ""
    sam.page.evaluate("(hash) => { location.hash = hash }", f"#{key_of(link)}")
    sam.press(sam.primary)
    expect(content(sam)).to_be_visible()
    sam.page.reload()
    expect(content(sam)).to_be_hidden()
    sam.press(sam.primary)
    expect(sam.alert).to_contain_text("geen hele link")
    sam.write("key", link)
    sam.press(sam.primary)
    expect(content(sam)).to_be_visible()
    expect(sam.field("key")).to_have_value("")


def test_a_page_that_loads_opens_nothing_by_itself(newcomer: Newcomer, own_house: House) -> None:
    """Some mail scanners run scripts: the script waits for a person to press."""
    noor, scanner = newcomer(own=own_house), newcomer(own=own_house)
    noor.join()
    link = give(noor)
    scanner.page.goto(link, wait_until="networkidle")
    assert own_house.sql("SELECT views FROM sharing_share") == [(0,)]
    assert WORDS.split("\n")[0] not in scanner.page.content()


def test_a_snapshot_with_something_else_in_it(newcomer: Newcomer, own_house: House) -> None:
    """Whoever could seal under the key still cannot make the page run or load anything."""
    import json
    import secrets

    noor, sam = newcomer(own=own_house), newcomer(own=own_house)
    noor.join()
    link = give(noor)
    parts = [
        ["script", {}, "document.title = 'taken'"],
        ["img", {"src": "https://elsewhere.example/x", "onerror": "document.title = 'taken'"}],
        ["a", {"href": "javascript:alert(1)"}, "klik"],
        [
            "p",
            {"onclick": "document.title = 'taken'", "style": "color: red", "id": "main", "class": "lead"},
            "<b>tekst</b>",
        ],
        [
            "svg",
            {},
            ["use", {"href": "https://elsewhere.example/x"}],
            ["path", {"fill": "url(https://elsewhere.example/x)", "d": "M0 0"}],
        ],
        ["iframe", {"srcdoc": "<script>parent.document.title = 'taken'</script>"}],
        7,
        None,
        ["p"],
    ]
    body = json.dumps({"v": 1, "language": "nl", "answer": True, "parts": parts}).encode()
    ((number,),) = own_house.sql("SELECT id FROM sharing_share")
    assert isinstance(number, int)
    sealed = sealing.seal_share(body, sealing.parse_share_key(link), share_id=number, draw=secrets.token_bytes)
    own_house.sql("UPDATE sharing_share SET sealed = ?", sealed)
    sam.go(link)
    sam.press(sam.primary)
    expect(content(sam)).to_contain_text("<b>tekst</b>")
    assert (
        content(sam).inner_html()
        == '<p class="lead">&lt;b&gt;tekst&lt;/b&gt;</p><svg><path d="M0 0"></path></svg><p></p>'
    )
    assert "taken" not in sam.page.title()


def test_the_link_can_be_copied(newcomer: Newcomer) -> None:
    noor = newcomer(permissions=["clipboard-read", "clipboard-write"])
    noor.join()
    link = give(noor)
    noor.press(noor.main.locator("[data-copy]"))
    expect(noor.main.locator("[data-copy-says]")).to_have_text("Gekopieerd.")
    assert noor.page.evaluate("navigator.clipboard.readText()") == link


def test_without_javascript_a_link_is_made_too(newcomer: Newcomer) -> None:
    noor = newcomer(script=False)
    noor.join()
    link = give(noor)
    expect(noor.main.locator("[data-copy]")).to_be_hidden()
    assert re.fullmatch(rf"{re.escape(noor.house.url)}/shared/[0-9a-z]{{13}}/#[A-Za-z0-9_-]{{22}}", link)
