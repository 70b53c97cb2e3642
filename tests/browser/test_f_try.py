from __future__ import annotations
from tests.browser import looks
from tests.browser.conftest import Newcomer
from tests.browser.gallery_results import every_result_page
def test_try(newcomer: Newcomer) -> None:
    person = newcomer(viewport={"width": 320, "height": 640}, reduced_motion="reduce", language="en")
    person.join()
    wrong = []
    for name in every_result_page(person):
        page = person.page
        wrong += [f"{name}: {x}" for x in looks.axe_violations(page)]
        wrong += [f"{name}: {x}" for x in looks.sticking_out(page)]
        wrong += [f"{name}: small {x}" for x in looks.small_controls(page)]
        if name == "a result, with figures": page.screenshot(path="/tmp/t/h7/F/en.png", clip={"x":0,"y":0,"width":320,"height":3000}, full_page=True)
    assert not wrong, "\n".join(wrong)
