import pytest
from tests.attacks import verzet, verzet_pages, gesprek
from tests.attacks.searching import Marks
from tests.web.inside import Inside
@pytest.mark.django_db
def test_it(people):
    from tegenwind.coaching import actions
    m = Marks()
    actions.permit(people.mate.person)
    print(gesprek.live(Inside(people.owner.client), Inside(people.mate.client), m), len(m.made))
    v=Inside(people.owner.client); made=verzet.live(v, m); 
    for a,f in verzet_pages.places_to_write(made): assert v.post(a,{f:"xx"},autosave=True).status==200,(a,f)
