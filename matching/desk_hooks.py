"""What the main job hangs into the ground: menu, things to do, search.

Rules, rights, sweeps, the helpers' side and the register hang themselves in when they are imported here.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from desk import hooks
from desk.hooks import JobWords, MenuEntry, PublicEntry
from matching import (  # noqa: F401
    cockpit,  # noqa: F401 - charts of the leaders' page
    finding,
    handover,
    helper_hooks,
    kpis,  # noqa: F401 - measures of the analysis report
    numbers_of_law,
    policies,
    praise,  # noqa: F401 - answers what volunteers ask
    public,
    tasks,
    vocabulary,
    worklist,
)
from matching.applications import desk as applications_desk  # noqa: F401
from matching.classes import employment  # noqa: F401 - answers what training asks
from matching.coordination import services as coordination
from matching.directory import api as directory_api  # noqa: F401
from matching.disputes import views as disputes
from matching.followups import due as followups
from matching.help_plans import due as plans_due
from matching.legal_aid import desk as legal_aid_desk  # noqa: F401
from matching.needs import due
from matching.outcomes import cases, slips  # noqa: F401 - answers what the organisations ask
from matching.quality import evidence  # noqa: F401 - answers what reviews ask
from matching.requests import demand  # noqa: F401
from matching.resettlement import api as handover_api  # noqa: F401
from matching.resettlement import imports as releases  # noqa: F401
from matching.resettlement import news  # noqa: F401
from matching.resettlement import numbers_of_law as handover_numbers  # noqa: F401
from matching.resettlement import work as handover_work
from matching.resources import freshness, partings  # noqa: F401
from matching.resources import imports as job_posts  # noqa: F401
from matching.supervisees import acquaintance, imports  # noqa: F401

OFFICE = (roles.OFF, roles.CBM)
WEIGH = (roles.CBM, roles.MUN, roles.AUD, roles.SYS)
LEADING = (roles.CBM, roles.MUN, roles.AUD)
HELP, RUNNING = _("帮扶"), _("匹配管理")

for entry in (
    MenuEntry(_("帮扶需求"), "matching:requests", "flag", OFFICE, phone=True, order=20),
    MenuEntry(_("帮扶对象"), "matching:clients", "people", OFFICE, phone=True, order=21),
    MenuEntry(_("匹配与邀约"), "matching:matches", "swap", OFFICE, waiting=worklist.looking, phone=True, order=22),
    MenuEntry(_("协调台"), "matching:board", "chart", (roles.CBM, roles.MUN), group=HELP, order=23),
    MenuEntry(_("公平性"), "matching:fairness", "chart", (roles.MUN, roles.AUD), group=RUNNING, order=77),
    MenuEntry(_("匹配权重"), "matching:weights", "gear", WEIGH, group=RUNNING, order=78),
    MenuEntry(_("工作量"), "matching:workload", "people", (roles.CBM, roles.MUN), group=RUNNING, order=75),
    MenuEntry(_("就业回访"), "matching:followups", "clock", OFFICE, group=HELP, order=23),
    MenuEntry(_("雷同的文字"), "matching:same_texts", "flag", (roles.CBM,), group=RUNNING, order=78),
    MenuEntry(_("成效复核"), "matching:outcome_reviews", "flag", (roles.CBM,), group=RUNNING, order=77),
    MenuEntry(
        _("出监衔接"), "matching:releases", "bridge", OFFICE, group=HELP, waiting=handover_work.to_receive, order=23
    ),
    MenuEntry(
        _("出监通知"), "matching:my_notices", "bridge", (roles.PAR,), fits=handover_work.is_prison, phone=True, order=20
    ),
    MenuEntry(
        _("进监授课"), "matching:lectures", "school", (roles.PAR,), fits=handover_work.is_prison, phone=True, order=24
    ),
    MenuEntry(_("进监授课"), "matching:lectures", "school", (roles.VOL, roles.NGA, roles.RES), order=77),
    MenuEntry(_("衔接指标"), "matching:release_figures", "chart", (roles.MUN, roles.AUD), group=RUNNING, order=79),
    MenuEntry(_("集中移交"), "matching:reassignments", "swap", (roles.CBM,), group=RUNNING, order=76),
    MenuEntry(_("匹配计划"), "matching:plans", "swap", (roles.CBM, roles.MUN), group=RUNNING, order=63),
    MenuEntry(_("资源使用情况"), "matching:usage", "case", LEADING, group=HELP, order=63),
    MenuEntry(_("培训缺口"), "matching:training_needs", "school", (roles.CBM, roles.MUN), group=HELP, order=64),
):
    hooks.menu.add(entry)
hooks.job_words.add(
    JobWords(coordination.RERUN, _("为候补的需求找去处"), result_url=lambda job: reverse("matching:board"))
)
hooks.public_menu.add(PublicEntry(_("帮扶资源名录"), "matching:public_resources", "case", order=46, door="client"))
hooks.worklist.add(worklist.officers_work)
hooks.worklist.add(worklist.managers_work)
hooks.worklist.add(worklist.handovers_due)
hooks.worklist.add(due.to_assess)
hooks.worklist.add(plans_due.to_review)
hooks.worklist.add(followups.to_ask)
hooks.worklist.add(disputes.to_settle)
hooks.late_lists.add(worklist.late_in_county)
hooks.late_lists.add(due.late)
hooks.late_lists.add(plans_due.late)
hooks.late_lists.add(followups.late)
hooks.late_lists.add(handover_work.late)
for waits in (handover_work.work, handover_work.counties_work, handover_work.prisons_work):
    hooks.worklist.add(waits)
hooks.searches.add(finding.find)
