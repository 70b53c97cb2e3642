from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "tegenwind.coaching"
    label = "coaching"
