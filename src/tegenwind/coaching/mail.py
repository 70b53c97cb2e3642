"""The one mail there is here: that something waits in Tegenwind. It names nobody, and says neither what nor from whom."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tegenwind.accounts import mail
from tegenwind.accounts.models import Person


def can_mail(person: Person) -> bool:
    """Whether a mail could reach this person: they gave an address, and this place sends mail."""
    return bool(person.email) and mail.sends_mail()


def something_waits(person: Person) -> None:
    """Mails, beside the page, that something waits; to who has no address, or where no mail is sent: nothing."""
    if not can_mail(person) or not person.is_active:
        return
    with translation.override(person.language):
        text = _(
            "Er ligt iets voor je klaar in Tegenwind:\n\n%(link)s\n\nWat het is, lees je daar, als het je uitkomt. In mail "
            "zetten we daar niets over."
        ) % {"link": settings.TEGENWIND.url}
        mail.send_later(_("Er ligt iets voor je klaar"), text, person.email)
