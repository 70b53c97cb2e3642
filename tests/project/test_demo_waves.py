"""The made-up organisation of the demo: everything a wave can show, and every reason not to show it, is in it."""

from __future__ import annotations

import pytest
from django.conf import settings

from tegenwind.measure import RULES, Figure, groups_of
from tegenwind.project import demo_waves, serving
from tegenwind.waves.models import Wave
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def waves() -> list[Wave]:
    """The waves, the oldest first."""
    assert serving.install_packs(settings.TEGENWIND) == []
    import time; people={name: joined(name) for name in (demo_waves.MEMBER, demo_waves.HOST, demo_waves.LEADER.name)}
    t=time.time(),time.process_time()
    demo_waves.settle(people); print("SETTLE", time.time()-t[0], time.process_time()-t[1])
    return list(Wave.objects.order_by("opened_on"))


def test_all(waves):
    import collections, time
    t=time.process_time()
    for wave in waves:
        print(wave.pack, wave.state, wave.leaders_together, wave.opened_on, wave.closes_on)
        if not wave.publication: continue
        names={str(g.number):(g.name or g.what) for g in wave.groups.all()}
        for id, g in groups_of(wave.publication).items():
            lev=collections.Counter()
            for n,q in g.questions.items():
                lev["est:" if n.startswith("estimate") else "", q if not isinstance(q,Figure) else "mean" if q.mean is not None else "shares" if q.shares else "place"]+=1
            print("  ",names[id], g.withheld, g.contributions, dict(lev), {t:(v.place or v.withheld) for t,v in g.themes.items() if not t.startswith("est")})
    assert 0
