"""The power goes while someone writes: what the page called saved is there afterwards."""

from __future__ import annotations

import random

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.house import House
from tests.browser.people import SAVED_AT
from tests.browser.story import LIST

TIMES = 10

#: Notes what had been sent when the server said that it was kept; from then on the page calls it saved.
_WATCH = """
() => {
  window.called_saved = "";
  const send = window.fetch;
  window.fetch = async (...given) => {
    const words = new URLSearchParams(given[1].body).get("w-harder-werken");
    const answer = await send(...given);
    if (answer.ok) window.called_saved = words;
    return answer;
  };
}
"""


def test_kill_9_while_typing_loses_nothing_that_was_called_saved(newcomer: Newcomer, own_house: House) -> None:
    """Ten times, each at another moment of typing; the seed is told when it fails."""
    seed = random.randrange(10**6)
    moments = random.Random(seed)
    person = newcomer(own=own_house)
    person.join()
    for time in range(TIMES):
        person.go(LIST)
        more = person.main.locator("details:has([name='w-harder-werken'])")
        if more.get_attribute("open") is None:
            person.press(more.locator("summary"))
        person.page.evaluate(_WATCH)
        words = person.field("w-harder-werken")
        words.fill(f"Keer {time}.")
        words.press("End")
        expect(person.main.locator("[data-saved]")).to_have_text(SAVED_AT)
        person.page.wait_for_function("() => window.called_saved")
        # On with typing; each word is kept at its own pace, and somewhere in there the power goes.
        for number in range(moments.randint(1, 8)):
            words.press_sequentially(f" woord{number}", delay=moments.choice([0, 5, 20]))
            if moments.random() < 0.5:
                words.dispatch_event("change")
        own_house.kill()
        called_saved = person.page.evaluate("window.called_saved")
        assert called_saved.startswith(f"Keer {time}.")

        own_house.start()
        person.close_browser()
        person.open_browser()
        person.sign_in()
        person.go(LIST)
        kept = person.field("w-harder-werken").input_value()
        # A space at the very end is no word: it is not kept.
        assert kept.startswith(called_saved.rstrip()), (
            f"seed {seed}, time {time}: called saved {called_saved!r}, found {kept!r}"
        )
