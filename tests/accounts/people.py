"""People for tests, made as the program makes them."""

from tegenwind.accounts import actions
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked

PASSPHRASE = "vier losse woorden hier"
OTHER = "heel andere woorden daar"


def joined(name: str = "Anne", passphrase: str = PASSPHRASE) -> tuple[Person, Unlocked]:
    """Someone who just joined, and their opened vault."""
    person = Person(username=name)
    person.set_password(passphrase)
    return person, actions.join(person)


def again(person: Person) -> Person:
    """The same person, as another request reads them."""
    return Person.objects.get(pk=person.pk)
