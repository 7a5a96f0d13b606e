"""Nobody leaves with work in their name: what there is is counted, and a colleague takes it over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts import hooks, services
from kit import clock
from kit.errors import Refused
from matching.models import AssistanceRequest, Client, DisclosureGrant, Place
from tests import build
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(cast: Cast) -> Any:
    """李明 with a file, a request, and 王芳's place of which he is the partner."""
    request = build.request_in("accepted", cast, kind="volunteer")
    assert request.officer == cast.officer
    assert request.place.partner == cast.officer
    return request


def test_what_an_officer_answers_for_is_counted(cast: Cast, work: Any) -> None:
    counts = {str(d.label): d.count for d in hooks.caseload(cast.officer)}
    assert counts == {"负责的帮扶对象": 1, "负责的需求": 1, "搭档的资源": 1}


def test_nobody_leaves_before_the_work_is_handed_over(cast: Cast, work: Any) -> None:
    with pytest.raises(Refused):
        services.leave(cast.officer, on=clock.today() + timedelta(days=1), by=cast.county_manager)
    assert Client.objects.get().officer == cast.officer


def test_a_colleague_takes_over_files_requests_and_places(cast: Cast, work: Any) -> None:
    services.leave(cast.officer, on=clock.today(), by=cast.county_manager, to=cast.colleague)
    assert Client.objects.get().officer == cast.colleague
    assert AssistanceRequest.objects.get().officer == cast.colleague
    assert Place.objects.get().partner == cast.colleague
    assert hooks.caseload(cast.officer) == []


def test_a_deputy_who_takes_over_is_no_longer_the_deputy(cast: Cast) -> None:
    build.client(cast, deputy=cast.colleague)
    services.leave(cast.officer, on=clock.today(), by=cast.county_manager, to=cast.colleague)
    row = Client.objects.get()
    assert (row.officer, row.deputy) == (cast.colleague, None)


def test_released_fields_are_not_handed_over_with_a_case(cast: Cast) -> None:
    request = build.request_in("in_service", cast, kind="service")
    grants = list(DisclosureGrant.objects.filter(request=request).values_list("to_id", flat=True))
    hooks.hand_over(request.helper, cast.ngo_admin, cast.ngo_admin)
    request.refresh_from_db()
    assert request.helper == cast.ngo_admin
    assert list(DisclosureGrant.objects.filter(request=request).values_list("to_id", flat=True)) == grants
