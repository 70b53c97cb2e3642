from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, how they sign in, and the keys to their vault."""

    name = "tegenwind.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator
        from django.db.models.signals import pre_save

        from tegenwind.accounts.factors import undated

        pre_save.connect(undated, sender=Authenticator, dispatch_uid="tegenwind-undated-factors")
        # Makes the memory in which all processes count attempts, before the server forks.
        from tegenwind.accounts import attempts  # noqa: F401
