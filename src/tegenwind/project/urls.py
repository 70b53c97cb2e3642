"""All addresses; the pages themselves are in :mod:`tegenwind.web`."""

from django.urls import include, path

urlpatterns = [path("", include("tegenwind.web.urls"))]
handler400 = "tegenwind.web.problems.bad_request"
handler403 = "tegenwind.web.problems.forbidden"
handler404 = "tegenwind.web.problems.not_found"
handler500 = "tegenwind.web.problems.server_error"
