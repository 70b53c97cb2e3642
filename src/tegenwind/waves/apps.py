from django.apps import AppConfig


class WavesConfig(AppConfig):
    name = "tegenwind.waves"
    label = "waves"
