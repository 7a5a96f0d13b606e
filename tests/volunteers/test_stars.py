"""Stars: asked for in order, at the very minute; on notice for five working days; kept when minutes fall."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from audit.models import AuditEvent
from kit import clock, rules
from kit.errors import Refused
from messaging.models import Message
from tests import build
from tests.cast import Cast, person, seat, sign_in
from tests.volunteers.counted import queries_of, reverse_minutes, served
from volunteers.honours import ladder, objections, queries, services
from volunteers.hours import balances
from volunteers.models import Certificate, StarApplication, Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(cast: Cast, as_of: Any) -> Volunteer:
    as_of(2026, 3, 9, 10)
    cast.officer, cast.county_manager  # noqa: B018 - they are there
    return build.volunteer(cast)


def earn(cast: Cast, v: Volunteer, minutes: int) -> Any:
    return served(v, minutes, cast.office)


def granted(cast: Cast, v: Volunteer, as_of: Any) -> StarApplication:
    """A star that went all the way: on notice on Monday 9 March, granted on the 17th."""
    star = services.publish_star(services.apply_for_star(v, by=v.user), by=cast.county_manager)
    as_of(2026, 3, 17)
    return services.grant_star(star, by=cast.county_manager)


# --- the ladder -----------------------------------------------------------------------------------------------------
THRESHOLDS = [6_000, 18_000, 36_000, 60_000, 90_000]


@pytest.mark.parametrize("minutes, short", [(5_999, 1), (6_000, 0), (6_001, 0), (0, 6_000)])
def test_six_thousand_minutes_are_a_star_and_one_less_is_none(minutes: int, short: int) -> None:
    step = ladder.next_star(0, minutes, THRESHOLDS)
    assert (step.level, step.short, step.is_reached) == (1, short, short == 0)


def test_nobody_passes_over_a_star_and_above_five_there_is_none() -> None:
    assert ladder.next_star(0, 90_000, THRESHOLDS).level == 1
    assert ladder.next_star(1, 17_999, THRESHOLDS) == ladder.Step(2, 18_000, 1)
    assert not ladder.next_star(5, 999_999, THRESHOLDS).is_reached


# --- asking ---------------------------------------------------------------------------------------------------------
def test_the_opening_balance_counts_so_that_g2_comes_out(cast: Cast, wang: Volunteer) -> None:
    """5,985 carried over and 15 served are 6,000; with 5,984 it is one minute short."""
    balance = balances.open_balance(wang, by=cast.county_manager, minutes=5_984, note="旧册")
    earn(cast, wang, 15)
    with pytest.raises(Refused, match="还差 1 分钟"):
        services.apply_for_star(wang, by=wang.user)
    balances.take_back_balance(balance, by=cast.county_manager)
    balances.open_balance(wang, by=cast.county_manager, minutes=5_985, note="旧册")
    star = services.apply_for_star(wang, by=wang.user)
    assert (star.level, star.minutes, star.threshold_minutes, star.status) == (1, 6_000, 6_000, "applied")
    assert star.number == "XJ-2026-00001"


def test_minutes_that_nobody_confirmed_do_not_count(cast: Cast, wang: Volunteer) -> None:
    log = earn(cast, wang, 6_000)
    type(log).objects.filter(pk=log.pk).update(status="submitted")
    with pytest.raises(Refused):
        services.apply_for_star(wang, by=wang.user)


def test_which_classes_count_is_a_dated_rule(cast: Cast, wang: Volunteer) -> None:
    served(wang, 6_000, cast.office, credit_class="honour")
    draft = rules.propose("honours.star_classes", ["credit"], date(2026, 3, 10), by=cast.city_manager, note="试行")
    rules.approve(draft, by=cast.data_clerk)
    assert queries.star_minutes([wang.pk]) == {wang.pk: 6_000}
    assert queries.star_minutes([wang.pk], date(2026, 3, 10)) == {wang.pk: 0}


def test_a_later_threshold_leaves_what_was_asked_for_as_it_was(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    higher = [12_000, *THRESHOLDS[1:]]
    rules.approve(
        rules.propose("honours.star_minutes", higher, date(2026, 3, 12), by=cast.city_manager, note="提高"),
        by=cast.data_clerk,
    )
    as_of(2026, 3, 17)
    assert services.grant_star(star, by=cast.county_manager).status == "granted"
    assert services.flag_stars() == 0


def test_one_application_at_a_time_and_the_second_star_after_the_first(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    earn(cast, wang, 18_000)
    services.apply_for_star(wang, by=wang.user)
    with pytest.raises(Refused, match="已有一份星级申请"):
        services.apply_for_star(wang, by=wang.user)
    StarApplication.objects.all().delete()
    granted(cast, wang, as_of)
    assert services.apply_for_star(wang, by=wang.user).level == 2


def test_only_the_volunteer_asks(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    for somebody in (cast.officer, cast.county_manager, cast.city_manager):
        with pytest.raises(Refused) as why:
            services.apply_for_star(wang, by=somebody)
        assert why.value.code == "may:apply_star"


# --- notice and decision --------------------------------------------------------------------------------------------
def test_the_notice_runs_five_working_days_and_is_then_decided(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    """Published on Friday 2026-04-03 before 清明: the Monday is a holiday, so it runs until the 13th."""
    as_of(2026, 4, 3)
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    assert star.due_at.date() == date(2026, 4, 13)
    as_of(2026, 4, 13, 23)
    with pytest.raises(Refused, match="公示到 2026年4月13日"):
        services.grant_star(star, by=cast.county_manager)
    as_of(2026, 4, 14)
    services.grant_star(star, by=cast.county_manager)
    assert star.status == "granted"
    assert star.decided_by_unit == cast.county("990103")
    assert (star.noticed_on, star.noticed_until) == (date(2026, 4, 3), date(2026, 4, 13))
    kinds = list(Message.objects.filter(to=wang.user).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["star_published", "certificate_issued", "star_decided"]
    assert Certificate.objects.get(star=star).status == "issued"


def test_without_a_notice_nothing_is_granted(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.apply_for_star(wang, by=wang.user)
    with pytest.raises(Refused):
        services.grant_star(star, by=cast.county_manager)
    star.refresh_from_db()
    assert star.status == "applied"


@pytest.mark.parametrize("who", ["officer", "outsider", "other_county_manager", "ngo_admin", "auditor", "volunteer"])
def test_who_may_not_publish_or_decide(who: str, cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.apply_for_star(wang, by=wang.user)
    for act in (
        lambda by: services.publish_star(star, by=by),
        lambda by: services.grant_star(star, by=by),
        lambda by: services.refuse_star(star, by=by, reason="无"),
        lambda by: objections.dismiss(star, by=by, answer="无"),
    ):
        with pytest.raises(Refused) as why:
            act(getattr(cast, who))
        assert why.value.code.startswith("may:")


def test_minutes_that_fell_meanwhile_stop_the_grant(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    log = earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    reverse_minutes(log, 5_999)
    as_of(2026, 3, 17)
    with pytest.raises(Refused, match="不能继续"):
        services.grant_star(star, by=cast.county_manager)
    services.refuse_star(star, by=cast.county_manager, reason="时长更正后不足")
    assert (star.status, star.reason) == ("refused", "时长更正后不足")


def test_a_refusal_needs_a_reason_and_the_volunteer_reads_it(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.apply_for_star(wang, by=wang.user)
    with pytest.raises(Refused):
        services.refuse_star(star, by=cast.county_manager, reason="  ")
    services.refuse_star(star, by=cast.city_manager, reason="记录有疑问")
    assert "记录有疑问" in Message.objects.get(kind="star_decided").body


def test_nobody_decides_about_the_own_star(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.apply_for_star(wang, by=wang.user)
    seat(wang.user, "CBM", cast.county("990103"))
    with pytest.raises(Refused, match="由同事办理"):
        services.publish_star(star, by=wang.user)


# --- objections -----------------------------------------------------------------------------------------------------
def test_an_objection_pauses_this_one_alone_and_the_days_left_are_kept(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    other = build.volunteer(cast, seat(person("韩梅"), "VOL"))
    for v in (wang, other):
        earn(cast, v, 6_000)
    first, second = (
        services.publish_star(services.apply_for_star(v, by=v.user), by=cast.county_manager) for v in (wang, other)
    )
    as_of(2026, 3, 11)
    objections.object_to(first, text="这些时长有一部分不是她做的")
    as_of(2026, 3, 17)
    first.refresh_from_db()
    second.refresh_from_db()
    assert services.grant_star(second, by=cast.county_manager).status == "granted"
    with pytest.raises(Refused, match="有异议"):
        services.grant_star(first, by=cast.county_manager)
    objections.dismiss(first, by=cast.county_manager, answer="查过原始签到，属实")
    assert first.due_at.date() == date(2026, 3, 20)  # four of six days stood still
    as_of(2026, 3, 21)
    assert services.grant_star(first, by=cast.county_manager).status == "granted"
    assert Message.objects.filter(kind="objection_made", to=cast.county_manager).count() == 1


def test_an_objection_names_nobody_and_is_sealed(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    made = objections.object_to(star, text="说的人不留姓名", contact="")
    event = AuditEvent.objects.get(action="objection.make")
    assert (event.actor_id, event.role) == (None, "system")
    raw = type(made).objects.filter(pk=made.pk).values_list("text", "contact").get()
    assert "说的人".encode() not in bytes(raw[0])
    assert raw[1] is None


def test_what_was_objected_is_read_with_a_trace(cast: Cast, wang: Volunteer) -> None:
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    objections.object_to(star, text="有异议")
    page = f"/volunteers/honours/stars/{star.number}/"
    browser = sign_in(cast.county_manager)
    assert "有异议</" not in browser.get(page).content.decode().replace("有异议，", "")
    before = AuditEvent.objects.filter(action="objection.read").count()
    shown = browser.post(page, {"act": "read"})
    assert [o.text for o in shown.context["read"]] == ["有异议"]
    assert AuditEvent.objects.filter(action="objection.read").count() == before + 1
    assert sign_in(cast.officer).post(page, {"act": "read"}).status_code == 404


def test_after_the_notice_no_objection_is_taken(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    as_of(2026, 3, 17)
    with pytest.raises(Refused, match="公示已经结束"):
        objections.object_to(star, text="迟了")


def test_the_public_objects_without_a_name_and_not_without_end(cast: Cast, wang: Volunteer, client: Any) -> None:
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    text = client.get("/notices/").content.decode()
    assert "王*" in text
    assert "王芳" not in text
    assert "东溪区" in text
    assert "河口" not in text
    page = f"/notices/{star.number}/object/"
    assert client.post(page, {"text": ""}).status_code == 409
    for n in range(5):
        assert client.post(page, {"text": f"第{n}条"}).status_code == 302
    assert client.post(page, {"text": "第六条"}).status_code == 409
    assert star.objections.count() == 5


# --- minutes that fall after the grant --------------------------------------------------------------------------------
def test_a_reversal_leaves_the_star_and_marks_it_for_a_look(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    """G2: 30 minutes are taken back, the star stays, the county looks at it."""
    log = earn(cast, wang, 6_000)
    star = granted(cast, wang, as_of)
    reverse_minutes(log, 5_970)
    assert services.flag_stars() == 1
    assert services.flag_stars() == 0
    star.refresh_from_db()
    assert (star.status, star.needs_look) == ("granted", True)
    assert queries.stars_held(wang) == 1
    items = sign_in(cast.county_manager).get("/desk/").content.decode()
    assert "复核时长减少的星级" in items
    services.look_at_star(star, by=cast.county_manager, note="误记，本人已知，星级保留")
    assert not queries.to_look_at(StarApplication.objects.all()).exists()
    with pytest.raises(Refused):
        services.look_at_star(star, by=cast.county_manager, note="再看")


def test_a_mark_goes_when_the_minutes_come_back(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    log = earn(cast, wang, 6_000)
    star = granted(cast, wang, as_of)
    reverse_minutes(log, 5_970)
    services.flag_stars()
    earn(cast, wang, 30)
    services.flag_stars(wang)
    star.refresh_from_db()
    assert not star.needs_look
    assert [e.action for e in AuditEvent.objects.filter(action__startswith="star.").order_by("pk")] == [
        "star.flag", "star.unflag",
    ]  # fmt: skip


def test_a_balance_on_which_a_star_rests_is_not_taken_back_whole(cast: Cast, wang: Volunteer, as_of: Any) -> None:
    balance = balances.open_balance(wang, by=cast.county_manager, minutes=6_000, note="旧册")
    granted(cast, wang, as_of)
    with pytest.raises(Refused, match="获得了星级"):
        balances.take_back_balance(balance, by=cast.county_manager)


# --- screens --------------------------------------------------------------------------------------------------------
def test_the_volunteer_applies_on_the_own_page_and_the_county_decides_by_the_page(
    cast: Cast, wang: Volunteer, as_of: Any
) -> None:
    earn(cast, wang, 6_000)
    hers, county = sign_in(wang.user), sign_in(cast.county_manager)
    assert "申请 1 星" in hers.get("/volunteers/honours/").content.decode()
    assert hers.post("/volunteers/honours/").status_code == 302
    star = StarApplication.objects.get()
    page = county.get("/volunteers/honours/stars/?show=applied").content.decode()
    assert star.number in page
    county.post("/volunteers/honours/stars/?show=applied", {"act": "publish", "star": [star.pk]})
    as_of(2026, 3, 17)
    county.post("/volunteers/honours/stars/?show=over", {"act": "grant", "star": [star.pk]})
    star.refresh_from_db()
    assert star.status == "granted"
    assert "1 星" in hers.get("/volunteers/honours/").content.decode()


def test_lists_ask_the_same_number_of_questions_for_two_as_for_forty(cast: Cast, wang: Volunteer) -> None:
    browser, counts = sign_in(cast.county_manager), []
    browser.get("/desk/")  # what a process reads once and keeps is read now
    for rows in (2, 38):
        _many(cast, rows)
        counts.append((queries_of(browser, "/volunteers/honours/stars/"), queries_of(browser, "/notices/")))
    assert counts[0] == counts[1]


def _many(cast: Cast, n: int) -> None:
    for _n in range(n):
        v = build.volunteer(cast, seat(person("志愿者甲"), "VOL"), ready=False)
        earn(cast, v, 6_000)
        services.publish_star(services.apply_for_star(v, by=v.user), by=cast.county_manager)


def test_the_clock_of_a_notice_can_be_lengthened_by_rule(cast: Cast, wang: Volunteer) -> None:
    draft = rules.propose("honours.notice_workdays", 7, date(2026, 3, 1), by=cast.city_manager, note="延长")
    rules.approve(draft, by=cast.data_clerk)
    earn(cast, wang, 6_000)
    star = services.publish_star(services.apply_for_star(wang, by=wang.user), by=cast.county_manager)
    assert star.due_at.date() - clock.today() == timedelta(days=9)
