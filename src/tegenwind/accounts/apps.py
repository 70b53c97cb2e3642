from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, how they sign in, and the keys to their vault."""

    name = "tegenwind.accounts"
    label = "accounts"
