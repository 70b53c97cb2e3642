"""Every form of every page that can be reached, filled with marks: what is built later is swept without anybody thinking of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from tests.server import Visitor

#: What ends the visit, or sets it back: done by the flows that call the crawler.
NOT_BY_ITSELF = re.compile(r"^/(sign-out|lock|language|join|erased|set-aside)/|^/me/(erase|signed-in)/|\.(pdf|zip)$")
MOST_PAGES = 250


def without_ids(path: str) -> str:
    """The same for two addresses that differ only in which records they are about."""
    return re.sub(r"/[0-9a-z]{13}(?=/)", "/ID", path)


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and its fields as (name, type, value)."""

    action: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, ...]:
        """The same for two forms that ask the same of different records."""
        return (without_ids(self.action), *sorted({name for name, *_rest in self.fields}))

    def filled(self, mark: Callable[[str], str], button: tuple[str, str] | None) -> dict[str, str]:
        """Every field that can be written in holds a mark; of what can be chosen, the last one."""
        given: dict[str, str] = {}
        for name, kind, value in self.fields:
            if kind in ("hidden", "radio", "checkbox", "option"):
                given[name] = value
            elif kind != "submit":
                given[name] = mark(f"{self.shape[0]} {name}")
        if button:
            given[button[0]] = button[1]
        return given

    @property
    def buttons(self) -> list[tuple[str, str] | None]:
        return [(name, value) for name, kind, value in self.fields if kind == "submit"] or [None]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, set[str](), list[Form]()
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and told.get("href"):
            target = urlsplit(urljoin(self.address, told["href"]))
            if not target.netloc and not target.scheme:
                self.links.add(target.path + (f"?{target.query}" if target.query else ""))
        elif tag == "form" and told.get("method", "get").lower() == "post":
            self._form = Form(urldefrag(urljoin(self.address, told.get("action") or self.address)).url)
            self.forms.append(self._form)
        elif self._form is not None and tag == "select":
            self._select = told.get("name", "")
        elif self._form is not None and tag == "option" and self._select:
            self._form.fields.append((self._select, "option", told.get("value", "")))
        elif self._form is not None and tag in ("input", "textarea", "button") and told.get("name"):
            kind = "submit" if tag == "button" else told.get("type", "text") if tag == "input" else "text"
            if told["name"] != "csrfmiddlewaretoken":
                self._form.fields.append((told["name"], kind, told.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


def read(address: str, page: str) -> tuple[set[str], list[Form]]:
    """The links and the forms of a page."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.links, reader.forms


def crawl(visitor: Visitor, mark: Callable[[str], str], *starts: str) -> Iterator[tuple[str, int]]:
    """Opens every page, posts every form in each way its buttons offer, whole and far too long; says what was answered.

    Every shape of form is posted once; forms are posted after all pages were seen, so that none is missed because of it.
    """
    waiting, seen, shapes = list(starts), set[tuple[str, ...]](), dict[tuple[str, ...], Form]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        asked = urlsplit(address)
        place = without_ids(asked.path)
        # A page that is asked for something else is another page: a form may stand only there.
        page = (place, *sorted(parse_qs(asked.query)))
        if page in seen or NOT_BY_ITSELF.search(place):
            continue
        seen.add(page)
        answer = visitor.get(address)
        yield f"GET {address}", answer.status
        if answer.status == 302:
            waiting.append(answer.location)
            continue
        links, forms = read(address, answer.text)
        waiting += sorted(links)
        for one in forms:
            if not NOT_BY_ITSELF.search(one.action):
                shapes.setdefault(one.shape, one)
    assert not waiting, f"there are more pages than {MOST_PAGES}"
    # What makes an end to a record is posted last: before that its other forms are still there.
    for one in sorted(shapes.values(), key=lambda one: one.action.endswith("/goodbye/")):
        for button in one.buttons:
            given = one.filled(mark, button)
            yield f"POST {one.shape[0]} {button}", visitor.post(one.action, given).status
        longer = {
            name: value * 300 if kind not in ("hidden", "radio", "checkbox", "option", "submit") else value
            for name, kind, value in ((n, k, one.filled(mark, None).get(n, v)) for n, k, v in one.fields)
        }
        yield f"POST {one.shape[0]} too long", visitor.post(one.action, longer).status
