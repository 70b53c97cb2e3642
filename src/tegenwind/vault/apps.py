from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Sealed records: the only door between practice and the database."""

    name = "tegenwind.vault"
    label = "vault"
