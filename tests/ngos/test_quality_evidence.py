"""Where the rows of a review come from, and the notice that follows from a finding in one click."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit import clock
from kit.errors import Refused
from matching.models import Outcome
from ngos.inspections import noticing
from ngos.models import DeliveryRecord, Flag, Provider, Rating, RectificationNotice, Voice, VoiceBucket
from ngos.reviews import collecting, evidence, watching
from ngos.reviews.evidence import Row
from tests import build
from tests.cast import Cast
from tests.ngos import test_inspections as inspecting

pytestmark = pytest.mark.django_db
A, B = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def spring(as_of: Any) -> None:
    as_of(2026, 4, 1, 10)


def rows(provider: Provider, name: str) -> list[Row]:
    return [row for row in collecting.rows_of(provider, A, B) if row.name == name]


def bucket(provider: Provider, quarter: str, stars: list[int], category: int = 1) -> None:
    made = VoiceBucket.objects.create(provider=provider, category=category, quarter=quarter)
    for star in stars:
        Voice.objects.create(bucket=made, on=date(2026, 3, 2), stars=star)


def test_outcomes_that_officers_confirmed_are_rows_heavier_where_the_need_was_urgent(cast: Cast) -> None:
    request = build.request_in("closed", cast, urgency=3)
    provider = Provider.objects.get(org=cast.chunhui)
    (row,) = rows(provider, "quality")
    assert row.ref == f"outcome:{request.number}:{request.round_no}" and (row.got, row.of) == (8, 8)
    Outcome.objects.update(need_met="partly")
    assert (rows(provider, "quality")[0].got, rows(provider, "quality")[0].of) == (4, 8)
    Outcome.objects.update(code="declined_by_client")
    assert rows(provider, "quality") == []


def test_three_groups_of_voices_stand_apart_and_none_is_heard_below_five(cast: Cast) -> None:
    provider = build.provider(cast)
    bucket(provider, "2026Q1", [5] * 5)
    bucket(provider, "2026Q1", [3, 4], category=2)
    for k in range(4):
        Rating.objects.create(
            source="officer", provider=provider, ref=f"AR-{k}", by=cast.officer, on=date(2026, 3, 2), stars=1
        )
    (told,) = rows(provider, "satisfaction")
    assert (told.group, told.got, told.of, told.n) == ("client", 32, 35, 7)
    Rating.objects.create(
        source="officer", provider=provider, ref="AR-9", by=cast.officer, on=date(2026, 3, 2), stars=1
    )
    figure = evidence.figure("satisfaction", rows(provider, "satisfaction"))
    assert figure.share == (Fraction(32, 35) + Fraction(5, 25)) / 2


def test_findings_take_from_compliance_and_checks_from_records(cast: Cast) -> None:
    visit = inspecting.done(cast, files_complete="no", consents_kept="no")
    provider = visit.provider
    compliance = {row.ref: row.got for row in rows(provider, "compliance")}
    assert compliance["base"] == 100 and sorted(compliance.values()) == [-30, -10, 100]
    checks = rows(provider, "records")
    assert {(row.got, row.of) for row in checks} == {(0, 10), (10, 10)} and len(checks) == 3
    assert collecting.gravest(collecting.breaches(provider.pk, A, B)) == (False, True)


def test_a_notice_follows_from_a_finding_in_one_click_and_once(cast: Cast, browse: Any) -> None:
    visit = inspecting.done(cast, consents_kept="no")
    finding = visit.findings.get()
    there = f"/ngos/inspections/{visit.number}/"
    assert browse(cast.county_manager).post(there, {"act": f"notice-f{finding.pk}"}).status_code == 302
    notice = RectificationNotice.objects.get()
    assert (notice.source, notice.addressee) == (finding.ref, visit.addressee)
    assert notice.items.get().finding == finding.text
    with pytest.raises(Refused) as refusal:
        noticing.issue_from_finding(finding, by=cast.county_manager)
    assert refusal.value.code == "issued"
    with pytest.raises(Refused):
        noticing.issue_from_finding(finding, by=cast.officer)


def test_a_notice_goes_to_an_own_office_too(cast: Cast) -> None:
    visit = inspecting.services.arrange_inspection(
        cast.office, by=cast.county_manager, inspector=cast.outsider, on=clock.today()
    )
    inspecting.services.begin_inspection(visit, by=cast.outsider)
    for item in visit.items.all():
        inspecting.services.answer_item(item, by=cast.outsider, answer="yes")
    found = inspecting.services.note_finding(
        visit, by=cast.outsider, severity="major", clause="时限", text="三件需求超时受理"
    )
    inspecting.services.finish_inspection(visit, by=cast.outsider, summary="有超时")
    assert noticing.issue_from_finding(found, by=cast.county_manager).addressee == cast.office


def test_a_confirmed_red_line_makes_a_d_at_once(cast: Cast) -> None:
    visit = inspecting.done(cast, no_charges="no")
    assert Provider.objects.get(pk=visit.provider_id).grade != "D"
    inspecting.services.confirm_red_line(visit.findings.get(), by=cast.county_manager, hearing="已听取负责人陈述")
    provider = Provider.objects.get(pk=visit.provider_id)
    assert provider.grade == "D" and provider.grade_until_on == date(2027, 4, 1)


def test_as_many_questions_are_asked_for_many_rows_as_for_few(cast: Cast) -> None:
    provider, asked = build.provider(cast), []
    for n in (6, 30):
        bucket(provider, f"20{n}Q1", [4] * n)
        with CaptureQueriesContext(connection) as queries:
            list(collecting.rows_of(provider, A, B))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_nightly_look_flags_each_oddity_once(cast: Cast) -> None:
    provider = build.provider(cast)
    bucket(provider, "2026Q1", [5] * 12)
    assert watching.watch() == 1 and watching.watch() == 0
    flag = Flag.objects.get()
    assert (flag.kind, flag.facts["n"]) == ("burst", 12)
    assert Provider.objects.get(pk=provider.pk).grade == "B" and not DeliveryRecord.objects.exists()
