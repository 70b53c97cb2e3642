"""Having something read, as people do it: the form, the preview, the link; and at the other end only the link."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from tegenwind import sealing
from tegenwind.practice import versions
from tegenwind.practice.share import KIND, Share
from tegenwind.vault import queries
from tegenwind.web.ids import RecordIdConverter
from tests.web.people import Human, at, text

WISH = {"for": "Sam", "from": "Noor", "ask": "listen", "extent": "words", "words": "", "days": "7"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_LINK = re.compile(r'<p class="link" id="link">([^<]+)</p>')


@dataclass
class Link:
    """A link as its receiver has it."""

    whole: str

    @property
    def key(self) -> bytes:
        return sealing.parse_share_key(self.whole)

    @property
    def key_text(self) -> str:
        return self.whole.partition("#")[2]

    @property
    def address(self) -> str:
        parts = urlsplit(self.whole)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def number(self) -> int:
        return RecordIdConverter().to_python(self.address.split("/")[2])

    @property
    def proof(self) -> str:
        raw = sealing.share_proof(self.key)
        import base64

        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Receiver:
    """Somebody with a browser that was never here, strict about tokens of forms as a real one."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def look(self, link: Link) -> Any:
        return self.client.get(link.address)

    def open(self, link: Link, pasted: str | None = None) -> Any:
        """Without JavaScript: paste the link."""
        return self.client.post(link.address, {"key": link.whole if pasted is None else pasted})

    def open_by_script(self, link: Link, proof: str | None = None) -> Any:
        return self.client.post(at("shared-open", link.number), {"proof": link.proof if proof is None else proof})

    def answer(self, link: Link, words: str, proof: str | None = None, *, script: bool = False) -> Any:
        fields = {"proof": link.proof if proof is None else proof, "words": words}
        headers = {"Accept": "application/json"} if script else {}
        return self.client.post(at("shared-answer", link.number), fields, headers=headers)


def hidden(answer: Any) -> dict[str, str]:
    """What a form carries along."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(text(answer))}


def preview(human: Human, place: str, **wish: str) -> Any:
    return human.client.post(place, WISH | wish | {"do": "preview"})


def link(human: Human, place: str, **wish: str) -> Link:
    """Fill in the form, look at the preview, and make the link."""
    seen = preview(human, place, **wish)
    assert seen.status_code == 200, text(seen)
    return link_on(human.client.post(place, hidden(seen) | {"do": "make"}))


def link_on(answer: Any) -> Link:
    """The link that a page shows."""
    found = _LINK.search(text(answer))
    assert answer.status_code == 200 and found, text(answer)
    return Link(html.unescape(found[1]))


def kept(human: Human) -> list[Share]:
    """What the owner keeps of what was shared, in order of creation."""
    return [versions.read(Share, KIND, one.body) for one in queries.open_many(human.unlocked, KIND).records]


def kept_id(human: Human, number: int = -1) -> int:
    return queries.open_many(human.unlocked, KIND).records[number].id
