"""The vetting desk: looked at step by step, then admitted, returned or refused; conflicts asked from above."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from audit.models import AuditEvent
from kit import clock
from kit.errors import Refused
from kit.hooks import Question
from matching.supervisees import services as supervisees
from messaging.models import Message
from tests import build
from tests.cast import person, seat
from tests.training import classroom
from tests.volunteers.applicants import applicant, looked_at, minors_number
from training.courses import services as courses
from training.models import Credential
from volunteers import hooks
from volunteers.applying.states import APPLICATION
from volunteers.joining import services as joining
from volunteers.models import Application, Check, ConflictCheck, Guardian, Volunteer
from volunteers.vetting import conflicts, papers, services

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def tuesday(as_of, cast) -> None:
    as_of(2026, 3, 10)
    assert cast.officer


def reread(application) -> Application:
    return Application.objects.get(pk=application.pk)


def strangers(cast) -> list[User]:
    """Who has nothing to do with an application at 李明's office."""
    neighbour = User.objects.filter(email="zb@example.cn").first()
    neighbour = neighbour or seat(person("周边", "zb@example.cn"), "OFF", cast.office_at("990103001"))
    return [cast.outsider, neighbour, cast.other_county_manager, cast.auditor, cast.ngo_admin, cast.system_admin]


# --- admitting ---------------------------------------------------------------------------------------------------
def test_an_applicant_who_was_looked_at_becomes_a_volunteer_and_is_told(cast) -> None:
    application = looked_at(cast, applicant(cast))
    volunteer = services.admit_applicant(application, by=cast.officer)
    assert (volunteer.status, volunteer.is_identity_verified) == ("active", True)
    assert reread(application).status == "admitted"
    assert reread(application).volunteer == volunteer
    told = Message.objects.get(to=application.user, kind="application_admitted")
    assert "已通过" in told.body


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda cast, a: None, "identity"),
        (lambda cast, a: services.verify_applicant(a, by=cast.officer), "conflict_unasked"),
    ],
)
def test_nobody_is_admitted_unseen_or_unasked(prepare, code, cast) -> None:
    application = applicant(cast)
    prepare(cast, application)
    with pytest.raises(Refused) as refusal:
        services.admit_applicant(application, by=cast.officer)
    assert refusal.value.code == code
    assert not Volunteer.objects.exists()


def test_an_answer_from_before_the_application_was_handed_in_again_does_not_count(cast, as_of) -> None:
    application = looked_at(cast, applicant(cast))
    services.return_application(application, by=cast.officer, reason="补一张照片")
    as_of(2026, 3, 12)
    from audit.moves import move

    move(application := reread(application), "submit", by=None)
    with pytest.raises(Refused) as refusal:
        services.admit_applicant(application, by=cast.officer)
    assert refusal.value.code == "conflict_unasked"


def every_act(cast, a):
    """Verb → what does it, by whom."""
    return {
        "verify": lambda by: services.verify_applicant(a, by=by),
        "interview": lambda by: services.record_interview(a, by=by, met_on=TODAY, note="谈了半小时"),
        "paper": lambda by: papers.record_paper(a, by=by, kind="no_record", met_on=TODAY),
        "ask": lambda by: conflicts.ask_conflict(a, by=by, purpose="审核"),
        "read": lambda by: services.read_details(a, by=by, purpose="核对本人"),
        "admit": lambda by: services.admit_applicant(a, by=by),
        "return": lambda by: services.return_application(a, by=by, reason="补照片"),
        "reject": lambda by: services.reject_applicant(a, by=by, reason="不符合条件"),
    }


@pytest.mark.parametrize("verb", ["verify", "interview", "paper", "ask", "read", "admit", "return", "reject"])
def test_only_the_office_of_the_town_its_county_and_the_city_vet(verb, cast) -> None:
    application = looked_at(cast, applicant(cast)) if verb != "verify" else applicant(cast)
    act, before = every_act(cast, application)[verb], Application.objects.values().get(pk=application.pk)
    for who in [*strangers(cast), cast.volunteer]:
        with pytest.raises(Refused) as refusal:
            act(who)
        assert refusal.value.code.startswith("may:"), who
    assert Application.objects.values().get(pk=application.pk) == before
    act(cast.county_manager)


@pytest.mark.parametrize("state", APPLICATION.states)
@pytest.mark.parametrize("verb", ["verify", "interview", "admit", "return", "reject"])
def test_an_application_is_vetted_only_while_it_waits(verb, state, cast) -> None:
    application = looked_at(cast, applicant(cast)) if verb != "verify" else applicant(cast)
    Application.objects.filter(pk=application.pk).update(status=state)
    act = every_act(cast, application)[verb]
    if state == "applied":
        act(cast.officer)
        return
    events = AuditEvent.objects.count()
    with pytest.raises(Refused) as refusal:
        act(cast.officer)
    assert refusal.value.code == "not_waiting"
    assert AuditEvent.objects.count() == events
    assert reread(application).status == state


def test_nobody_vets_themselves(cast) -> None:
    application = applicant(cast)
    Application.objects.filter(pk=application.pk).update(user=cast.officer)
    for verb, act in every_act(cast, reread(application)).items():
        if verb != "read":
            with pytest.raises(Refused) as refusal:
                act(cast.officer)
            assert refusal.value.code in ("own_application", "own_conflict", "own_credential"), verb


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_the_applicant_reads_the_reason_and_it_must_be_given(verb, cast) -> None:
    application = applicant(cast)
    act = {"return": services.return_application, "reject": services.reject_applicant}[verb]
    with pytest.raises(Refused) as refusal:
        act(application, by=cast.officer, reason="  ")
    assert refusal.value.at.keys() == {"reason"}
    act(application, by=cast.officer, reason="住址在外市")
    assert reread(application).status == {"return": "returned", "reject": "rejected"}[verb]
    assert "住址在外市" in Message.objects.get(to=application.user).body


def test_a_failure_at_the_last_step_of_admitting_leaves_nothing(cast, monkeypatch) -> None:
    application = looked_at(cast, applicant(cast))
    monkeypatch.setattr(services.outbox, "put", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.admit_applicant(application, by=cast.officer)
    assert reread(application).status == "applied"
    assert not Volunteer.objects.exists()


# --- what is written down, and who reads it ------------------------------------------------------------------------
def test_a_talk_is_sealed_counts_as_a_paper_and_goes_with_the_application(cast) -> None:
    application = applicant(cast)
    services.record_interview(application, by=cast.officer, met_on=TODAY, note="愿意长期陪伴")
    assert Check.objects.get().note == "愿意长期陪伴"
    assert Credential.objects.get().kind == "interview"
    services.reject_applicant(application, by=cast.officer, reason="不符合条件")
    for forget in hooks.forgetting:
        forget(application)
    assert not Check.objects.exists()
    assert not Credential.objects.exists()


def test_reading_number_phone_and_talks_takes_a_purpose_and_leaves_a_trace(cast) -> None:
    application = applicant(cast)
    with pytest.raises(Refused):
        services.read_details(application, by=cast.officer, purpose=" ")
    shown = dict(services.read_details(application, by=cast.officer, purpose="核对本人"))
    assert application.id_number in shown.values()
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor_id, event.purpose) == ("application.read", cast.officer.pk, "核对本人")
    assert event.fields == ["id_number", "phone", "note"]


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return SimpleUploadedFile("paper.png", out.getvalue(), "image/png")


def test_a_scan_is_kept_with_the_paper_and_handed_out_only_to_who_looks_after_the_person(cast, browse) -> None:
    application = applicant(cast)
    paper = papers.record_paper(application, by=cast.officer, kind="no_record", met_on=TODAY, scan=picture())
    url = f"/volunteers/papers/{paper.pk}/"
    answer = browse(cast.officer).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert AuditEvent.objects.filter(action="credential.read", actor_id=cast.officer.pk).count() == 1
    for who in (*strangers(cast), cast.volunteer, application.user):
        assert browse(who).get(url).status_code == 404
    services.admit_applicant(looked_at(cast, application), by=cast.officer)
    assert browse(strangers(cast)[1]).get(url).status_code == 404, "the county's list is open to them, scans are not"
    assert browse(application.user).get(url).status_code == 200, "one's own paper"
    bare = papers.record_paper(application, by=cast.officer, kind="refresher", met_on=TODAY)
    assert browse(cast.officer).get(f"/volunteers/papers/{bare.pk}/").status_code == 404


# --- the same ID number --------------------------------------------------------------------------------------------
def test_a_number_that_has_a_file_makes_no_second_one_and_only_the_desk_reads_of_it(cast, browse) -> None:
    known = build.volunteer(cast)
    twin = looked_at(cast, applicant(cast, number=known.id_number, id_twice=True))
    with pytest.raises(Refused) as refusal:
        services.admit_applicant(twin, by=cast.officer)
    assert refusal.value.code == "id_twice"
    page = browse(cast.officer).get(f"/volunteers/vetting/{twin.pk}/").content.decode()
    assert known.number in page
    assert "证件号码已有登记" in browse(cast.officer).get("/volunteers/vetting/").content.decode()


def test_of_a_file_in_another_county_only_its_being_there_is_said(cast, browse) -> None:
    number = build.id_number()
    elsewhere = seat(person("外县人"), "VOL")
    from accounts.models import Division

    other = joining.register_volunteer(elsewhere, by=None, town=Division.objects.get(pk="990102002"), id_number=number)
    twin = applicant(cast, number=number, id_twice=True)
    page = browse(cast.officer).get(f"/volunteers/vetting/{twin.pk}/").content.decode()
    assert other.number not in page and "外县人" not in page and "另一县区" in page
    assert other.number in browse(cast.city_manager).get(f"/volunteers/vetting/{twin.pk}/").content.decode()


def test_who_stood_on_the_roster_with_an_old_phone_gets_that_file(cast) -> None:
    """An unconfirmed file goes to whoever applied and was seen; the account made for it is closed."""
    from accounts import services as accounts
    from accounts.models import Division

    number = build.id_number()
    old = accounts.expect_member("李芸", "15400300001", "VOL", by=cast.county_manager)
    listed = joining.register_volunteer(old, by=None, town=Division.objects.get(pk="990103002"), id_number=number)
    papers.record_paper(listed, by=cast.officer, kind="background_check", met_on=TODAY)
    place = courses.assign(classroom.session(cast), old, by=cast.county_manager)
    application = looked_at(cast, applicant(cast, number=number, id_twice=True, occupation="教师"))
    volunteer = services.admit_applicant(application, by=cast.officer)
    assert volunteer.pk == listed.pk
    place.refresh_from_db()
    assert (place.learner, place.status) == (application.user, "enrolled"), "what is learnt goes along"
    volunteer.refresh_from_db()
    assert (volunteer.user, volunteer.status, volunteer.occupation) == (application.user, "active", "教师")
    assert Credential.objects.get(kind="background_check").holder == application.user
    old.refresh_from_db()
    assert (old.is_active, old.phone, old.phone_index) == (False, None, None)
    assert not old.memberships.filter(until_on__isnull=True).exists()


# --- conflicts -----------------------------------------------------------------------------------------------------
def test_the_question_is_answered_with_no_and_logged_without_the_answer(cast) -> None:
    application = applicant(cast)
    check = conflicts.ask_conflict(application, by=cast.officer, purpose="审核志愿者申请")
    assert check.found == ""
    event = AuditEvent.objects.get(action="volunteer.ask_conflict")
    assert (event.purpose, event.detail) == ("审核志愿者申请", {"check": check.pk})


@pytest.mark.parametrize("kind", ["relative", "co_accused", "victim"])
def test_a_conflict_that_was_noted_is_said_by_its_kind_and_the_county_decides(kind, cast) -> None:
    application = applicant(cast)
    supervisees.note_conflict(build.client(cast), by=cast.officer, kind=kind, user=application.user)
    application = looked_at(cast, application)
    assert ConflictCheck.objects.get().found == kind
    with pytest.raises(Refused) as refusal:
        services.admit_applicant(application, by=cast.officer)
    assert refusal.value.code == "conflict"
    conflicts.decide_conflict(application, by=cast.county_manager, clear=False, reason="不宜参加")
    with pytest.raises(Refused, match="不宜"):
        services.admit_applicant(application, by=cast.officer)


def test_somebody_in_register_is_for_the_county_and_the_desk_reads_nothing_else(cast, browse) -> None:
    """Neither the register's words nor its code stand on the page, in the log or in a message."""
    client = build.client(cast, name="刘秀", phone="+8615400000088")
    application = applicant(cast, "刘秀", number=client.id_number)
    services.verify_applicant(application, by=cast.officer)
    conflicts.ask_conflict(application, by=cast.officer, purpose="审核")
    page = browse(cast.officer).get(f"/volunteers/vetting/{application.pk}/").content.decode()
    assert "须由县局核对" in page
    assert client.code not in page and "矫正对象" not in page
    with pytest.raises(Refused, match="县局"):
        services.admit_applicant(application, by=cast.officer)
    with pytest.raises(Refused):
        conflicts.decide_conflict(application, by=cast.officer, clear=True, reason="同意")
    conflicts.decide_conflict(application, by=cast.county_manager, clear=True, reason="已解除，核对无碍")
    assert services.admit_applicant(application, by=cast.officer).status == "active"
    told = AuditEvent.objects.filter(action__contains="conflict").values_list("detail", flat=True)
    assert client.code not in str(list(told)) and "county" not in str(list(told))


def test_a_phone_that_is_a_clients_is_found_by_its_index_and_follows_its_change(cast) -> None:
    application = applicant(cast)
    client = build.client(cast, phone=application.user.phone)
    assert conflicts.ask_conflict(application, by=cast.officer, purpose="审核").found == "contact"
    supervisees.update_client(client, by=cast.officer, phone="+8615400999999")
    assert conflicts.ask_conflict(application, by=cast.officer, purpose="审核").found == ""
    client.refresh_from_db()
    client.phone = application.user.phone
    client.save(update_fields=["phone"])
    assert conflicts.ask_conflict(application, by=cast.officer, purpose="审核").found == "contact"


def test_a_file_that_has_ended_is_no_conflict(cast) -> None:
    client = build.client(cast)
    application = applicant(cast, number=client.id_number)
    type(client).objects.filter(pk=client.pk).update(status="ended")
    assert conflicts.ask_conflict(application, by=cast.officer, purpose="审核").found == ""


def test_while_nobody_can_answer_the_question_is_refused_and_nobody_admitted(cast, monkeypatch) -> None:
    monkeypatch.setattr(hooks, "conflict_of", Question("volunteers.conflict_of"))
    application = applicant(cast)
    with pytest.raises(Refused) as refusal:
        conflicts.ask_conflict(application, by=cast.officer, purpose="审核")
    assert refusal.value.code == "unanswered:volunteers.conflict_of"
    assert not ConflictCheck.objects.exists()


def test_who_asked_does_not_decide_and_nothing_is_decided_twice(cast) -> None:
    application = applicant(cast)
    build.client(cast, phone=application.user.phone)
    conflicts.ask_conflict(application, by=cast.county_manager, purpose="审核")
    for by, code in (
        (cast.county_manager, "conflict_two"),
        (cast.city_manager, ""),
        (cast.city_manager, "no_conflict"),
    ):
        if not code:
            conflicts.decide_conflict(application, by=by, clear=True, reason="核对无碍")
            continue
        with pytest.raises(Refused) as refusal:
            conflicts.decide_conflict(application, by=by, clear=True, reason="核对无碍")
        assert refusal.value.code == code


# --- the screens ---------------------------------------------------------------------------------------------------
def test_the_queue_begins_with_the_odd_ones_and_then_the_oldest(cast, browse, as_of) -> None:
    names = ["先来", "后来", "未成年"]
    for day, name in zip((3, 2, 4), ("后来", "先来", "未成年"), strict=True):
        as_of(2026, 3, day)
        applicant(cast, name, number=minors_number() if name == "未成年" else "")
    young = Application.objects.get(full_name="未成年")
    from desk.uploads import services as uploads

    Guardian.objects.create(
        person=young.user, relation="mother", given_at=clock.now(), paper=uploads.keep(picture(), by=young.user)
    )
    as_of(2026, 3, 10)
    page = browse(cast.officer).get("/volunteers/vetting/").content.decode()
    found = sorted(names, key=page.index)
    assert found == ["未成年", "先来", "后来"]
    assert "未满 18 周岁" in page


def test_ticked_rows_are_done_together_and_each_refusal_is_told_with_its_reason(cast, browse) -> None:
    good, unseen = looked_at(cast, applicant(cast, "可以")), applicant(cast, "未核")
    outside = applicant(cast, "外县", town="990102002")
    browser = browse(cast.officer)
    form = {"act": "admit", "application": [good.pk, unseen.pk, outside.pk], "idem": "b1"}
    words = browser.post("/volunteers/vetting/", form, follow=True).content.decode()
    assert "已通过 1 人" in words
    assert "未核：先核验身份证" in words
    assert "外县" not in words
    assert [reread(a).status for a in (good, unseen, outside)] == ["admitted", "applied", "applied"]


def test_many_are_verified_asked_and_sent_back_from_the_list(cast, browse) -> None:
    some = [applicant(cast, f"申请{n}") for n in range(3)]
    browser = browse(cast.officer)
    for n, act in enumerate(("identity", "conflict", "return")):
        form = {"act": act, "application": [a.pk for a in some], "reason": "补证明", "idem": f"m{n}"}
        assert browser.post("/volunteers/vetting/", form).status_code == 302
    assert Check.objects.filter(kind="identity").count() == ConflictCheck.objects.count() == 3
    assert {reread(a).status for a in some} == {"returned"}
    assert browser.post("/volunteers/vetting/", {"act": "admit", "idem": "m9"}).status_code == 409
    assert browser.post("/volunteers/vetting/", {"act": "no_such", "idem": "m10"}).status_code == 404


def test_one_applicant_is_taken_through_all_steps_on_the_page(cast, browse) -> None:
    application = applicant(cast)
    browser, url = browse(cast.officer), f"/volunteers/vetting/{application.pk}/"
    page = browser.get(url).content.decode()
    assert application.id_number not in page and application.user.phone.removeprefix("+86") not in page
    forms = [
        {"act": "identity"},
        {"act": "interview", "interview-met_on": "2026-03-09", "interview-note": "愿意陪伴"},
        {"act": "conflict", "conflict-purpose": "审核志愿者申请"},
        {"act": "paper", "paper-kind": "insurance", "paper-level": "1", "paper-met_on": "2026-03-01",
         "paper-valid_to": "2027-02-28", "paper-scan": picture()},
        {"act": "admit"},
    ]  # fmt: skip
    for n, form in enumerate(forms):
        assert browser.post(url, {**form, "idem": f"s{n}"}).status_code == 302, form
    assert reread(application).status == "admitted"
    page = browser.get(url).content.decode()
    assert "愿意陪伴" not in page, "what was talked about is read only for a purpose"
    assert "看扫描件" in page
    details = browser.post(f"{url}details/", {"purpose": "回访"}).content.decode()
    assert "愿意陪伴" in details and application.id_number in details
    assert application.id_number not in browser.get(f"{url}details/").content.decode()


def test_what_was_typed_stays_when_it_is_refused(cast, browse) -> None:
    application = applicant(cast)
    form = {"act": "paper", "paper-kind": "lawyer", "paper-level": "1", "paper-met_on": "2026-03-01",
            "paper-number": "A123", "idem": "x"}  # fmt: skip
    answer = browse(cast.officer).post(f"/volunteers/vetting/{application.pk}/", form)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "填写证明上的最后有效日" in words and "A123" in words


@pytest.mark.parametrize("who", ["outsider", "neighbour"])
def test_zhao_qiang_and_the_office_of_the_next_town_find_no_desk_here(who, cast, browse) -> None:
    application = applicant(cast)
    browser = browse(cast.outsider if who == "outsider" else strangers(cast)[1])
    assert "李芸" not in browser.get("/volunteers/vetting/").content.decode()
    for path in ("", "details/"):
        assert browser.get(f"/volunteers/vetting/{application.pk}/{path}").status_code == 404
        assert browser.post(f"/volunteers/vetting/{application.pk}/{path}", {"act": "admit"}).status_code == 404
    browser.post("/volunteers/vetting/", {"act": "reject", "application": [application.pk], "idem": "z"})
    assert reread(application).status == "applied"
    assert browse(cast.volunteer).get("/volunteers/vetting/").status_code == 404


def test_a_draft_is_its_writers_alone(cast, browse) -> None:
    draft = applicant(cast, "草稿人", submit=False)
    assert browse(cast.officer).get(f"/volunteers/vetting/{draft.pk}/").status_code == 404
    assert "草稿人" not in browse(cast.city_manager).get("/volunteers/vetting/?status=draft").content.decode()


@pytest.mark.parametrize("n", [20, 200])
def test_the_queue_asks_as_much_for_many_as_for_few(n, cast, browse, django_assert_max_num_queries) -> None:
    for k in range(n):
        application = applicant(cast, f"第{k}人", id_twice=k % 3 == 0)
        Check.objects.create(application=application, kind="identity", done_on=TODAY, by=cast.officer, at=clock.now())
    browser = browse(cast.officer)
    browser.get("/volunteers/vetting/")
    with django_assert_max_num_queries(16):
        assert browser.get("/volunteers/vetting/").status_code == 200


def test_what_waits_stands_on_the_desk_with_its_clock(cast, browse, as_of) -> None:
    applicant(cast)
    assert "审核志愿者申请" in browse(cast.officer).get("/desk/").content.decode()
    assert "审核志愿者申请" not in browse(cast.county_manager).get("/desk/").content.decode()
    as_of(2026, 3, 20)
    assert "审核志愿者申请" in browse(cast.county_manager).get("/desk/").content.decode(), "late: the county sees it"
