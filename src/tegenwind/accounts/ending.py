"""Signing people out from outside, for whoever runs the place: what is open closes, and nothing that was kept is touched."""

from django.db import transaction

from tegenwind.accounts.models import Person, SealedSession, UnlockedSession, new_session_mark


@transaction.atomic
def sign_out(person: Person) -> None:
    """Ends every session of this person, in whatever browser, and locks what they keep. They can sign in again."""
    Person.objects.filter(pk=person.pk).update(session_mark=new_session_mark())
    UnlockedSession.objects.filter(vault__owner=person).delete()


@transaction.atomic
def sign_out_everybody() -> None:
    """Ends every session there is, those of people who are not signed in too (the rows do not tell)."""
    UnlockedSession.objects.all().delete()
    SealedSession.objects.all().delete()
