"""One page of an application, the same for whoever fills it in: its form, what saving it does, the answers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.acts import done
from kit import clock, identity
from volunteers import hooks
from volunteers.applying import queries, services
from volunteers.applying.forms import PAGE_FORMS, AgreeForm, GuardianForm, IdentityForm, PageForm
from volunteers.consents import queries as consents
from volunteers.consents import services as consenting
from volunteers.consents.words import SUMS, parts
from volunteers.models import Application, Guardian


def form_of(request: HttpRequest, application: Application, page: str) -> Form:
    """The form of a page, filled with what was sent, else with what is known. 404: no page of this application."""
    if page not in queries.pages_of(application):
        raise Http404
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if page == "agree":
        return AgreeForm(data, person=application.user, asked=list(consents.ASKED))
    if page == "guardian":
        return _guardian_form(application, data, files)
    if page == "identity":
        known = identity.mask_id(application.id_number or "")
        return IdentityForm(data, initial=IdentityForm.before(application), known=known)
    kind: type[PageForm] = PAGE_FORMS[page]
    return kind(data, initial=kind.before(application) if page in application.pages else _first(kind, application))


def _first(kind: type[PageForm], application: Application) -> dict[str, Any]:
    """What stands in a page that nobody has filled in: what can be guessed, and no week."""
    return {name: value for name, value in kind.before(application).items() if value}


def _guardian_form(application: Application, data: Any, files: Any) -> GuardianForm:
    known = Guardian.objects.filter(person=application.user).first()
    initial = {"full_name": known.full_name, "phone": known.phone, "relation": known.relation} if known else None
    return GuardianForm(data, files, initial=initial, has_paper=known is not None)


def save(form: Form, application: Application, page: str, *, by: Any) -> bool:
    """Whether the page is saved; if not, the form says why and keeps what was typed."""
    if not form.is_valid():
        return False
    match form:
        case AgreeForm():
            saved = done(form, _agree, application, form, by=by)
        case GuardianForm():
            saved = done(form, services.save_guardian, application, by=by, **form.cleaned_data)
        case IdentityForm():
            saved = done(form, services.save_identity, application, by=by, **form.cleaned_data)
        case PageForm():
            saved = done(form, services.save_page, application, page, form.answers(), by=by)
    return saved is not None


def _agree(application: Application, form: AgreeForm, *, by: Any) -> Application:
    """Boxes that were ticked are agreed to; an optional one whose tick was taken away is withdrawn."""
    consenting.give_consents(application.user, form.kinds(), by=by)
    dropped = [kind for kind in consents.OPTIONAL if kind not in form.kinds()]
    consenting.withdraw_consents(application.user, dropped, by=by)
    return application


def after(application: Application, page: str) -> str:
    """Where one goes from a page that was saved: to what is still missing, else to check the answers."""
    left = queries.lacking(application)
    pages = queries.pages_of(application)
    later = [p for p in left if pages.index(p) > pages.index(page)] if page in pages else left
    return (later or left or ["check"])[0]


# --- what the pages show ---------------------------------------------------------------------------------------
def shown(application: Application, page: str, form: Form, address: Callable[[str], str]) -> dict[str, Any]:
    """What the template of a page is handed; `address` says where a page stands, for the person or at the counter."""
    order = [*queries.pages_of(application), "check"]
    at, lacking = order.index(page), queries.lacking(application) if page == "check" else []
    return {
        "application": application,
        "page": page,
        "title": queries.title(page),
        "form": form,
        "steps": [queries.short_title(p) for p in order],
        "at": at + 1,
        "back": address(order[at - 1]) if at else "",
        "texts": texts(consents.ASKED) if page == "agree" else [],
        "sections": answers(application, lacking, address) if page == "check" else [],
        "lacking_url": address(lacking[0]) if lacking else "",
    }


def texts(kinds: Iterable[str]) -> list[dict[str, Any]]:
    """The texts of these kinds as they read today."""
    found = consents.texts_in_force(clock.today())
    return [
        {"kind": kind, "title": found[kind].get_kind_display(), "sum": SUMS[kind], "parts": parts(found[kind])}
        for kind in kinds
        if kind in found
    ]


def answers(application: Application, lacking: list[str], address: Callable[[str], str]) -> list[dict[str, Any]]:
    """All answers in words, page by page, each with its name and value; numbers of a person are masked."""
    return [
        {
            "url": address(page),
            "title": queries.title(page),
            "facts": FACTS[page](application),
            "is_lacking": page in lacking,
        }
        for page in queries.pages_of(application)
    ]


def _agree_facts(a: Application) -> list[tuple[str, Any]]:
    given, labels = consents.given(a.user), dict(consents.Kind.choices)
    said = [(str(labels[kind]), kind in given) for kind in consents.ASKED]
    return [
        (_("同意"), _("、").join(title for title, yes in said if yes) or "—"),
        (_("不同意"), _("、").join(title for title, yes in said if not yes) or "—"),
    ]


def _identity_facts(a: Application) -> list[tuple[str, Any]]:
    return [
        (_("姓名"), a.full_name or "—"),
        (_("身份证号"), identity.mask_id(a.id_number or "") or "—"),
        (_("手机号码"), identity.mask_mobile(a.user.phone or "") or "—"),
    ]


def _guardian_facts(a: Application) -> list[tuple[str, Any]]:
    found = Guardian.objects.filter(person=a.user).first()
    if found is None:
        return [(_("监护人"), "—")]
    return [
        (_("监护人"), identity.mask_name(found.full_name)),
        (_("与本人的关系"), found.get_relation_display()),
        (_("监护人电话"), identity.mask_mobile(found.phone)),
    ]


def where_facts(a: Any) -> list[tuple[str, Any]]:
    return [
        (_("街道、乡镇"), a.town.name if a.town else "—"),
        (_("职业"), a.occupation or "—"),
        (_("电子邮箱"), _masked(a.email) if a.email else "—"),
    ]


def what_facts(a: Any) -> list[tuple[str, Any]]:
    words = hooks.vocabulary()

    def said(choices: hooks.Choices, on: Any) -> str:
        return _("、").join(word for code, word in choices if on(code)) or "—"

    return [
        (_("愿意做什么"), said(words.needs, lambda code: code in a.needs)),
        (_("会什么"), said(words.skills, lambda bit: a.skill_mask >> bit & 1)),
        (_("说什么话"), said(words.languages, lambda bit: a.language_mask >> bit & 1)),
    ]


def when_facts(a: Any) -> list[tuple[str, Any]]:
    parts_n = a.schedule_mask.bit_count()
    return [
        (_("每周时段"), ngettext("%(n)s 个时段", "%(n)s 个时段", parts_n) % {"n": parts_n}),
        (_("同时陪伴几个人"), a.capacity),
        (_("做过未成年人的工作"), _("是") if a.knows_minors else _("否")),
    ]


def _masked(email: str) -> str:
    name, _at, host = email.partition("@")
    return f"{name[:1]}***@{host}"


FACTS: dict[str, Any] = {
    "agree": _agree_facts,
    "identity": _identity_facts,
    "guardian": _guardian_facts,
    "where": where_facts,
    "what": what_facts,
    "when": when_facts,
}
