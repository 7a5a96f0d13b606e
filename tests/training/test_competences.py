"""What staff can do: papers entered by managers, credentials and certificates that count by themselves, and gaps."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from kit.errors import Refused
from tests import build
from tests.cast import DONGXI, person, seat
from tests.training import classroom as make
from training.competences import queries, services
from training.courses import planning
from training.courses import services as courses
from training.models import Competence, Diploma

LIST = "training:competences"
PAPER = {"area": "law", "level": 2, "kind": "degree", "title": "法学学士", "obtained_on": date(2019, 6, 30)}


@pytest.fixture(autouse=True)
def tuesday(as_of) -> None:
    as_of(2026, 3, 10, 9)


def enter(cast, holder=None, by=None, **more) -> Competence:
    return services.enter_competence(
        holder or cast.officer, by=by or cast.county_manager, county_code=DONGXI, **{**PAPER, **more}
    )


def areas(user: User, on: date = date(2026, 3, 10)) -> list[tuple[str, str]]:
    return [(claim.area, claim.source) for claim in queries.claims_of([user.pk], on)[user.pk]]


def code_of(act, *args, **words) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **words)
    return refusal.value.code


def text(response) -> str:
    return response.content.decode()


# --- evidence ------------------------------------------------------------------------------------------------------
def test_papers_credentials_and_certificates_of_courses_all_speak(cast, as_of) -> None:
    of = make.course(
        cast, audience="staff", gives="", validity_months=0, title="电子证据", area="it", credit_minutes=180
    )
    row = courses.enrol(make.session(cast, of, by=cast.colleague), by=cast.officer)
    as_of(2026, 3, 13, 20)
    courses.enter_minutes(row, by=cast.colleague, minutes=180)
    enter(cast)
    build.credential(cast, cast.colleague, "psychologist")
    assert areas(cast.officer, date(2026, 3, 14)) == [("it", "diploma"), ("law", "paper")]
    assert areas(cast.colleague, date(2026, 3, 14)) == [("psychology", "credential")]
    courses.void_diploma(Diploma.objects.get(), by=cast.county_manager, reason_text="冒名参加")
    assert areas(cast.officer, date(2026, 3, 14)) == [("law", "paper")]


def test_a_paper_counts_to_its_last_day(cast) -> None:
    enter(cast, valid_to=date(2026, 3, 31))
    assert areas(cast.officer, date(2026, 3, 31)) == [("law", "paper")]
    assert areas(cast.officer, date(2026, 4, 1)) == []


def test_a_course_may_be_given_its_area_after_somebody_passed(cast, as_of) -> None:
    of = make.course(cast, credit_minutes=180, audience="staff", gives="", validity_months=0)
    row = courses.enrol(make.session(cast, of), by=cast.colleague)
    as_of(2026, 3, 13, 20)
    courses.enter_minutes(row, by=cast.officer, minutes=180)
    assert areas(cast.colleague, date(2026, 3, 14)) == []
    planning.edit_course(of, by=cast.county_manager, area="social_work")
    assert areas(cast.colleague, date(2026, 3, 14)) == [("social_work", "diploma")]


# --- entering ------------------------------------------------------------------------------------------------------
def test_who_may_enter_and_take_back(cast) -> None:
    for by in (cast.officer, cast.other_county_manager, cast.outsider, cast.auditor):
        assert code_of(enter, cast, holder=cast.colleague, by=by) == "may:keep_competences"
    assert code_of(enter, cast, holder=cast.county_manager) == "own"
    row = enter(cast)
    for by in (cast.colleague, cast.other_county_manager):
        assert code_of(
            services.withdraw_competence, row, by=by, county_code=DONGXI, reason="x"
        ) == "may:keep_competences"  # fmt: skip
    assert AuditEvent.objects.filter(action="competence.enter").count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "title"), ({"obtained_on": date(2026, 3, 11)}, "days"),
        ({"valid_to": date(2019, 6, 29)}, "days"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(cast, more, code) -> None:
    assert code_of(enter, cast, **more) == code


def test_the_same_paper_is_entered_once_until_it_is_taken_back(cast) -> None:
    row = enter(cast)
    assert code_of(enter, cast) == "twice"
    words = {"by": cast.county_manager, "county_code": DONGXI}
    assert code_of(services.withdraw_competence, row, reason=" ", **words) == "reason"
    services.withdraw_competence(row, reason="看错证书", **words)
    assert areas(cast.officer) == []
    assert code_of(services.withdraw_competence, row, reason="再一次", **words) == "gone"
    enter(cast)


# --- the lists -----------------------------------------------------------------------------------------------------
def test_the_county_finds_who_can_and_which_offices_have_nobody(cast, browse) -> None:
    cast.colleague  # noqa: B018 - made by naming
    other = seat(person("韩雪"), "OFF", cast.office_at("990103001"))
    cast.outsider  # noqa: B018
    enter(cast)
    manager, url = browse(cast.county_manager), reverse(LIST)
    page = text(manager.get(url))
    for name in ("李明", "陈静", "韩雪", "法学学士"):
        assert name in page, name
    assert "赵强" not in page
    page = text(manager.get(url + "?area=law"))
    assert "李明" in page
    assert "陈静" not in page
    gap = text(manager.get(url + "?show=gap&area=law"))
    assert other.memberships.get().unit.name in gap
    assert cast.office.name not in gap
    assert cast.office.name in text(manager.get(url + "?show=gap&area=psychology"))


def test_an_officer_sees_the_own_page_and_no_list(cast, browse) -> None:
    enter(cast)
    officer = browse(cast.officer)
    assert "法学学士" in text(officer.get(reverse("training:my_competences")))
    assert officer.get(reverse(LIST)).status_code == 404
    assert officer.get(reverse("training:competence", args=[cast.officer.handle])).status_code == 404
    assert browse(cast.volunteer).get(reverse("training:my_competences")).status_code == 404


def test_a_manager_enters_a_paper_on_the_page_and_takes_it_back(cast, browse) -> None:
    url = reverse("training:competence", args=[cast.officer.handle])
    manager = browse(cast.county_manager)
    data = {"act": "enter", "area": "law", "kind": "degree", "title": "法学学士", "level": 2}
    assert manager.post(url, data).status_code == 409
    assert manager.post(url, {**data, "obtained_on": "2019-06-30"}).status_code == 302
    row = Competence.objects.get()
    assert "法学学士" in text(manager.get(url))
    for who in (cast.other_county_manager, cast.outsider):
        assert browse(who).get(url).status_code == 404
        assert browse(who).post(url, {**data, "obtained_on": "2019-06-30"}).status_code == 404
    auditor = browse(cast.auditor)
    assert auditor.get(url).status_code == 200
    assert auditor.post(url, {"act": "withdraw", "row": row.pk, "reason": "x"}).status_code == 404
    assert manager.post(url, {"act": "withdraw", "row": row.pk, "reason": ""}).status_code == 409
    assert manager.post(url, {"act": "withdraw", "row": row.pk, "reason": "看错"}).status_code == 302
    assert "还没有登记" in text(manager.get(url))


@pytest.mark.parametrize("n", [3, 60])
def test_lists_ask_the_same_few_questions_however_many_there_are(
    cast, browse, django_assert_max_num_queries, n
) -> None:
    for k in range(n):
        enter(cast, holder=seat(person(f"干警{k}"), "OFF", cast.office), title=f"证书{k}")
    browser = browse(cast.county_manager)
    for query in ("", "?area=law", "?show=gap&area=it"):
        browser.get(reverse(LIST) + query)
        with django_assert_max_num_queries(16):  # of which the frame of a manager's page takes eleven
            assert browser.get(reverse(LIST) + query).status_code == 200
