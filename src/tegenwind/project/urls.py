"""All addresses; the pages themselves are in :mod:`tegenwind.web`. The names without ``web:`` are those that Django and allauth ask for."""

from django.urls import include, path

from tegenwind.web.help.views import set_language
from tegenwind.web.people import factors, mail
from tegenwind.web.people import views as people

urlpatterns = [
    path("", include("tegenwind.web.urls")),
    path("language/", set_language, name="set_language"),
    path("sign-in/", people.SignIn.as_view(), name="account_login"),
    path("join/", people.Join.as_view(), name="account_signup"),
    path("sign-out/", people.sign_out, name="account_logout"),
    path("sign-in/recover/", people.recover, name="account_reset_password"),
    path("me/mail/", mail.address, name="account_email"),
    path("me/passphrase/", people.passphrase, name="account_change_password"),
    path("sign-in/closed/", people.closed, name="account_inactive"),
    path("sign-in/second-step/", factors.step, name="mfa_authenticate"),
    path("me/confirm/", factors.confirm, name="account_reauthenticate"),
    path("me/confirm/", factors.confirm, name="mfa_reauthenticate"),
    path("me/confirm/", factors.confirm, name="mfa_reauthenticate_webauthn"),
]
handler400 = "tegenwind.web.problems.bad_request"
handler403 = "tegenwind.web.problems.forbidden"
handler404 = "tegenwind.web.problems.not_found"
handler500 = "tegenwind.web.problems.server_error"
