"""The optional private address, and the three mails about it: to confirm it, to tell the old one, and to choose a new passphrase.
(The two others there are, that something waits and that a wave is open, are in `coaching.mail` and `waves.reminding`.)

An address is kept when its owner has followed the link, and not before: until then it is in that link alone. Mails are
plain text; they name nobody, hold nothing of what anyone wrote, load nothing and count nothing.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from tegenwind.accounts.derivation import derive_new
from tegenwind.accounts.errors import AccountsError, CannotUnlock
from tegenwind.accounts.models import Person, UnlockedSession, new_session_mark

CONFIRM_SECONDS: Final = 24 * 3600
_SALT: Final = "tegenwind.accounts.mail"
_MOST_WAITING: Final = 50
_MOST_ACCOUNTS: Final = 5

_log = logging.getLogger("tegenwind.mail")
# One letter at a time, beside the pages: how long an answer takes must not tell whether a mail goes out. What waits here
# when the server stops is gone; the page says to ask again.
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
_room = BoundedSemaphore(_MOST_WAITING)


class NotSent(AccountsError):
    """The mail server did not take the mail."""

    def __init__(self) -> None:
        super().__init__("the mail was not sent")


def sends_mail() -> bool:
    """Whether this place sends mail at all."""
    return settings.TEGENWIND.mail is not None


def normal(address: str) -> str:
    """An address in the form in which it is kept and looked up."""
    return address.strip().lower()


class _ResetTokens(PasswordResetTokenGenerator):
    """A link is good for `PASSWORD_RESET_TIMEOUT` seconds, and until passphrase, address or mark change."""

    key_salt = "tegenwind.accounts.mail.reset"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        return f"{user.pk}\n{user.password}\n{user.email}\n{user.session_mark}\n{timestamp}"


reset_tokens: Final = _ResetTokens()


def confirmation(person: Person, address: str) -> str:
    """What stands in the link that confirms an address."""
    return signing.dumps([person.pk, person.email, normal(address)], salt=_SALT)


def confirmed(person: Person, token: str) -> str | None:
    """The address that this link confirms for this person; None for another's, an old one, or one used before."""
    try:
        person_id, before, address = signing.loads(token, salt=_SALT, max_age=CONFIRM_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(address) if (person_id, before) == (person.pk, person.email) else None


def ask_to_confirm(person: Person, address: str, link: str) -> None:
    """Mails the link to a new address, and waits until the mail server has it. Raises `NotSent`."""
    with translation.override(person.language):
        subject = _("Bevestig je adres")
        text = _(
            "Iemand gaf dit adres op bij Tegenwind. Was jij dat? Open dan deze link, in de browser waarin je bent "
            "aangemeld:\n\n%(link)s\n\nDe link werkt een dag. Was jij het niet, dan hoef je niets te doen: het adres is "
            "nergens bewaard."
        ) % {"link": link}
    try:
        _send(subject, text, address)
    except (OSError, ValueError) as error:
        _log.error("a mail was not sent (%s)", type(error).__name__)
        raise NotSent from None


def keep(person: Person, address: str) -> None:
    """The address of this person from now on; empty for none. Who used the old one is told there."""
    before = person.email
    person.email = normal(address)
    person.save(update_fields=["email"])
    if before and before != person.email:
        with translation.override(person.language):
            text = _(
                "Dit adres hoort niet meer bij een account in Tegenwind. Heb jij dat niet gedaan? Meld je aan en kijk bij "
                "“Jouw plek” waar je bent aangemeld. Wat je schreef, blijft op slot voor wie alleen je mail heeft."
            )
            send_later(_("Je adres is veranderd"), text, before)


def people_at(address: str) -> list[Person]:
    """Who gave this address; mostly one person, or nobody."""
    wanted = normal(address)
    return list(Person.objects.filter(email=wanted, is_active=True)[:_MOST_ACCOUNTS]) if wanted else []


def send_reset(person: Person | None, link: str) -> None:
    """Mails the link for a new passphrase. The work is the same for nobody (None), only no mail goes out.

    Who signs in through an organisation is told that instead: there is no passphrase of ours to renew.
    """
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        subject = _("Een nieuwe wachtzin")
        if person is not None and not person.has_usable_password():
            text = _("Je meldt je bij Tegenwind aan via je organisatie. Er is daarom geen wachtzin die hier nieuw kan.")
        else:
            text = _(
                "Met deze link kies je een nieuwe wachtzin voor Tegenwind:\n\n%(link)s\n\nDe link werkt een uur, en één "
                "keer. Hij opent niet wat je schreef: dat blijft op slot tot je het zelf opent, met je oude wachtzin of je "
                "herstelcode.\n\nHeb jij hier niet om gevraagd? Dan hoef je niets te doen. Er verandert niets."
            ) % {"link": link}
    if person is not None:
        send_later(subject, text, person.email)


@sensitive_variables()
def set_forgotten(person: Person, new: str) -> None:
    """A new passphrase for who followed the link: every sign-in elsewhere ends, and every open vault closes. The vaults
    themselves stay as they are, with the slots they have. Raises `CannotUnlock` when it was changed meanwhile."""
    before, mark = person.password, new_session_mark()
    stored, _slot_key = derive_new(new, person.pepper())
    with transaction.atomic():
        changed = Person.objects.filter(pk=person.pk, password=before).update(password=str(stored), session_mark=mark)
        if not changed:
            raise CannotUnlock
        UnlockedSession.objects.filter(vault__owner=person).delete()
    person.password, person.session_mark = str(stored), mark


def send_later(subject: str, text: str, address: str) -> None:
    """Mails beside the page, so that how long an answer takes tells nothing. What cannot be sent is in the log, without a name."""
    if not _room.acquire(blocking=False):
        _log.error("a mail was not sent (too many are waiting)")
        return

    def deliver() -> None:
        try:
            _send(subject, text, address)
        except (OSError, ValueError) as error:
            _log.error("a mail was not sent (%s)", type(error).__name__)
        finally:
            _room.release()

    _postman.submit(deliver)


def send_all_later(letters: Sequence[tuple[str, str, str]]) -> None:
    """Mails these (subject, text, address) beside the page, each with what was asked meanwhile in between: who asks for a
    new passphrase does not wait for a whole organisation. What cannot be sent is in the log, without a name."""
    waiting = list(letters)

    def deliver() -> None:
        subject, text, address = waiting.pop()
        try:
            _send(subject, text, address)
        except (OSError, ValueError) as error:
            _log.error("a mail was not sent (%s)", type(error).__name__)
        if waiting:
            try:
                _postman.submit(deliver)
            except RuntimeError:  # The server stops.
                _log.error("%d mails were not sent (the server stopped)", len(waiting))

    if waiting:
        _postman.submit(deliver)


def _send(subject: str, text: str, address: str) -> None:
    headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nobody's holiday answer comes back.
    EmailMessage(f"Tegenwind: {subject}", f"{text}\n", to=[address], headers=headers).send()
