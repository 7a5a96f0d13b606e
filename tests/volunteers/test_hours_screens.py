"""The volunteer's screens of hours: the quick log, a claim with its draft, one's own entry; and two at once."""

import threading

import pytest
from django.db import connections

from kit import clock
from kit.errors import Refused
from tests import build
from tests.cast import person as new_person
from tests.cast import seat
from tests.volunteers import served
from tests.volunteers.served import at, claim, log_in
from volunteers.hours import services as hours
from volunteers.models import Engagement, ServiceLog

CLAIM = {"day": "2026-03-14", "begin": "09:00", "end": "11:50", "break_minutes": "0", "content": "陪伴老人"}


@pytest.fixture(autouse=True)
def friday(as_of) -> None:
    as_of(2026, 3, 20, 16, 3)


# --- the quick log -------------------------------------------------------------------------------------------
def test_the_quick_log_has_the_hour_that_has_just_gone_by_filled_in(cast, browse) -> None:
    engaged = served.engagement(cast)
    browser = browse(cast.volunteer)
    page = browser.get("/volunteers/hours/log/").content.decode()
    for value in ('value="15:00"', 'value="16:00"', 'value="2026-03-20"', f'value="{engaged.pk}"'):
        assert value in page
    form = {"engagement": engaged.pk, "day": "2026-03-20", "begin": "15:00", "end": "16:00", "idem": "q"}
    for _again in range(2):
        assert browser.post("/volunteers/hours/log/", form)["Location"] == "/volunteers/hours/"
    log = ServiceLog.objects.get()
    assert (log.minutes, log.source, log.engagement, log.office) == (60, "self_claim", engaged, cast.office)


def test_without_one_to_one_help_the_quick_log_leads_to_the_claim(cast, browse) -> None:
    build.volunteer(cast)
    assert browse(cast.volunteer).get("/volunteers/hours/log/")["Location"] == "/volunteers/hours/claim/"


def test_nobody_logs_somebody_elses_help(cast, browse) -> None:
    engaged = served.engagement(cast)
    other = seat(new_person("高洁"), "VOL")
    served.engagement(cast, build.volunteer(cast, other), ref="AR-2/1")
    form = {"engagement": engaged.pk, "day": "2026-03-20", "begin": "15:00", "end": "16:00", "idem": "q"}
    assert browse(other).post("/volunteers/hours/log/", form).status_code == 422
    assert not ServiceLog.objects.exists()


def test_help_that_ended_lately_can_still_be_logged_and_of_long_ago_not(cast, browse, as_of) -> None:
    engaged = served.engagement(cast)
    hours.end_engagement(engaged.ref, by=None)
    assert "每周陪伴一次" in browse(cast.volunteer).get("/volunteers/hours/log/").content.decode()
    as_of(2026, 4, 20)
    assert browse(cast.volunteer).get("/volunteers/hours/log/").status_code == 302


# --- the claim -----------------------------------------------------------------------------------------------
def test_a_claim_keeps_what_was_typed_when_it_is_refused(cast, browse) -> None:
    claim(cast, at(14, 9), at(14, 10))
    form = {**CLAIM, "where": f"u{cast.office.pk}", "idem": "c"}
    answer = browse(cast.volunteer).post("/volunteers/hours/claim/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "9:00–10:00" in page and 'value="11:50"' in page and "陪伴老人" in page


def test_a_draft_waits_for_nobody_and_is_sent_or_withdrawn_from_its_page(cast, browse) -> None:
    person, browser = build.volunteer(cast), browse(cast.volunteer)
    form = {**CLAIM, "where": f"u{cast.office.pk}", "draft": "1", "idem": "d"}
    assert browser.post("/volunteers/hours/claim/", form).status_code == 302
    log = ServiceLog.objects.get(volunteer=person)
    assert log.status == "draft"
    assert "王芳" not in browse(cast.officer).get("/volunteers/verify/?show=plain").content.decode()
    url = f"/volunteers/hours/{log.pk}/"
    sent = {f"submit-{name}": value for name, value in CLAIM.items()}
    assert browser.post(url, {"act": "submit", **sent, "idem": "s"}).status_code == 302
    assert ServiceLog.objects.get().status == "submitted"
    assert browser.post(url, {"act": "withdraw", "idem": "w"}).status_code == 302
    assert ServiceLog.objects.get().status == "withdrawn"
    assert browser.post(url, {"act": "withdraw", "idem": "w2"}).status_code == 404


@pytest.mark.parametrize("where", ["", "u999999", "e1", "s1", "x", "u"])
def test_a_claim_names_a_place_of_ones_own(where, cast, browse) -> None:
    build.volunteer(cast)
    _ = cast.office
    answer = browse(cast.volunteer).post("/volunteers/hours/claim/", {**CLAIM, "where": where, "idem": "c"})
    assert answer.status_code == 422
    assert not ServiceLog.objects.exists()


def test_an_objection_is_made_from_the_own_entry_once(cast, browse) -> None:
    log, browser = log_in("confirmed", cast), browse(cast.volunteer)
    url, form = f"/volunteers/hours/{log.pk}/", {"act": "dispute", "dispute-reason": "少记了半小时", "idem": "o"}
    assert browser.post(url, form).status_code == 302
    page = browser.get(url).content.decode()
    assert "有异议" in page and "少记了半小时" in page and 'value="dispute"' not in page


def test_another_volunteers_entry_is_not_there(cast, browse) -> None:
    log = log_in("confirmed", cast)
    other = seat(new_person("高洁"), "VOL")
    build.volunteer(cast, other)
    browser = browse(other)
    assert browser.get(f"/volunteers/hours/{log.pk}/").status_code == 404
    assert browser.post(f"/volunteers/hours/{log.pk}/", {"act": "dispute", "idem": "x"}).status_code == 404


# --- two at once -----------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_entries_confirmed_at_once_one_counts(transactional_db, cast) -> None:
    """Two officers, two entries, the same hour: the volunteer's row is locked first, so the second sees the first."""
    engaged: Engagement = served.engagement(cast)
    logs = [
        hours.propose(
            engaged.volunteer, by=None, ref=f"m{n}", engagement_ref=engaged.ref, minutes=60,
            starts_at=clock.at(clock.today(), 9, 10 * n),
        )
        for n in range(2)
    ]  # fmt: skip
    begin, outcomes = threading.Barrier(2), []

    def confirm(log, by) -> None:
        begin.wait()
        try:
            hours.verify_hours(log, by=by, minutes=60)
            outcomes.append("confirmed")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    officers = (cast.officer, cast.colleague)
    threads = [threading.Thread(target=confirm, args=pair) for pair in zip(logs, officers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["confirmed", "overlap"]
    assert ServiceLog.objects.filter(status="confirmed").count() == 1
