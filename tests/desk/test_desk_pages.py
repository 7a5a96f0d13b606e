"""Messages, jobs, search: who sees what, and what never gets into an address."""

import pytest

from audit.models import AuditEvent
from desk import hooks
from desk.hooks import Found
from kit.hooks import Registry
from messaging import outbox, queue
from messaging.models import Job, Message

pytestmark = pytest.mark.django_db
ID, PHONE = "990101198503070025", "15400000001"


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch):
    monkeypatch.setattr(queue, "handlers", dict(queue.handlers))
    queue.handler("tests.count")(lambda job: {"n": 1})


# --- messages ----------------------------------------------------------------------------------------------
def tell(user, n: int = 1) -> list[Message]:
    words = {"title": "导入", "state": "已完成"}
    return [outbox.put("desk.job_over", to=user, url="/desk/jobs/", **words) for _ in range(n)]


def test_messages_are_listed_newest_first_by_key_and_read_when_opened(cast, browse):
    sent = tell(cast.officer, 35)
    browser = browse(cast.officer)
    first = browser.get("/desk/messages/")
    assert "35 条未读" in first.content.decode()
    assert [m.pk for m in first.context["page"].items] == [m.pk for m in sent[::-1][:30]]
    older = browser.get("/desk/messages/", {"after": sent[5].pk})
    assert [m.pk for m in older.context["page"].items] == [m.pk for m in sent[:5][::-1]]
    newer = browser.get("/desk/messages/", {"before": sent[4].pk})
    assert newer.context["page"].items[-1].pk == sent[5].pk
    assert browser.get(f"/desk/messages/{sent[0].pk}/")["Location"] == "/desk/jobs/"
    assert outbox.unread(cast.officer).count() == 34
    browser.post("/desk/messages/read/")
    assert outbox.unread(cast.officer).count() == 0


def test_the_messages_of_others_do_not_exist(cast, browse):
    (message,) = tell(cast.officer)
    browser = browse(cast.outsider)
    assert browser.get(f"/desk/messages/{message.pk}/").status_code == 404
    browser.post("/desk/messages/read/")
    message.refresh_from_db()
    assert message.read_at is None


# --- jobs --------------------------------------------------------------------------------------------------
def test_a_job_page_follows_the_job_without_script_and_stops_when_it_is_over(cast, browse, jobs):
    job = queue.enqueue("tests.count", {}, by=cast.officer, visible=True)
    browser = browse(cast.officer)
    running = browser.get(f"/desk/jobs/{job.pk}/").content.decode()
    assert '<meta http-equiv="refresh"' in running
    assert "取消任务" in running
    jobs()
    over = browser.get(f"/desk/jobs/{job.pk}/").content.decode()
    assert "http-equiv" not in over
    assert "已完成" in over


def test_jobs_of_others_do_not_exist_and_the_keeper_sees_kinds_and_states_only(cast, browse):
    job = queue.enqueue("tests.count", {}, by=cast.officer, visible=True)
    Job.objects.filter(pk=job.pk).update(stage="核对春晖社工", state="failed", error="一句只给本人的话。")
    for stranger in (cast.outsider, cast.county_manager, cast.city_manager, cast.auditor, cast.volunteer):
        browser = browse(stranger)
        assert browser.get(f"/desk/jobs/{job.pk}/").status_code == 404
        assert "tests.count" not in browser.get("/desk/jobs/?all=1").content.decode()
        assert browser.post(f"/desk/jobs/{job.pk}/cancel/").status_code == 404
    keeper = browse(cast.system_admin)
    for page in (f"/desk/jobs/{job.pk}/", "/desk/jobs/?all=1"):
        shown = keeper.get(page).content.decode()
        assert "tests.count" in shown
        assert "春晖" not in shown
        assert "只给本人" not in shown
    assert keeper.post(f"/desk/jobs/{job.pk}/cancel/").status_code == 404
    assert "一句只给本人的话。" in browse(cast.officer).get(f"/desk/jobs/{job.pk}/").content.decode()


def test_the_name_of_a_fault_is_for_the_log(cast, browse):
    job = queue.enqueue("tests.count", {}, by=cast.officer, visible=True)
    Job.objects.filter(pk=job.pk).update(state="failed", error="IntegrityError")
    page = browse(cast.officer).get(f"/desk/jobs/{job.pk}/").content.decode()
    assert "IntegrityError" not in page
    assert "任务没有办完" in page


def test_a_job_is_cancelled_by_who_started_it(cast, browse):
    job = queue.enqueue("tests.count", {}, by=cast.officer, visible=True)
    browse(cast.officer).post(f"/desk/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert AuditEvent.objects.filter(action="desk.cancel_job", thing_id=str(job.pk)).exists()


# --- search ------------------------------------------------------------------------------------------------
@pytest.fixture
def finder(monkeypatch):
    """A room that finds what it is asked for, and notes it."""
    asked = []
    searches = Registry("searches")

    @searches.add
    def find(user, text):
        asked.append(text)
        yield Found(title="一份求助", url="/help/1/", group="帮扶需求", code="AR-202602-00001")

    monkeypatch.setattr(hooks, "searches", searches)
    return asked


@pytest.mark.parametrize("text", [ID, PHONE, "AR-202602-00001"])
def test_what_is_looked_for_is_posted_and_stands_in_no_address(cast, browse, finder, text):
    response = browse(cast.officer).post("/desk/search/", {"q": f" {text} "})
    page = response.content.decode()
    assert (response.status_code, finder) == (200, [text])
    assert "AR-202602-00001" in page
    assert f"?q={text}" not in page
    assert 'method="post"' in page


def test_a_search_in_the_address_is_not_made_and_leaves_it(cast, browse, finder):
    response = browse(cast.officer).get("/desk/search/", {"q": ID})
    assert (response.status_code, response["Location"], finder) == (302, "/desk/search/", [])


def test_the_box_of_every_page_posts(cast, browse):
    page = browse(cast.officer).get("/desk/").content.decode()
    box = page[page.index('class="tq-search"') - 40 : page.index("</form>", page.index('class="tq-search"'))]
    assert 'method="post"' in box
    assert "csrfmiddlewaretoken" in box


def test_what_was_looked_for_is_written_down_nowhere(cast, browse, finder):
    browse(cast.officer).post("/desk/search/", {"q": ID})
    event = AuditEvent.objects.get(action="desk.search")
    assert (event.actor_id, event.detail) == (cast.officer.pk, {"found": 1})


def test_volunteers_have_no_search(cast, browse, finder):
    assert browse(cast.volunteer).post("/desk/search/", {"q": "x"}).status_code == 404
