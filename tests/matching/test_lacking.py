"""Who lacks a paper is refused by its name: officers read when the next session is, the volunteer gets a link."""

import pytest
from django.urls import reverse

from kit import clock
from kit.errors import Refused
from matching.offers import services as offers
from tests import build
from tests.cast import sign_in
from tests.training import classroom as make
from tests.volunteers import activity
from training.courses import desk_hooks
from training.credentials import services as credentials
from training.models import Credential


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


@pytest.fixture
def untrained(cast):
    """王芳 with her undertaking alone, and her place."""
    v = build.volunteer(cast)
    Credential.objects.filter(holder=cast.volunteer, kind__in=("induction", "refresher")).delete()
    return build.place(cast, "volunteer", volunteer=v)


def words(browser, name, *args) -> str:
    return browser.get(reverse(f"matching:{name}", args=args)).content.decode()


# --- the office ----------------------------------------------------------------------------------------------
def test_a_near_miss_names_the_paper_and_the_next_session(cast, untrained) -> None:
    request = build.request_in("matching", cast, kind="volunteer")
    page = words(sign_in(cast.officer), "match", request.number)
    assert "缺在有效期内的岗前培训、年度复训" in page
    assert "完成培训后可选" in page, "no session is planned yet"
    make.session(cast)
    page = words(sign_in(cast.officer), "match", request.number)
    assert "下一场培训：3月13日 星期五，岗前培训，河口街道二楼教室" in page


def test_why_not_this_one_names_it_too(cast, untrained) -> None:
    make.session(cast)
    request = build.request_in("matching", cast, kind="volunteer")
    page = words(sign_in(cast.officer), "why_not", request.number, untrained.pk)
    assert "缺在有效期内的岗前培训、年度复训" in page
    assert "下一场培训" in page


def test_sending_an_offer_is_refused_by_the_name_of_the_paper(cast, untrained) -> None:
    make.session(cast)
    request = build.request_in("matching", cast, kind="volunteer")
    with pytest.raises(Refused) as refusal:
        offers.send_offers(request, [untrained], by=cast.officer)
    (said,) = refusal.value.reasons
    assert said.startswith("缺在有效期内的岗前培训、年度复训。下一场培训：")


def test_of_a_minors_request_it_is_the_check_that_is_named(cast, as_of) -> None:
    place = build.place(cast, "volunteer", is_minor_qualified=True)
    who = build.client(cast, born_on=clock.today().replace(year=2009))
    request = build.request_in("matching", cast, kind="volunteer", who=who)
    page = words(sign_in(cast.officer), "why_not", request.number, place.pk)
    assert "缺在有效期内的从业查询" in page


def test_what_a_course_for_others_gives_is_not_recommended(cast, untrained) -> None:
    make.session(cast, make.course(cast, audience="ngo"))
    request = build.request_in("matching", cast, kind="volunteer")
    assert "下一场培训" not in words(sign_in(cast.officer), "match", request.number)


# --- the volunteer -------------------------------------------------------------------------------------------
def test_the_offer_leads_the_volunteer_to_the_next_session(cast) -> None:
    request = build.request_in("offered", cast, kind="volunteer")
    offer, browser = request.offers.get(), sign_in(cast.volunteer)
    assert "现在还不能接受" not in words(browser, "offer", offer.pk)
    Credential.objects.filter(holder=cast.volunteer, kind="refresher").delete()
    refresher = make.course(cast, title="年度复训", gives="refresher", validity_months=0)
    session = make.session(cast, refresher)
    page = words(browser, "offer", offer.pk)
    assert "现在还不能接受" in page
    assert f'<a href="{reverse("training:session", args=[session.pk])}">缺在有效期内的年度复训，下一场' in page
    answer = browser.post(reverse("matching:offer", args=[offer.pk]), {"act": "accept", "knows_nobody": "on"})
    assert answer.status_code == 409
    assert "缺在有效期内的年度复训。下一场培训：3月13日 星期五" in answer.content.decode()


def test_the_staff_partner_reads_it_without_a_link_that_is_not_theirs(cast) -> None:
    request = build.request_in("offered", cast, kind="volunteer")
    Credential.objects.filter(holder=cast.volunteer, kind="refresher").delete()
    session = make.session(cast, make.course(cast, title="年度复训", gives="refresher", validity_months=0))
    page = words(sign_in(cast.officer), "offer", request.offers.get().pk)
    assert "下一场培训：3月13日 星期五，年度复训" in page
    assert reverse("training:session", args=[session.pk]) not in page


def test_the_day_page_and_the_page_of_a_shift_lead_there_too(cast, untrained) -> None:
    session = make.session(cast)
    there, browser = reverse("training:session", args=[session.pk]), sign_in(cast.volunteer)
    shift = activity.shift(cast, days=5, requires=["induction"])
    for page in (reverse("volunteers:today"), reverse("volunteers:activity", args=[shift.pk])):
        assert f'<a href="{there}">' in browser.get(page).content.decode(), page


# --- social workers and staff ----------------------------------------------------------------------------------
def test_a_social_workers_desk_says_what_runs_out_and_when_it_is_renewed(cast, as_of) -> None:
    credentials.write_earned(
        cast.social_worker, kind="refresher", months=0, number="PX-1", issuer="云栖市司法局", county_code="990103"
    )
    course = make.course(cast, title="年度复训", audience="ngo", gives="refresher", validity_months=0)

    def desk() -> list[tuple[str, str, str]]:
        rows = desk_hooks.papers_to_renew(cast.social_worker, clock.now())
        return [(str(item.title), str(item.text), item.url) for item in rows]

    assert desk() == []
    as_of(2027, 2, 1, 9)
    cast.social_worker.__dict__.pop("_seats", None)
    assert desk() == [("续期：年度复训", "到 2027年3月10日 为止。", reverse("training:catalogue"))]
    session = make.session(cast, course)
    ((title, text, url),) = desk()
    assert "下一场：2月4日 星期四" in text and url == reverse("training:session", args=[session.pk])
    as_of(2027, 3, 11, 9)
    assert desk()[0][0] == "已过期：年度复训"
    assert list(desk_hooks.papers_to_renew(cast.volunteer, clock.now())) == []
