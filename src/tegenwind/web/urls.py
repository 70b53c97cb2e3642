"""Every address of the program. They are stable: pages, bookmarks and documentation rely on them."""

from django.urls import path, register_converter

from tegenwind.web.help import views as help_views
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.people import views as people
from tegenwind.web.reflection import views as reflection
from tegenwind.web.routes import views as routes
from tegenwind.web.slow_down import views as slow_down
from tegenwind.web.today import views as today

register_converter(RecordIdConverter, "record")
app_name = "web"

urlpatterns = [
    path("", today.home, name="home"),
    path("today/nothing/", today.nothing, name="nothing"),
    path("join/", people.Join.as_view(), name="join"),
    path("join/recovery-code/", people.recovery_code, name="recovery-code"),
    path("join/ready/", people.recovery_ready, name="recovery-ready"),
    path("sign-in/", people.SignIn.as_view(), name="sign-in"),
    path("sign-in/recover/", people.recover, name="recover"),
    path("sign-out/", people.sign_out, name="sign-out"),
    path("unlock/", people.unlock, name="unlock"),
    path("lock/", people.lock, name="lock"),
    path("locked/", people.locked, name="locked"),
    path("me/", people.me, name="me"),
    path("me/passphrase/", people.passphrase, name="passphrase"),
    path("check-ins/", reflection.overview, name="reflection"),
    path("check-ins/new/<slug:pack_id>/", reflection.answer_all, name="answer-all"),
    path("check-ins/new/<slug:pack_id>/end/", reflection.answer_end, name="answer-end"),
    path("check-ins/new/<slug:pack_id>/throw-away/", reflection.throw_away, name="throw-away"),
    path("check-ins/new/<slug:pack_id>/one/<slug:statement_id>/", reflection.answer_one, name="answer-one"),
    path("check-ins/<record:record_id>/", reflection.report, name="report"),
    path("check-ins/<record:record_id>/choose/", reflection.choose, name="choose"),
    path("check-ins/<record:record_id>/report.pdf", reflection.report_as_pdf, name="report-pdf"),
    path("routes/", routes.overview, name="routes"),
    path("routes/about/<slug:pack_id>/<slug:route_id>/", routes.about, name="route-about"),
    path("routes/<record:record_id>/", routes.route, name="route"),
    path("routes/<record:record_id>/drop/", routes.drop, name="route-drop"),
    path("routes/<record:record_id>/<slug:activity_id>/", routes.activity, name="activity"),
    path("slow-down/", slow_down.begin, name="slow-down"),
    path("slow-down/<record:record_id>/<slug:name>/", slow_down.step, name="slow-down-step"),
    path("reading/<slug:kind>/<slug:name>/", help_views.reading, name="reading"),
    path("help-now/", help_views.help_now, name="help-now"),
    path("privacy/", help_views.privacy, name="privacy"),
    path("health/", help_views.health, name="health"),
]
