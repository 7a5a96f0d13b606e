"""Addresses of the desk: all of them for people who are logged in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.urls import path

from desk import channel_state, jobs, message_settings, search, upkeep, views
from desk.analysis import views as analysis
from desk.cockpit import views as cockpit
from desk.coordination import ledger_views as ledger
from desk.coordination import views as together
from desk.imports import views as imports
from desk.keeping import views as keeping
from desk.meetings import views as meetings
from desk.own_data import views as own_data

app_name = "desk"


def at(route: str, view: Callable[..., Any], name: str) -> Any:
    return path(route, login_required(view), name=name)


urlpatterns = [
    at("", views.home, "home"),
    at("late/", views.late, "late"),
    at("messages/", views.message_list, "messages"),
    at("messages/read/", views.messages_read, "messages_read"),
    at("messages/settings/", message_settings.message_settings, "message_settings"),
    at("messages/<int:pk>/", views.message_open, "message"),
    at("search/", search.search, "search"),
    at("jobs/", jobs.job_list, "jobs"),
    at("jobs/<int:pk>/", jobs.job_page, "job"),
    at("jobs/<int:pk>/cancel/", jobs.job_cancel, "job_cancel"),
    at("imports/", imports.import_list, "imports"),
    at("imports/new/<str:code>/", imports.import_new, "import_new"),
    at("imports/template/<str:code>.<slug:form>", imports.import_template, "import_template"),
    at("imports/<int:pk>/", imports.import_page, "import"),
    at("imports/<int:pk>/options/", imports.import_options, "import_options"),
    at("imports/<int:pk>/errors.<slug:form>", imports.import_sheet, "import_sheet"),
    at("imports/<int:pk>/rows/<int:row_pk>/", imports.import_decide, "import_decide"),
    at("imports/<int:pk>/<slug:step>/", imports.import_step, "import_step"),
    at("rules/", upkeep.rule_list, "rules"),
    at("rules/drafts/<int:pk>/", upkeep.rule_decide, "rule_decide"),
    at("rules/<str:name>/", upkeep.rule_page, "rule"),
    at("cockpit/", cockpit.cockpit, "cockpit"),
    at("cockpit/<slug:code>.<slug:form>", cockpit.chart_sheet, "cockpit_sheet"),
    at("analysis/", analysis.report_list, "analyses"),
    at("analysis/new/", analysis.new_report, "new_analysis"),
    at("analysis/<int:pk>/", analysis.report, "analysis"),
    at("analysis/<int:pk>/figures.xlsx", analysis.report_sheet, "analysis_sheet"),
    at("analysis/<int:pk>/<slug:code>/", analysis.measure, "analysis_measure"),
    at("channels/", channel_state.channels, "channels"),
    at("keeping/", keeping.keeping, "keeping"),
    at("keeping/<slug:what>/", keeping.keeping_start, "keeping_start"),
    at("own-data/", own_data.own_data, "own_data"),
    at("own-data/copy/", own_data.own_copy_page, "own_copy"),
    at("own-data/copy.json", own_data.own_copy_file, "own_copy_file"),
    at("calendar/", upkeep.calendar_page, "calendar"),
    at("meetings/", meetings.meeting_list, "meetings"),
    at("meetings/new/", meetings.call_meeting, "call_meeting"),
    at("meetings/papers/<int:pk>/", meetings.meeting_paper, "meeting_paper"),
    at("meetings/<int:pk>/", meetings.meeting, "meeting"),
    at("meetings/<int:pk>/pack.pdf", meetings.meeting_pack, "meeting_pack"),
    at("actions/", meetings.action_list, "actions"),
    at("actions/evidence/<int:pk>/", meetings.action_evidence, "action_evidence"),
    at("actions/<int:pk>/", meetings.action, "action"),
    at("sharing/", ledger.sharing_list, "sharing"),
    at("sharing/new/", ledger.share, "share"),
    at("sharing/<int:pk>/", ledger.shared, "shared"),
    at("publicity/", ledger.publicity_list, "publicity"),
    at("publicity/new/", ledger.record_publicity, "record_publicity"),
    at("publicity/year.xlsx", ledger.publicity_sheet, "publicity_sheet"),
    at("publicity/<int:pk>/", ledger.publicity_event, "publicity_event"),
    at("letters/", together.letter_list, "letters"),
    at("letters/new/", together.issue_letter, "issue_letter"),
    at("letters/<int:pk>/", together.letter, "letter"),
    at("rounds/", together.round_list, "rounds"),
    at("rounds/new/", together.enter_community, "enter_community"),
    at("rounds/<int:pk>/", together.community, "community"),
    at("announcements/", together.announcement_list, "announcements"),
    at("announcements/new/", together.announce, "announce"),
    at("announcements/<int:pk>/", together.announcement, "announcement"),
]
