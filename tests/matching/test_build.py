"""The builder of the tests reaches every state of a request, as the office would, for each kind of helper."""

import pytest

from matching import states
from tests import build


@pytest.mark.parametrize("state", states.REQUEST.states)
def test_a_request_can_be_brought_to_each_state(state, cast, as_of) -> None:
    as_of(2026, 3, 9, 10)
    assert build.request_in(state, cast).status == state


@pytest.mark.parametrize("kind", ["volunteer", "job"])
def test_volunteers_and_employers_start_without_a_plan_and_close_too(kind, cast, as_of) -> None:
    as_of(2026, 3, 9, 10)
    request = build.request_in("in_service", cast, kind=kind)
    assert request.place.kind == kind
    assert build.request_in("closed", cast, kind=kind, who=build.client(cast)).need_met == "yes"
