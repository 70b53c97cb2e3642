"""What is done in the rounds: join, and complete a check-in, ours and at the floor. The same fields are posted to both."""

from __future__ import annotations

import re

from bench import pack40
from bench.client import Answer, Browser

PASSPHRASE = "vier losse woorden hier"
STEPS = ("form", "post", "report")
_WORDS = "Dat herken ik van vorige week, toen het stil bleef en ik maar doorpraatte."
_CODE = re.compile(r'<ol class="code".*?</ol>', re.DOTALL)


def answers() -> dict[str, str]:
    """A filled-in form: forty recognitions, a charge with every third and own words with every fifth."""
    fields: dict[str, str] = {}
    for index, key in enumerate(pack40.statement_ids()):
        fields[f"r-{key}"] = str(index * 7 % 5 + 1)
        fields[f"c-{key}"] = str(index % 4) if index % 3 == 0 else ""
        fields[f"w-{key}"] = _WORDS if index % 5 == 0 else ""
    return fields


def join(browser: Browser, name: str, passphrase: str = PASSPHRASE) -> None:
    """Make an account with its recovery code, all through the pages."""
    _ok(browser.submit("/join/", {"username": name, "password1": passphrase}))
    shown = _ok(browser.submit("/join/recovery-code/", {"make": "1"}))
    code = _CODE.search(shown.text)
    if code is None:
        raise RuntimeError("no recovery code on the page")
    last = re.findall(r"<li>([^<]+)</li>", code[0])[-1]
    # The page with the code is shown once; the next form is on that very page.
    sent = browser.post("/join/recovery-code/", {**shown.hidden(), "last": last})
    if sent.status != 302:
        raise RuntimeError(f"the recovery code was not taken: {sent.status}")


def our_check_in(browser: Browser) -> list[Answer]:
    """The form, the answers, the report."""
    address = f"/check-ins/new/{pack40.ID}/"
    form = _ok(browser.get(address))
    return _complete(browser, form, address, {**form.hidden(), **answers(), "do": "finish"})


def floor_check_in(browser: Browser, kind: str) -> list[Answer]:
    """The same at the floor."""
    address = f"/{kind}/"
    form = _ok(browser.get(address))
    return _complete(browser, form, address, {**form.hidden(), **answers()})


def _complete(browser: Browser, form: Answer, address: str, fields: dict[str, str]) -> list[Answer]:
    fields.pop("next", None)
    posted = browser.post(address, fields)
    if posted.status != 302:
        raise RuntimeError(f"the answers were not taken: {posted.status}")
    return [form, posted, _ok(browser.get(posted.header("Location")))]


def _ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"not a page: {answer.status} {answer.header('Location')}")
    return answer


def inputs(page: str) -> int:
    """How many fields one can fill in stand on a page (hidden ones and buttons left out)."""
    return len(re.findall(r'<input type="(?:radio|checkbox|text)"|<textarea', page))
