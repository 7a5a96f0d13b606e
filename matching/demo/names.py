"""Invented names and numbers for the demo city: nobody has them, every check takes them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kit import identity

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛范彭鲁韦马苗方俞任袁柳"
GIVEN = "明华芳丽军强敏静伟磊洋勇艳杰娟涛超霞平刚桂英文辉玲鹏云飞凯莉荣新志海燕波宁斌宇浩东岩晨雨欣然"


def name(rng: random.Random) -> str:
    return rng.choice(FAMILY) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))


def birthday(rng: random.Random, on: date, low: int = 20, high: int = 62) -> date:
    return on - timedelta(days=rng.randint(low * 366, high * 365))


def id_numbers(county: str, born: date, sex: int, rng: random.Random) -> str:
    """A synthetic ID of a county, born on a day; `sex` 1 male, 2 female."""
    serial = rng.randrange(500) * 2 + (1 if sex == 1 else 0)
    first17 = f"{county}{born:%Y%m%d}{serial:03d}"
    return first17 + identity.id_check_digit(first17)


def phones(rng: random.Random) -> Iterator[str]:
    """Mobile numbers of the unassigned 154, each once, none of the cast's."""
    for n in rng.sample(range(20_000, 99_999), 60_000):
        yield f"+86154700{n:05d}"
