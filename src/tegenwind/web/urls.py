"""Every address of the program. They are stable: pages, bookmarks and documentation rely on them."""

from django.urls import path, register_converter

from tegenwind.web.help import views as help_views
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.mending import set_aside
from tegenwind.web.methods import act, form, look
from tegenwind.web.opening import opened
from tegenwind.web.people import views as people
from tegenwind.web.reflection import views as reflection
from tegenwind.web.routes import views as routes
from tegenwind.web.slow_down import views as slow_down
from tegenwind.web.today import views as today

register_converter(RecordIdConverter, "record")
app_name = "web"

urlpatterns = [
    path("", look(today.home), name="home"),
    path("today/nothing/", look(today.nothing), name="nothing"),
    path("join/", form(people.Join.as_view()), name="join"),
    path("join/recovery-code/", form(people.recovery_code), name="recovery-code"),
    path("join/ready/", look(people.recovery_ready), name="recovery-ready"),
    path("sign-in/", form(people.SignIn.as_view()), name="sign-in"),
    path("sign-in/recover/", form(people.recover), name="recover"),
    path("sign-out/", act(people.sign_out), name="sign-out"),
    path("unlock/", form(people.unlock), name="unlock"),
    path("lock/", act(people.lock), name="lock"),
    path("locked/", look(people.locked), name="locked"),
    path("me/", look(people.me), name="me"),
    path("me/passphrase/", form(people.passphrase), name="passphrase"),
    path("check-ins/", look(reflection.overview), name="reflection"),
    path("check-ins/new/<slug:pack_id>/", form(reflection.answer_all), name="answer-all"),
    path("check-ins/new/<slug:pack_id>/end/", form(reflection.answer_end), name="answer-end"),
    path("check-ins/new/<slug:pack_id>/throw-away/", act(reflection.throw_away), name="throw-away"),
    path("check-ins/new/<slug:pack_id>/one/<slug:statement_id>/", form(reflection.answer_one), name="answer-one"),
    path("check-ins/<record:record_id>/", form(reflection.report), name="report"),
    path("check-ins/<record:record_id>/choose/", look(reflection.choose), name="choose"),
    path("check-ins/<record:record_id>/report.pdf", look(reflection.report_as_pdf), name="report-pdf"),
    path("routes/", look(routes.overview), name="routes"),
    path("routes/about/<slug:pack_id>/<slug:route_id>/", form(routes.about), name="route-about"),
    path("routes/<record:record_id>/", form(routes.route), name="route"),
    path("routes/<record:record_id>/drop/", act(routes.drop), name="route-drop"),
    path("routes/<record:record_id>/<slug:activity_id>/", form(routes.activity), name="activity"),
    path("slow-down/", form(slow_down.begin), name="slow-down"),
    path("slow-down/<record:record_id>/<slug:name>/", form(slow_down.step), name="slow-down-step"),
    path("set-aside/", act(opened(set_aside)), name="set-aside"),
    path("reading/<slug:kind>/<slug:name>/", look(help_views.reading), name="reading"),
    path("help-now/", look(help_views.help_now), name="help-now"),
    path("privacy/", look(help_views.privacy), name="privacy"),
    path("health/", look(help_views.health), name="health"),
]
