"""What is done to organisations. Each function is one transaction. Who may do it is for who calls to say: there are no pages yet."""

from django.db import transaction

from tegenwind.accounts.models import Person
from tegenwind.teams.models import NAME_MAX, Organisation, Role


@transaction.atomic
def found(name: str, person: Person) -> Organisation:
    """A new organisation, which this person administers. Raises `ValueError` for no name, or one that is too long."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= NAME_MAX:
        raise ValueError(f"the name of an organisation is 1 to {NAME_MAX} characters")
    organisation = Organisation.objects.create(name=name)
    Role.objects.create(organisation=organisation, person=person, what=Role.What.ADMINISTRATOR)
    return organisation


def take_in(organisation: Organisation, person: Person, what: Role.What = Role.What.MEMBER) -> None:
    """Gives somebody a role; having it already changes nothing. Raises `ValueError` for a role that is not there."""
    Role.objects.get_or_create(organisation=organisation, person=person, what=Role.What(what))


def leave(organisation: Organisation, person: Person, what: Role.What | None = None) -> None:
    """Takes one role away from somebody, or all of them. An organisation that nobody is in any more goes too (`teams.apps`)."""
    roles = Role.objects.filter(organisation=organisation, person=person)
    (roles if what is None else roles.filter(what=Role.What(what))).delete()
