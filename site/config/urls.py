"""All addresses. The trades are named by string only; their own `urls.py` says the rest."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.images import picture
from config.health import healthz
from desk.switches import switch_patterns

handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.forbidden"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"

# Wagtail brings two log-in pages of its own, which count no wrong password: both lead to ours.
our_log_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
# The same of one's own account: what there is to set stands on our page.
our_account = RedirectView.as_view(pattern_name="accounts:me")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("switch/", include(switch_patterns)),
    path("account/", include("accounts.urls")),
    path("first-run/", include("accounts.first_run_urls")),
    path("cms/login/", our_log_in),
    path("cms/account/", our_account),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("desk.api.urls")),
    path("callbacks/", include("messaging.urls")),
    path("desk/", include("desk.urls")),
    path("", include("cms.outside.urls")),
    path("search/", include("cms.finding.urls")),
    path("verify/", include("volunteers.certificates.verify_urls")),
    path("notices/", include("volunteers.honours.notice_urls")),
    path("organisations/", include("ngos.providers.public_urls")),
    path("tenders/", include("ngos.opendata.urls")),
    path("tenders/payment-clock/", include("ngos.payment.public_urls")),
    path("tenders/", include("ngos.purchasing.tender_urls")),
    path("tenders/", include("ngos.evaluation.public_urls")),
    path("voice/", include("ngos.feedback.public_urls")),
    path("complaints/", include("ngos.concerns.public_urls")),
    path("volunteers/", include("volunteers.urls")),
    path("", include("training.urls")),
    path("ngos/", include("ngos.urls")),
    path("help/", include("matching.urls")),
    path("media/images/<str:name>", picture, name="picture"),
    # Chinese pages at /, English ones at /en/.
    *i18n_patterns(path("_util/login/", our_log_in), path("", include(wagtail_urls)), prefix_default_language=False),
]
