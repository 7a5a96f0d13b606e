"""Milliseconds of the portal's search among 10,000 public things, the slowest words among them.

    .venv/bin/python bench/measure_search.py [--things 10000] [--times 20]

Works in a folder of its own (or on DATABASE_URL, which must be empty) and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = re.split(
    " ",
    "心理 辅导 社区 矫正 就业 培训 危机 干预 志愿 服务 公告 采购 结果 帮扶 岗位 家庭 关系 修复 法律 援助 救助 困难 县区"
    " 司法所 机构 名录 课程 报名 时间 地点 电焊 缝纫 值班 陪伴 倾听 安全 保密 承诺 考试 证书",
)
ASKED = ("心理", "社区矫正", "危机干预", "就业", "矫正", "心", "没有的词")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--things", type=int, default=10_000)
    args.add_argument("--times", type=int, default=20)
    asked = args.parse_args()
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        os.environ.update(VAR_DIR=folder, ALLOW_SYNTHETIC_IDS="1", DJANGO_SETTINGS_MODULE="config.settings")
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        import django

        django.setup()
        _measure(asked.things, asked.times)


def _measure(things: int, times: int) -> None:
    from django.core.management import call_command

    from cms.finding import queries, sync
    from cms.finding.sources import Source, sources

    call_command("migrate", verbosity=0)
    for source in list(sources):
        sources._things.remove(source)
    sources.add(Source("article", "动态", lambda: _things(things)))
    begun = time.perf_counter()
    sync.sync()
    print(f"load {os.getloadavg()[0]:.1f}; {things} things indexed in {time.perf_counter() - begun:.1f} s")
    for text in ASKED:
        spent = []
        for _n in range(times):
            begun = time.perf_counter()
            found = queries.find(text, language="zh-hans")
            spent.append((time.perf_counter() - begun) * 1000)
        p95 = sorted(spent)[int(len(spent) * 0.95) - 1]
        print(f"{text}: {found.total} found, median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms")


def _things(n: int):  # noqa: ANN202 - an iterator of Thing, which is not there before Django is set up
    from cms.finding.sources import Thing

    chance = random.Random(1)
    for number in range(n):
        title = "".join(chance.choice(WORDS) for _ in range(chance.randint(2, 6)))
        text = "，".join("".join(chance.choice(WORDS) for _ in range(chance.randint(3, 9))) for _ in range(30))
        yield Thing(str(number), title, text, "/x/")


if __name__ == "__main__":
    main()
