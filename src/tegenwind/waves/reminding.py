"""Reminding everybody who is in a wave: on their home page, and by mail who chose that. Everybody or nobody.

Who gets a mail is told to nobody: whoever reminds sees the same page whether it is all of them or none.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tegenwind.accounts import mail
from tegenwind.accounts.models import Person
from tegenwind.waves import rules
from tegenwind.waves.closing import held_by
from tegenwind.waves.errors import NotNow
from tegenwind.waves.models import Leading, MailWish, RosterLine, Wave


def remind(wave: Wave, host: Person, seen: int) -> Wave:
    """Reminds everybody once more.

    Args:
        seen: how many reminders there had been when the host asked for this one: two clicks are one reminder.

    Raises:
        NotAllowed: not a host of this wave.
        NotNow: closed, or reminded: there were as many as there may be.
    """
    with transaction.atomic():
        held = held_by(wave, host)
        if not held.is_open:
            raise NotNow("closed")
        if held.reminded != seen:
            return held
        if not rules.may_remind(held.reminded):
            raise NotNow("reminded")
        held.reminded += 1
        held.save(update_fields=["reminded"])
    mail.send_all_later(_letters(held))
    return held


def wants_mail(person: Person) -> bool:
    """Whether this person chose mail about waves (1 query)."""
    return MailWish.objects.filter(pk=person.pk).exists()


def wish_mail(person: Person, wanted: bool) -> None:
    """From now on this person gets such a mail, or does not. Doing it twice changes nothing."""
    if wanted:
        MailWish.objects.get_or_create(person=person)
    else:
        MailWish.objects.filter(pk=person.pk).delete()


def _letters(wave: Wave) -> list[tuple[str, str, str]]:
    """To everybody in it who gave an address and chose mail, and to nobody else; word for word the same for everybody."""
    if not mail.sends_mail():
        return []
    inside = set(RosterLine.objects.filter(wave=wave).values_list("member", flat=True))
    inside |= set(Leading.objects.filter(wave=wave).values_list("member", flat=True))
    wish = Person.objects.filter(pk__in=MailWish.objects.values("person_id"), is_active=True).exclude(email="")
    found = []
    for pk, address, language in wish.order_by("pk").values_list("pk", "email", "language"):
        if pk in inside:
            found.append((*_words(language), address))
    return found


def _words(language: str) -> tuple[str, str]:
    with translation.override(language):
        text = _(
            "Er staat een peiling voor je open in Tegenwind:\n\n%(link)s\n\nHeb je al geantwoord, dan hoef je niets te doen. Dat "
            "weten we niet: iedereen die deze mail koos, krijgt dezelfde. Wil je hem niet meer, dan zet je hem uit bij je mailadres."
        ) % {"link": settings.TEGENWIND.url}
        return _("Er staat een peiling open"), text
