"""Who may see what of a wave, for pages and files alike. Whatever somebody may not see is not there: ``Http404``."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from tegenwind.measure import GroupPublication, groups_of
from tegenwind.packs.model import Pack
from tegenwind.report.wave_document import Facts
from tegenwind.waves import queries
from tegenwind.waves.models import Wave, WaveGroup
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest


@dataclass(frozen=True)
class Seen:
    """A group of a published wave that this person may look at.

    Attributes:
        groups: all groups of this wave that they may look at, this one among them.
        published: what may be seen of it; nothing else of the wave reaches a page or a file.
    """

    wave: Wave
    pack: Pack
    group: WaveGroup
    groups: tuple[WaveGroup, ...]
    facts: Facts
    published: GroupPublication


def take(request: OpenRequest, wave_id: int) -> Wave:
    """A wave this person is in, leads in, or hosts or administers the organisation of. Raises `Http404`."""
    wave = queries.wave_for(request.user, wave_id)
    if wave is None:
        raise Http404
    return wave


def seen(request: OpenRequest, wave_id: int, number: int) -> Seen:
    """One group of a published wave. Raises `Http404` for one that is not there, not published, or not theirs to see."""
    wave = take(request, wave_id)
    if not wave.is_published:
        raise Http404
    groups = tuple(queries.groups_for(request.user, wave))
    group = next((one for one in groups if one.number == number), None)
    if group is None:
        raise Http404
    pack = library.version(wave.digest)
    published = groups_of(wave.publication or {})[str(number)]
    return Seen(wave, pack, group, groups, facts(wave, group), published)


def whole(request: OpenRequest, wave_id: int) -> Seen:
    """The whole of a published wave. Raises `Http404` as :func:`seen`."""
    wave = take(request, wave_id)
    top = wave.groups.filter(parent=None).exclude(what=WaveGroup.What.LEADERS).first()
    if top is None:
        raise Http404
    return seen(request, wave_id, top.number)


def facts(wave: Wave, group: WaveGroup) -> Facts:
    """A wave as it was frozen, and which group of it this is about (1 query where those who lead are a group)."""
    together = wave.groups.filter(what=WaveGroup.What.LEADERS).first() if wave.leaders_together else None
    return Facts(
        organisation=wave.organisation.name,
        name=group.name,
        group=str(group.number),
        host=wave.hosted_by,
        opened_on=wave.opened_on,
        closes_on=wave.closes_on,
        k=wave.k,
        tenths=wave.tenths,
        percents=wave.percents,
        whole=group.parent is None,
        team=group.what == WaveGroup.What.TEAM,
        leaders=None if together is None else str(together.number),
    )
