"""The portal's editors: they draft and hand in, managers publish; what anybody may follows from seats, at once."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Page, Site, TaskState, Workflow

from accounts import services as accounts
from audit.models import AuditEvent
from cms.pages import ArticleIndexPage, ArticlePage, HomePage
from kit import clock
from messaging.models import Message
from tests.cast import DONGXI, QIXIA, Cast, person, seat, sign_in
from tests.portal import ensure_portal

DESK, PAGES = "/cms/", "/cms/pages/"
EXIF_GPS = 0x8825


@pytest.fixture
def portal(cast) -> HomePage:
    home = ensure_portal()
    Site.clear_site_root_paths_cache()
    return home


def section(county: str, language: str = "zh-hans") -> ArticleIndexPage:
    return ArticleIndexPage.objects.get(county_id=county, locale__language_code=language)


def county_editor(cast: Cast, county: str = DONGXI):
    return seat(person("叶青", "yeqing@example.cn"), "CMS", cast.county(county))


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def home_form(page: HomePage, **changes: str) -> dict[str, str]:
    """The home page as its editor sends it, besides what was changed."""
    names = [f.name for f in HomePage._meta.local_fields if f.name.endswith(("_title", "_text", "_intro"))]
    sent = {name: getattr(page, name) for name in names} | {"title": page.title, "slug": page.slug}
    return {**sent, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **changes}


def article_form(**changes: str) -> dict[str, str]:
    body = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    fields = {"title": "周末开放日", "slug": "open-day", "kind": "notice", "published_on": "2026-03-09", "art": "path"}
    return {**fields, "summary": "司法所周末开放。", **body, **changes}


def draft_of(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def write(browser: Client, where: ArticleIndexPage, **changes: str) -> ArticlePage:
    """A new article, kept as a draft."""
    path = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", where.pk])
    answer = browser.post(path, article_form(**changes))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return ArticlePage.objects.latest("pk")


# --- the editor of the city ------------------------------------------------------------------------------------
def test_the_editor_opens_the_desk_the_tree_and_the_pictures(cast, portal) -> None:
    browser = sign_in(cast.editor)
    for path in (DESK, PAGES, edit(portal), "/cms/images/", "/cms/images/add/", "/cms/documents/"):
        assert browser.get(path).status_code == 200, path
    assert reverse("desk:home") in browser.get(DESK).content.decode()
    assert DESK in browser.get("/desk/").content.decode()


def test_the_editor_changes_the_home_page_as_a_draft_and_hands_it_in(cast, portal) -> None:
    browser, was = sign_in(cast.editor), portal.hero_intro
    assert browser.post(edit(portal), home_form(portal, hero_intro="一起走过这段桥。")).status_code == 302
    portal.refresh_from_db()
    assert (portal.hero_intro, draft_of(portal).hero_intro) == (was, "一起走过这段桥。")
    assert "一起走过这段桥" not in Client().get("/").content.decode()
    form = home_form(portal, hero_intro="一起走过这段桥。")
    browser.post(edit(portal), {**form, "action-submit": "1"})
    assert portal.current_workflow_task_state.status == "in_progress"


def test_the_editor_publishes_nothing(cast, portal) -> None:
    browser = sign_in(cast.editor)
    assert "action-publish" not in browser.get(edit(portal)).content.decode()
    browser.post(edit(portal), {**home_form(portal, hero_intro="抢先发布。"), "action-publish": "1"})
    portal.refresh_from_db()
    assert portal.hero_intro != "抢先发布。"
    page = Page.objects.get(pk=portal.pk)
    assert not page.permissions_for_user(cast.editor).can_publish()
    for act in ("unpublish", "privacy"):
        answer = browser.post(f"/cms/pages/{portal.pk}/{act}/", {"restriction_type": "login"})
        assert answer.status_code in (302, 403)
    portal.refresh_from_db()
    assert portal.live and not portal.view_restrictions.exists()


def test_a_manager_publishes_what_was_handed_in_and_the_writer_hears_of_it(cast, portal) -> None:
    editor, manager = sign_in(cast.editor), cast.city_manager
    form = home_form(portal, hero_intro="一起走过这段桥。")
    editor.post(edit(portal), {**form, "action-submit": "1"})
    assert Message.objects.get(kind="cms.page_waits").to == manager
    # While it waits, the writer changes nothing under the reader's eyes.
    editor.post(edit(portal), home_form(portal, hero_intro="又改了一回。"))
    assert draft_of(portal).hero_intro == "一起走过这段桥。"
    browser = sign_in(manager)
    assert edit(portal) in browser.get("/desk/").content.decode()
    browser.post(edit(portal), {**form, "action-workflow-action": "true", "workflow-action-name": "approve"})
    portal.refresh_from_db()
    assert portal.hero_intro == "一起走过这段桥。"
    assert "一起走过这段桥" in Client().get("/").content.decode()
    assert Message.objects.get(kind="cms.page_approved").to == cast.editor


def test_what_a_manager_sends_back_the_writer_mends(cast, portal) -> None:
    editor = sign_in(cast.editor)
    editor.post(edit(portal), {**home_form(portal, hero_intro="写错的字。"), "action-submit": "1"})
    state = TaskState.objects.get()
    path = reverse("wagtailadmin_pages:workflow_action", args=[portal.pk, "reject", state.pk])
    sign_in(cast.city_manager).post(path, {"comment": "第二行有错字"})
    assert Message.objects.get(kind="cms.page_returned").to == cast.editor
    editor.post(edit(portal), {**home_form(portal, hero_intro="改好的字。"), "action-submit": "1"})
    assert draft_of(portal).hero_intro == "改好的字。"
    assert portal.current_workflow_task_state.status == "in_progress"


# --- counties --------------------------------------------------------------------------------------------------
def test_a_county_writes_and_publishes_in_its_own_section_only(cast, portal) -> None:
    writer, here, there = sign_in(county_editor(cast)), section(DONGXI), section(QIXIA)
    _ = cast.county_manager, cast.other_county_manager, cast.city_manager  # at work before the page comes in
    article = write(writer, here)
    assert not article.live
    assert writer.get(edit(there)).status_code == 302
    assert writer.get(edit(portal)).status_code == 302
    assert writer.get(reverse("wagtailadmin_pages:add", args=["cms", "articlepage", there.pk])).status_code == 302
    writer.post(edit(article), {**article_form(), "action-submit": "1"})
    assert {m.to for m in Message.objects.filter(kind="cms.page_waits")} == {cast.county_manager}

    approve = {**article_form(), "action-workflow-action": "true", "workflow-action-name": "approve"}
    sign_in(cast.other_county_manager).post(edit(article), approve)
    article.refresh_from_db()
    assert not article.live
    sign_in(cast.county_manager).post(edit(article), approve)
    article.refresh_from_db()
    assert article.live
    news = Client().get("/news/").content.decode()
    assert "周末开放日" in news and "东溪区公告与动态" in news and "栖霞区公告与动态" not in news


def test_an_officer_drafts_for_the_county_and_goes_on_with_own_pages_only(cast, portal) -> None:
    browser, others = sign_in(cast.officer), sign_in(cast.colleague)
    article = write(browser, section(DONGXI))
    assert browser.get(edit(article)).status_code == 200
    assert others.get(edit(article)).status_code == 302
    assert "action-publish" not in browser.get(edit(article)).content.decode()
    browser.post(edit(article), {**article_form(), "action-publish": "1"})
    article.refresh_from_db()
    assert not article.live


def test_zhao_qiang_reaches_no_page_of_another_county(cast, portal) -> None:
    article = write(sign_in(cast.officer), section(DONGXI))
    browser = sign_in(cast.outsider)
    for path in (edit(article), edit(section(DONGXI)), f"/cms/pages/{article.pk}/delete/",
                 f"/cms/pages/{article.pk}/view_draft/", f"/cms/pages/{article.pk}/move/"):  # fmt: skip
        assert browser.get(path).status_code in (302, 403, 404), path
        assert browser.post(path, article_form()).status_code in (302, 403, 404, 405), path
    article.refresh_from_db()
    assert ArticlePage.objects.filter(pk=article.pk).exists() and draft_of(article).title == "周末开放日"
    seen = browser.get(f"{PAGES}{section(DONGXI).pk}/")
    assert seen.status_code == 302 or "周末开放日" not in seen.content.decode()
    search = browser.get("/cms/pages/search/", {"q": "周末开放日"}).content.decode()
    assert edit(article) not in search
    listed = json.loads(browser.get("/cms/api/main/pages/").content)
    assert article.pk not in [item["id"] for item in listed.get("items", [])]


def test_a_county_that_comes_later_gets_its_section(cast, portal) -> None:
    from accounts import divisions

    divisions.load(divisions.parse("990112,临江区,county,990100"), by=None)
    assert section("990112").title == "临江区公告与动态"
    assert section("990112", "en").get_parent().slug == "news"
    before = Page.objects.count()
    ensure_portal()
    assert Page.objects.count() == before


# --- everybody else --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["system_admin", "auditor", "volunteer", "ngo_admin", "social_worker", "employer"])
def test_for_everybody_else_the_editors_desk_is_not_there(who, cast, portal) -> None:
    browser = sign_in(getattr(cast, who))
    for path in (DESK, PAGES, edit(portal), "/cms/images/", "/cms/users/", "/cms/reports/site-history/"):
        assert browser.get(path).status_code == 404, path
        assert browser.post(path).status_code == 404, path
    assert DESK not in browser.get("/desk/", follow=True).content.decode()


def test_whoever_is_not_logged_in_is_led_to_our_log_in(portal) -> None:
    assert Client().get(DESK)["Location"] == "/account/login/?next=/cms/"


def test_an_editor_shows_the_second_factor_first(cast, portal) -> None:
    browser = Client()
    browser.force_login(cast.editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(DESK)["Location"] == reverse("mfa_activate_totp")


def test_a_seat_that_ended_closes_the_desk_at_once(cast, portal) -> None:
    browser = sign_in(cast.editor)
    assert browser.get(edit(portal)).status_code == 200
    accounts.end_seat(cast.editor.memberships.get(), by=cast.city_manager)
    assert browser.get(DESK).status_code == 404
    assert browser.post(edit(portal), home_form(portal)).status_code == 404
    # And one that ends by the calendar, in the night.
    manager = sign_in(cast.county_manager)
    cast.county_manager.memberships.update(until_on=clock.today())
    assert manager.get(DESK).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert manager.get(DESK).status_code == 404


def test_a_group_of_wagtails_own_gives_nobody_a_right(cast, portal) -> None:
    cast.auditor.groups.set(Group.objects.all())
    assert sign_in(cast.auditor).get(DESK).status_code == 404
    cast.editor.groups.set(Group.objects.all())
    assert not Page.objects.get(pk=portal.pk).permissions_for_user(cast.editor).can_publish()


@pytest.mark.parametrize(
    "path", ["/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/workflows/list/", "/cms/collections/"]
)
def test_nobody_runs_wagtails_own_people_groups_sites_or_workflows(path, cast, portal) -> None:
    for who in (cast.editor, cast.city_manager, cast.county_manager):
        assert sign_in(who).get(path)["Location"] == DESK


def test_ones_account_is_ours_there_too(cast, portal) -> None:
    assert sign_in(cast.editor).get("/cms/account/")["Location"] == "/account/me/"


def test_there_is_one_workflow_and_it_is_ours(portal) -> None:
    ensure_portal()
    assert [w.name for w in Workflow.objects.filter(active=True)] == ["页面审批"]


def test_what_editors_do_stands_in_the_log(cast, portal) -> None:
    browser = sign_in(cast.editor)
    browser.post(edit(portal), {**home_form(portal, hero_intro="一起走过这段桥。"), "action-submit": "1"})
    noted = AuditEvent.objects.filter(action__startswith="cms.", actor_id=cast.editor.pk)
    assert {"cms.edit", "cms.workflow.start"} <= set(noted.values_list("action", flat=True))
    assert set(noted.values_list("role", flat=True)) == {"CMS"}


# --- pictures --------------------------------------------------------------------------------------------------
def photo(kind: str = "JPEG", **more: object) -> io.BytesIO:
    out = io.BytesIO()
    Drawing.new("RGB", (60, 40), "white").save(out, kind, **more)
    out.seek(0)
    return out


def upload(browser: Client, file: io.BytesIO, name: str, description: str = "河上的一座桥"):
    file.name = name
    sent = {"title": "河口桥", "file": file, "collection": "1", "description": description}
    return browser.post("/cms/images/add/", sent)


def test_a_picture_leaves_the_place_where_it_was_taken_outside(cast, portal) -> None:
    marks = Drawing.Exif()
    marks[0x010F] = "相机厂家"
    marks.get_ifd(EXIF_GPS)[1] = "N"
    upload(sign_in(cast.editor), photo(exif=marks), "bridge.jpg")
    image = get_image_model().objects.get()
    with image.file.open("rb") as kept:
        assert dict(Drawing.open(kept).getexif()) == {}
    rendition = image.get_rendition("width-30")
    answer = Client().get(rendition.url)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("a.jpg", b"<html><script>1</script></html>"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50),
    ],
)
def test_what_is_no_picture_is_not_taken(name, content, cast, portal) -> None:
    assert upload(sign_in(cast.editor), io.BytesIO(content), name).status_code == 200
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("name", ["../var/django", "..%2f..%2fkeys%2fdjango", ".hidden", "nowhere.jpg", "a.html"])
def test_only_pictures_are_handed_out(name, client, portal) -> None:
    assert client.get(f"/media/images/{name}").status_code == 404


def test_one_writer_does_not_change_the_pictures_of_another(cast, portal) -> None:
    upload(sign_in(cast.editor), photo(), "bridge.jpg")
    image = get_image_model().objects.get()
    assert sign_in(cast.officer).get("/cms/images/").status_code == 200
    assert sign_in(cast.officer).get(f"/cms/images/{image.pk}/").status_code == 302
    assert sign_in(cast.editor).get(f"/cms/images/{image.pk}/").status_code == 200
