from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class TeamsConfig(AppConfig):
    name = "tegenwind.teams"
    label = "teams"

    def ready(self) -> None:
        from tegenwind.teams.models import Membership, Role

        for sender in (Membership, Role):
            post_delete.connect(_empty_goes, sender=sender, dispatch_uid=f"tegenwind.teams.{sender.__name__}")


def _empty_goes(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """An organisation that nobody is in any more goes: also when its last person erased their place."""
    from tegenwind.teams.models import Organisation

    Organisation.objects.filter(pk=instance.organisation_id, roles=None, memberships=None).delete()
