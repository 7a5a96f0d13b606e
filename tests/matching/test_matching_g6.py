"""Scenario G6, from rows to sentences: three places in the order A, C, B with 77.5, 70.0 and 61.6 points."""

from datetime import date

import pytest

from kit import clock
from kit.errors import Refused
from matching import models as m
from matching.engine import codes
from matching.offers import services as offers
from matching.offers.suggestions import say, suggest
from matching.requests import services as requests
from ngos.models import Provider
from tests import build
from tests.cast import DONGXI, unit

SKILLS = codes.mask_of(("缝纫", "包装", "白班"), codes.SKILLS)
X, Y = 29_560, 33_139  # 东溪区河口街道


@pytest.fixture
def g6(cast, as_of) -> m.AssistanceRequest:
    """She was helped by 春晖社工 in 2024; in 2026 she wants a job with three skills, five mornings, at most 15 km."""
    as_of(2024, 9, 2, 10)
    who = build.client(cast, start_on=date(2024, 8, 1), end_on=date(2027, 8, 1))
    shop = build.place(cast, need="job_placement", name="春晖社工·巧手工坊", skill_mask=SKILLS, x_m=X + 12_000, y_m=Y)
    build.request_in("closed", cast, who=who, need="job_placement", at=shop)
    as_of(2026, 2, 13, 16)
    Provider.objects.update(grade="U", cases_n=4)
    m.Place.objects.filter(pk=shop.pk).update(confirmed_on=date(2026, 2, 1))
    build.place(cast, "job", skill_mask=SKILLS, x_m=X + 1_500, y_m=Y, grade="B", cases_n=36, capacity=2)
    park = unit("employer", "东溪物流园", DONGXI)
    two = SKILLS & ~1
    build.place(cast, "job", org=park, name="东溪物流园·包装工", skill_mask=two, x_m=X + 6_000, y_m=Y, grade="A")
    request = build.draft(
        cast, who=who, kind="job", need="job_placement", skill_mask=SKILLS, min_blocks=5, max_m=15_000,
        schedule_mask=build.DAYTIME,
    )  # fmt: skip
    return requests.submit_request(request, by=cast.officer)


def test_g6_gives_a_c_b_with_these_points(g6) -> None:
    found = suggest(g6)
    told = [(s.place.name, s.ranked.points10, [p.points10 for p in s.ranked.parts]) for s in found.top]
    assert told == [
        ("云锦服装厂·缝纫工", 775, [400, 225, 150, 0]),
        ("春晖社工·巧手工坊", 700, [400, 50, 100, 150]),
        ("东溪物流园·包装工", 616, [266, 150, 200, 0]),
    ]


def test_g6_gives_its_reasons_in_chinese(g6) -> None:
    told = {s.place.name: [say(p.reason) for p in s.ranked.parts] for s in suggest(g6).top}
    assert told["云锦服装厂·缝纫工"] == [
        "缝纫、包装、白班，三项要求都符合",
        "距离 1.5 公里，上限 15 公里",
        "质量等级 B 良好（36 例）",
        "没有帮扶过本人",
    ]
    assert told["春晖社工·巧手工坊"][3] == "2024 年曾帮扶过本人，顺利结案"


def test_g6_first_response_is_due_on_25_february(g6) -> None:
    """14 February is a make-up workday, 15 to 23 are the holiday."""
    assert clock.today() == date(2026, 2, 13)
    assert g6.first_due_at.astimezone(clock.SHANGHAI).date() == date(2026, 2, 25)


def test_g6_the_offer_ends_with_24_february_and_the_next_is_proposed(g6, cast, as_of) -> None:
    first = suggest(g6).top[0].place
    (offer,) = offers.send_offers(g6, [first], by=cast.officer)
    assert offer.due_at.astimezone(clock.SHANGHAI).date() == date(2026, 2, 24)
    as_of(2026, 2, 25, 0, 1)
    assert offers.expire_offers() == 1
    g6.refresh_from_db()
    assert g6.status == "matching"
    assert [s.place.name for s in suggest(g6).top] == ["春晖社工·巧手工坊", "东溪物流园·包装工"]


@pytest.mark.parametrize("text", ["曾因盗窃被处理", "电话 15400000099", "证件990101198503070025"])
def test_g6_a_card_with_offence_or_number_is_refused(text, cast, as_of) -> None:
    as_of(2026, 2, 13, 16)
    with pytest.raises(Refused) as no:
        build.draft(cast, wish=text)
    assert no.value.code == "leak"


def test_g6_the_employer_sees_the_card_and_after_consent_name_phone_and_skills(g6, cast) -> None:
    from matching.supervisees.disclosure import read_granted

    place = suggest(g6).top[0].place
    (offer,) = offers.send_offers(g6, [place], by=cast.officer, grant_fields=["full_name", "phone", "skills"])
    assert not {"刘秀", "15400000099", "盗窃", "缓刑"} & set(str(offer.card))
    offers.accept_offer(offer, by=cast.employer, knows_nobody=True)
    g6.refresh_from_db()
    assert set(read_granted(g6, by=cast.employer)) == {"full_name", "phone", "skills"}
