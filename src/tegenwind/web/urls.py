"""Every address of the program. They are stable: pages, bookmarks and documentation rely on them."""

from django.urls import path, register_converter

from tegenwind.web.balance import pendulum
from tegenwind.web.balance import views as balance
from tegenwind.web.balance_report import views as balance_report
from tegenwind.web.cases import across, attuning, changing, intervising, repairing
from tegenwind.web.cases import moments as case_moments
from tegenwind.web.cases import starting as case_starting
from tegenwind.web.cases import views as cases
from tegenwind.web.coaches import asking, coaching, offering, talking
from tegenwind.web.dissent import acting, becoming, circling, seasons, sorting, tensions
from tegenwind.web.dissent import hub as dissent
from tegenwind.web.dissent import noting as tension_noting
from tegenwind.web.help import views as help_views
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.intentions import one as intention
from tegenwind.web.intentions import views as intentions
from tegenwind.web.keeping import erasing
from tegenwind.web.keeping import views as keeping
from tegenwind.web.keeping_keys import views as keeping_keys
from tegenwind.web.mending import set_aside
from tegenwind.web.methods import act, form, look
from tegenwind.web.needs import views as needs
from tegenwind.web.opening import opened
from tegenwind.web.people import factors as second_factor
from tegenwind.web.people import keys, mail, organisation, passkeys, places, signed_in
from tegenwind.web.people import views as people
from tegenwind.web.readings import views as readings
from tegenwind.web.reflection import answering
from tegenwind.web.reflection import views as reflection
from tegenwind.web.routes import noting
from tegenwind.web.routes import views as routes
from tegenwind.web.self_care import items as self_care_items
from tegenwind.web.self_care import views as self_care
from tegenwind.web.sharing import receiving
from tegenwind.web.sharing import views as sharing
from tegenwind.web.signals import views as signals
from tegenwind.web.slow_down import views as slow_down
from tegenwind.web.spoken import views as spoken
from tegenwind.web.support import views as support
from tegenwind.web.teams import joining, tending
from tegenwind.web.teams import views as teams
from tegenwind.web.today import views as today
from tegenwind.web.waves import agreeing, expecting, files, hosting, looking
from tegenwind.web.waves import answering as wave_answering
from tegenwind.web.writing import views as writing

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
    path("sign-in/reset/", form(mail.reset), name="reset"),
    path("sign-in/reset/<record:person_id>/<str:token>/", form(mail.choose), name="reset-choose"),
    path("sign-in/organisation/", act(organisation.go), name="organisation"),
    path("sign-in/organisation/back/", look(organisation.back), name="organisation-back"),
    path("join/organisation/", form(organisation.join), name="organisation-join"),
    path("join/diary/", form(organisation.diary), name="diary"),
    path("sign-in/second-step/", form(second_factor.step), name="second-step"),
    path("sign-in/passkey/", act(passkeys.sign_in), name="passkey-sign-in"),
    path("sign-in/passkey/options/", act(passkeys.options), name="passkey-options"),
    path("sign-in/closed/", look(people.closed), name="closed"),
    path("sign-out/", act(people.sign_out), name="sign-out"),
    path("unlock/", form(people.unlock), name="unlock"),
    path("unlock/other/", form(places.what_opens), name="unlock-other"),
    path("lock/", act(people.lock), name="lock"),
    path("locked/", look(people.locked), name="locked"),
    path("me/", look(people.me), name="me"),
    path("me/passphrase/", form(people.passphrase), name="passphrase"),
    path("me/confirm/", form(second_factor.confirm), name="confirm"),
    path("me/keys/", look(keys.keys), name="keys"),
    path("me/passkeys/add/", form(passkeys.add), name="passkey-add"),
    path("me/passkeys/<record:passkey_id>/", form(passkeys.one), name="passkey"),
    path("me/second-factor/", look(second_factor.overview), name="second-factor"),
    path("me/second-factor/app/", form(second_factor.app), name="app"),
    path("me/second-factor/app/off/", form(second_factor.off), name="app-off"),
    path("me/second-factor/codes/", form(second_factor.codes), name="spare-codes"),
    path("me/new-key/", form(keeping_keys.new_key), name="new-key"),
    path("me/new-key/ready/", look(keeping_keys.ready), name="new-key-ready"),
    path("me/mail/", form(mail.address), name="mail"),
    path("me/mail/remove/", act(mail.remove), name="mail-remove"),
    path("me/mail/confirm/<str:token>/", form(mail.confirm), name="mail-confirm"),
    path("me/diary/", form(organisation.change_diary), name="diary-change"),
    path("me/organisation/", form(organisation.connect), name="organisation-link"),
    path("me/organisation/remove/", act(organisation.disconnect), name="organisation-unlink"),
    path("me/signed-in/", look(signed_in.everywhere), name="signed-in"),
    path("me/signed-in/elsewhere/", act(signed_in.end_elsewhere), name="signed-in-elsewhere"),
    path("me/signed-in/<record:letter_id>/", act(signed_in.end), name="signed-in-end"),
    path("me/places/", look(places.places), name="places"),
    path("me/places/empty/", form(places.begin_empty), name="begin-empty"),
    path("me/places/adopt/", form(places.adopt), name="adopt"),
    path("me/places/<record:place_id>/", form(places.place), name="place"),
    path("me/take-along/", form(keeping.take_along), name="take-along"),
    path("me/take-along/archive.zip", look(keeping.archive), name="archive"),
    path("me/bring-in/", form(keeping.bring_in), name="bring-in"),
    path("me/bring-in/ready/", look(keeping.brought_in), name="brought-in"),
    path("me/erase/", look(erasing.erase), name="erase"),
    path("me/erase/everything/", form(erasing.erase_everything), name="erase-everything"),
    path("me/erase/<slug:kind>/", form(erasing.erase_practice), name="erase-practice"),
    path("me/erase/<slug:kind>/<record:record_id>/", form(erasing.erase_one), name="erase-one"),
    path("erased/", look(erasing.erased), name="erased"),
    path("check-ins/", look(reflection.overview), name="reflection"),
    path("check-ins/new/<slug:pack_id>/", form(answering.answer_all), name="answer-all"),
    path("check-ins/new/<slug:pack_id>/end/", form(answering.answer_end), name="answer-end"),
    path("check-ins/new/<slug:pack_id>/throw-away/", act(answering.throw_away), name="throw-away"),
    path("check-ins/new/<slug:pack_id>/one/<slug:statement_id>/", form(answering.answer_one), name="answer-one"),
    path("check-ins/<record:record_id>/", form(reflection.report), name="report"),
    path("check-ins/<record:record_id>/choose/", look(reflection.choose), name="choose"),
    path("check-ins/<record:record_id>/report.pdf", look(reflection.report_as_pdf), name="report-pdf"),
    path("routes/", look(routes.overview), name="routes"),
    path("routes/about/<slug:pack_id>/<slug:route_id>/", form(routes.about), name="route-about"),
    path("routes/<record:record_id>/", form(routes.route), name="route"),
    path("routes/<record:record_id>/drop/", act(routes.drop), name="route-drop"),
    path("routes/<record:record_id>/<slug:activity_id>/", form(noting.activity), name="activity"),
    path("slow-down/", form(slow_down.begin), name="slow-down"),
    path("slow-down/<record:record_id>/<slug:name>/", form(slow_down.step), name="slow-down-step"),
    path("balance/", form(balance.hub), name="balance"),
    path("balance/pendulum/", look(pendulum.swing), name="pendulum"),
    path("balance/report/", look(balance_report.report), name="balance-report"),
    path("balance/report/report.pdf", look(balance_report.report_as_pdf), name="balance-report-pdf"),
    path("balance/<record:record_id>/", form(balance.entry), name="balance-entry"),
    path("signals/", look(signals.overview), name="signals"),
    path("signals/mark/<slug:theme_id>/", form(signals.mark), name="signals-mark"),
    path("signals/<record:record_id>/", form(signals.look), name="signals-look"),
    path("signals/<record:record_id>/roles/", form(signals.roles), name="signals-roles"),
    path("omnipotence/", form(writing.omnipotence), name="omnipotence"),
    path("omnipotence/<record:record_id>/", look(writing.omnipotence_written), name="omnipotence-written"),
    path("omnipotence/<record:record_id>/<slug:name>/", form(writing.omnipotence_step), name="omnipotence-step"),
    path("history/", form(writing.history), name="history"),
    path("history/<record:record_id>/", look(writing.history_written), name="history-written"),
    path("history/<record:record_id>/<slug:name>/", form(writing.history_step), name="history-step"),
    path("self-care/", form(self_care.overview), name="self-care"),
    path("self-care/attention/", form(self_care.attention), name="self-care-attention"),
    path("self-care/items/", form(self_care_items.items), name="self-care-items"),
    path("self-care/connection/", form(self_care.connection), name="self-care-connection"),
    path("self-care/<record:record_id>/", look(self_care.earlier), name="self-care-plan"),
    path("intentions/", look(intentions.overview), name="intentions"),
    path("intentions/new/", form(intentions.new), name="intention-new"),
    path("intentions/<record:record_id>/", form(intention.intention), name="intention"),
    path("intentions/<record:record_id>/table/", form(intention.table), name="intention-table"),
    path("intentions/<record:record_id>/calendar.ics", look(intention.calendar), name="intention-calendar"),
    path("support/", look(support.overview), name="support"),
    path("support/new/", form(support.new), name="support-new"),
    path("support/<record:record_id>/", form(support.entry), name="support-entry"),
    path("needs/", form(needs.overview), name="needs"),
    path("needs/asking/", form(needs.asking), name="needs-asking"),
    path("needs/rounds/<record:record_id>/", look(needs.round_page), name="needs-round"),
    path("needs/<slug:need>/", form(needs.need), name="need"),
    path("needs/<slug:need>/<slug:world>/", form(needs.need_world), name="need-world"),
    path("cases/", look(cases.overview), name="cases"),
    path("cases/new/", form(case_starting.new), name="case-new"),
    path("cases/across/", look(across.across), name="cases-across"),
    path("cases/concern/", look(help_views.concern), name="concern"),
    path("cases/<record:record_id>/", look(cases.case), name="case"),
    path("cases/<record:record_id>/edit/", form(changing.edit), name="case-edit"),
    path("cases/<record:record_id>/goodbye/", form(changing.goodbye), name="case-goodbye"),
    path("cases/<record:record_id>/intervision/", form(intervising.bring), name="case-intervision"),
    path("cases/<record:record_id>/moment/", act(case_moments.new), name="moment-new"),
    path("cases/<record:record_id>/<record:moment_id>/", form(case_moments.moment), name="moment"),
    path("cases/<record:record_id>/<record:moment_id>/fit/", form(readings.fit), name="moment-fit"),
    path("cases/<record:record_id>/<record:moment_id>/guard/", form(readings.guard), name="moment-protection"),
    path("cases/<record:record_id>/<record:moment_id>/lenses/", form(readings.lenses), name="moment-lenses"),
    path("cases/<record:record_id>/<record:moment_id>/attune/", form(attuning.attune), name="moment-attune"),
    path("cases/<record:record_id>/<record:moment_id>/repair/", form(repairing.repair), name="moment-repair"),
    path("dissent/", look(dissent.hub), name="dissent"),
    path("dissent/note/", form(tension_noting.new), name="tension-new"),
    path("dissent/tensions/", look(tensions.overview), name="tensions"),
    path("dissent/tensions/<record:record_id>/", form(tensions.tension), name="tension"),
    path("dissent/tensions/<record:record_id>/become/", form(becoming.become), name="tension-become"),
    path("dissent/circles/new/", act(circling.new), name="circle-new"),
    path("dissent/circles/<record:record_id>/", form(circling.circle), name="circle"),
    path("dissent/acts/", look(acting.overview), name="acts"),
    path("dissent/acts/new/", act(acting.new), name="act-new"),
    path("dissent/acts/<record:record_id>/", look(acting.act), name="act"),
    path("dissent/acts/<record:record_id>/<slug:name>/", form(acting.step), name="act-step"),
    path("dissent/values/", form(sorting.values), name="values"),
    path("dissent/values/sort/", form(sorting.sort), name="values-sort"),
    path("dissent/values/<record:record_id>/", look(sorting.earlier), name="values-earlier"),
    path("dissent/seasons/", look(seasons.seasons), name="seasons"),
    path("dissent/seasons/<slug:season>/", form(seasons.season), name="season"),
    path("dissent/serious/", look(help_views.serious), name="serious"),
    path("coaches/", look(offering.coaches), name="coaches"),
    path("coaches/<record:record_id>/", look(offering.coach), name="coach"),
    path("coaches/<record:record_id>/ask/", form(asking.ask), name="coach-ask"),
    path("conversations/", look(talking.intakes), name="intakes"),
    path("conversations/<record:record_id>/", form(talking.intake), name="intake"),
    path("conversations/<record:record_id>/calendar.ics", look(talking.calendar), name="intake-calendar"),
    path("coach/", form(coaching.card), name="coach-card"),
    path("coach/moments/", form(coaching.moments), name="coach-moments"),
    path("share/", look(sharing.shares), name="shares"),
    path("share/lost/", form(sharing.lost_answers), name="lost-answers"),
    path("share/<record:record_id>/", form(sharing.share), name="share"),
    path("share/report/<record:record_id>/", form(sharing.share_report), name="share-report"),
    path("share/route/<record:record_id>/", form(sharing.share_route), name="share-route"),
    path("share/note/<record:record_id>/<slug:activity_id>/", form(sharing.share_note), name="share-note"),
    path("shared/<record:share_id>/", form(receiving.shared), name="shared"),
    path("shared/<record:share_id>/open/", act(receiving.shared_open), name="shared-open"),
    path("shared/<record:share_id>/answer/", act(receiving.shared_answer), name="shared-answer"),
    path("spoken/", form(spoken.spoken), name="spoken"),
    path("spoken/<record:record_id>/remove/", act(spoken.spoken_remove), name="spoken-remove"),
    path("set-aside/", act(opened(set_aside)), name="set-aside"),
    path("reading/<slug:kind>/<slug:name>/", look(help_views.reading), name="reading"),
    path("help-now/", look(help_views.help_now), name="help-now"),
    path("privacy/", look(help_views.privacy), name="privacy"),
    path("privacy/kept/", look(help_views.kept), name="kept"),
    path("health/", look(help_views.health), name="health"),
    path("teams/", look(teams.overview), name="teams"),
    path("teams/new/", form(teams.new), name="teams-new"),
    path("teams/invited/<str:secret>/", form(joining.invited), name="teams-invited"),
    path("teams/<record:organisation_id>/", look(teams.one), name="teams-one"),
    path("teams/<record:organisation_id>/leave/", form(teams.leave), name="teams-leave"),
    path("teams/<record:organisation_id>/tree/", form(tending.tree), name="teams-tree"),
    path("teams/<record:organisation_id>/invite/", form(tending.invite), name="teams-invite"),
    path("teams/<record:organisation_id>/wave/", form(hosting.new), name="wave-new"),
    path("waves/<record:wave_id>/", look(looking.wave), name="wave"),
    path("waves/<record:wave_id>/host/", form(hosting.host), name="wave-host"),
    path("waves/<record:wave_id>/answer/", look(wave_answering.answer), name="wave-answer"),
    path("waves/<record:wave_id>/expect/", form(expecting.expect), name="wave-expect"),
    path("waves/<record:wave_id>/listen/", look(looking.listen), name="wave-listen"),
    path("waves/<record:wave_id>/page.pdf", look(files.page_pdf), name="wave-page-pdf"),
    path("waves/<record:wave_id>/<int:number>/", look(looking.result), name="wave-result"),
    path("waves/<record:wave_id>/<int:number>/talk/", look(looking.talk), name="wave-talk"),
    path("waves/<record:wave_id>/<int:number>/agreements/", form(agreeing.agreements), name="wave-agreements"),
    path("waves/<record:wave_id>/<int:number>/result.pdf", look(files.team_pdf), name="wave-pdf"),
    path("waves/<record:wave_id>/<int:number>/result.csv", look(files.table), name="wave-csv"),
    path("waves/<record:wave_id>/<int:number>/result.json", look(files.data), name="wave-json"),
    path("answer/<record:wave_id>/", act(wave_answering.redeem), name="answer"),
]
