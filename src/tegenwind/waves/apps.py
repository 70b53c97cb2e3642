from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class WavesConfig(AppConfig):
    name = "tegenwind.waves"
    label = "waves"

    def ready(self) -> None:
        from tegenwind.accounts.models import Person

        pre_delete.connect(_names_go, sender=Person, dispatch_uid="tegenwind.waves")


def _names_go(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Whoever erases their place takes their names out of every wave."""
    from tegenwind.waves.forgetting import forget

    forget(instance.pk)
