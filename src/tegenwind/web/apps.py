from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tegenwind.web"
    label = "web"
    verbose_name = "Pages"
