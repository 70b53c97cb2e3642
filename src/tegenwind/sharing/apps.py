from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "tegenwind.sharing"
    label = "sharing"
