"""Rectification notices as the offices bring them on their way: 春晖社工 is told what to mend."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from ngos.models import Provider, RectificationNotice
from ngos.rectification import services
from tests import build
from tests.cast import DONGXI, Cast, person, seat
from tests.house_volunteers import picture

ITEMS = (
    services.Item("合同第六条", "抽查的十份记录中四份没有签到", "补齐签到，改用平台签到", weight=3),
    services.Item("合同第九条", "两名社工没有年度培训", "完成年度培训", weight=1, amount_fen=1_000_000),
)


def second_manager(cast: Cast) -> User:
    """周岚, another manager of 东溪区, who checks what 孙洁 issued."""
    known = User.objects.filter(email="zhoulan@example.cn").first()
    return known or seat(person("周岚", "zhoulan@example.cn"), "CBM", cast.county(DONGXI))


def issued(
    cast: Cast, *, provider: Provider | None = None, due_on: date | None = None, **more: Any
) -> RectificationNotice:
    """Drafted by 李明, issued by 孙洁."""
    org = more.pop("org", None) or (provider or build.provider(cast)).org
    words = {"about": "季度抽查发现的问题", "basis": "合同第六、九条", "items": ITEMS, "source": "review:12", **more}
    notice = services.draft_notice(org, by=cast.officer, due_on=due_on, **words)
    return services.issue(notice, by=cast.county_manager)


def answered(cast: Cast, notice: RectificationNotice, *, by: User | None = None) -> RectificationNotice:
    """Acknowledged where it was not, each item answered with a picture, and handed in."""
    by = by or cast.ngo_admin
    notice.refresh_from_db()
    if notice.status == "issued":
        services.acknowledge(notice, by=by)
    for item in notice.items.all():
        services.reply_to_item(item, by=by, reply="已补齐并公示", files=[picture()])
    return services.submit_rectification(notice, by=by)


def returned(cast: Cast, notice: RectificationNotice) -> RectificationNotice:
    lacking = {1: (False, "还缺两份签到"), 2: (True, "")}
    return services.send_back(notice, by=second_manager(cast), reason="第一项不到位", findings=lacking)


def closed(cast: Cast, notice: RectificationNotice) -> RectificationNotice:
    notice = services.verify(notice, by=second_manager(cast))
    return services.close(notice, by=cast.county_manager)
