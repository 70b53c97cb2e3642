"""The WSGI application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from tegenwind.project.nameless import Nameless

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegenwind.project.settings")
application = Nameless(get_wsgi_application())
