"""What the house of every thing (tests/fullhouse.py) has of what passes between units: one of each in 东溪区."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desk.coordination import announcing, letters, publicity, rounds, sharing
from kit import clock


def share(cast: Any, **more: Any) -> Any:
    asked: dict[str, Any] = {
        "kind": "transfer",
        "title": "衔接材料一批",
        "basis": "衔接工作规定",
        "receiver": cast.county("990103"),
        "due_on": clock.today() + timedelta(days=3),
        "is_sent": True,
    }
    return sharing.share_info(by=more.pop("by", cast.officer), **asked | more)


def letter(cast: Any, **more: Any) -> Any:
    _ = cast.officer
    asked: dict[str, Any] = {
        "title": "安全稳定责任书",
        "text": "逐项落实。",
        "due_on": clock.today() + timedelta(days=10),
        "units": [cast.office],
    }
    return letters.issue_letter(by=cast.county_manager, **asked | more)


def notice(cast: Any, **more: Any) -> Any:
    _ = cast.officer
    asked: dict[str, Any] = {
        "title": "节前排查",
        "text": "月底前完成。",
        "units": [cast.office],
        "due_on": clock.today() + timedelta(days=5),
    }
    return announcing.announce(by=cast.county_manager, **asked | more)


def event(cast: Any, **more: Any) -> Any:
    asked: dict[str, Any] = {
        "kind": "school",
        "title": "开学第一课",
        "on": clock.today(),
        "place": "河口小学",
        "events": 1,
        "materials": 120,
        "persons": 300,
    }
    return publicity.record_event(by=more.pop("by", cast.officer), **asked | more)


def fill(house: Any) -> None:
    cast = house.cast
    house.shared = share(cast)
    house.letter = letter(cast)
    house.notice = notice(cast)
    house.event = event(cast)
    house.community = rounds.enter_community(by=cast.officer, name="河口社区居民委员会")
    next_on = clock.today() + timedelta(days=30)
    rounds.visit_community(house.community, by=cast.officer, on=clock.today(), note="交换名单口径", next_on=next_on)
    rounds.promise(house.community, by=cast.officer, side="office", text="送法律读本", due_on=next_on)


def things(house: Any, one: Callable[..., Any]) -> dict[str, Callable[[str], dict[str, Any]]]:
    """Name in the matrix → what fills the address."""
    return {
        "shared information": one(pk=house.shared.pk),
        "a letter of responsibility": one(pk=house.letter.pk),
        "an announcement": one(pk=house.notice.pk),
        "a publicity event": one(pk=house.event.pk),
        "a residents' committee": one(pk=house.community.pk),
    }
