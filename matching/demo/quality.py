"""How good the help was: organisations reviewed and graded, one draft with its organisation, notices to mend things."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from accounts.models import OrgUnit, User
from accounts.queries import people_with
from accounts.roles import EXP
from kit import clock
from matching.demo import cast, deliveries
from matching.demo.stage import City
from matching.models import Outcome
from ngos.rectification import services as rectification
from ngos.reviews import services as reviews

GRADED = 3  # organisations whose review was published this month


def season(city: City) -> None:
    experts = list(people_with(EXP).exclude(email__in=("guqing@yunqi.example", "weiran@yunqi.example")).order_by("pk"))
    mine = cast.unit_of(city.people["许晴"]).provider  # type: ignore[attr-defined]
    ended = Outcome.objects.filter(place__kind="service").exclude(place__org=mine.org)
    busiest = ended.values_list("place__org").annotate(n=Count("pk")).order_by("-n", "place__org")
    others = [OrgUnit.objects.get(pk=org).provider for org, _n in busiest[: GRADED + 1]]  # type: ignore[attr-defined]
    for provider in others[:GRADED]:
        _graded(city, provider, experts)
    _draft(city, mine)
    _notices(city, others[GRADED:] or others)


# --- reviews -------------------------------------------------------------------------------------------------------
def _graded(city: City, provider: Any, experts: list[User]) -> None:
    """Opened six weeks ago, audited, answered, decided by three others, public since."""
    manager, first, second, *panel = (city.people["郑岚"], *experts)
    with city.at(42, 10):
        review = _opened(provider, manager, [first, second])
    with city.at(34, 10):
        review = reviews.draft_review(review, by=first, text="服务按约开展，记录及时性还可提高。")
    with city.at(30, 10):
        reviews.answer_review(review, by=_manager_of(provider), reply="已改为当日记录，督导每周抽查。")
        reviews.appoint_panel(review, by=manager, users=panel[:3])
    with city.at(24, 15):
        for user in panel[:3]:
            reviews.declare_part(review, by=user, has_conflict=False)
            reviews.vote_on_review(review, by=user, agrees=True)
    with city.at(20, 10):
        reviews.publish_review(review, by=manager)


def _opened(provider: Any, manager: User, two: list[User]) -> Any:
    review = reviews.open_review(provider, by=manager, kind="annual", reviewers=two)
    for user in two:
        reviews.declare_part(review, by=user, has_conflict=False)
    for audit in review.audits.filter(done_at=None):
        for figure in audit.figures.all():
            reviews.judge_figure(figure, by=two[0], verdict="true")
    return review


def _draft(city: City, mine: Any) -> None:
    """春晖社工 has its draft since last week and five working days left to answer."""
    two = [city.people["顾清"], city.people["魏然"]]
    with city.at(12, 10):
        review = _opened(mine, city.people["郑岚"], two)
    with city.at(7, 10):
        reviews.draft_review(review, by=two[0], text="辅导安排稳定，改期通知偏晚，两起投诉属实。")


def _manager_of(provider: Any) -> User:
    return people_with("NGA", unit=provider.org).first()


# --- notices -------------------------------------------------------------------------------------------------------
def _notices(city: City, providers: list[Any]) -> None:
    """One to an organisation, half of its time gone; one to a judicial office, mended and closed."""
    manager = city.people["郑岚"]
    for provider in providers[:1]:
        with city.at(11, 10):
            notice = rectification.issue_notice(
                provider.org, by=manager, source="inspection:records", about="服务记录检查",
                items=[
                    {
                        "clause": "合同服务标准三", "finding": "三次服务记录晚于七天补录。",
                        "demand": "补齐记录，写明当日记录的办法和责任人。",
                    }
                ],
            )  # fmt: skip
        with city.at(10, 15):
            rectification.acknowledge(notice, by=_manager_of(provider))
    office = OrgUnit.objects.get(kind="judicial_office", division_id=cast.HEKOU)
    officer = city.people["李明"]
    with city.at(50, 10):
        notice = rectification.issue_notice(
            office, by=manager, source="inspection:offices", about="帮扶台账检查",
            items=[
                {
                    "clause": "检查方案二", "finding": "两件需求的结案意见没有写明依据。",
                    "demand": "补写依据，今后结案前由同事复核。",
                }
            ],
        )  # fmt: skip
    with city.at(48, 10):
        rectification.acknowledge(notice, by=officer)
        for item in notice.items.all():
            rectification.reply_to_item(
                item, by=officer, reply="已补写依据，自本周起双人复核。", files=[deliveries.scan()]
            )
        rectification.submit_rectification(notice, by=officer)
    with city.at(44, 10):
        other = city.people["吴涛"]
        rectification.verify(notice, by=other)
        rectification.close(notice, by=manager)
    with clock.frozen(clock.at(city.day, 8)):
        rectification.watch()
