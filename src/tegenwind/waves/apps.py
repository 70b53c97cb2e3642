from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, pre_delete


class WavesConfig(AppConfig):
    name = "tegenwind.waves"
    label = "waves"

    def ready(self) -> None:
        from tegenwind.accounts.models import Person
        from tegenwind.waves.models import Wave

        pre_delete.connect(_names_go, sender=Person, dispatch_uid="tegenwind.waves")
        post_delete.connect(_box_goes, sender=Wave, dispatch_uid="tegenwind.waves.box")


def _names_go(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Whoever erases their place takes their names out of every wave."""
    from tegenwind.waves.forgetting import forget

    forget(instance.pk)


def _box_goes(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """A wave that goes while it is open, as with its organisation, takes its key and box along. What fails is swept at the next start."""
    from tegenwind.waves import house

    wave_id = instance.pk
    transaction.on_commit(lambda: house.destroy(wave_id), robust=True)
