from tests.browser.gallery_answering import every_answer_page
from tests.browser.looks import axe_violations, small_controls, sticking_out, unguarded
def test_e(newcomer):
    p = newcomer(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    p.join()
    for name in every_answer_page(p):
        bad = [x for look in (axe_violations, sticking_out, small_controls) for x in look(p.page)]
        print(name, bad)
        assert not bad, (name, bad)
