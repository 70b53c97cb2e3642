"""What may be asked about organisations."""

from tegenwind.accounts.models import Person
from tegenwind.teams.models import NEAR, Role


def close_to(person: Person) -> frozenset[int]:
    """The ids of everybody who hosts, leads or administers in an organisation that this person is in, in whatever role
    (1 query). Who does so themselves is among them."""
    mine = Role.objects.filter(person=person).values("organisation_id")
    return frozenset(Role.objects.filter(organisation_id__in=mine, what__in=NEAR).values_list("person_id", flat=True))
