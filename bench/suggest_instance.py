"""Write the ten best resources for every query of a matching instance.

python bench/suggest_instance.py INSTANCE OUT.csv
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.instance_files import Instance  # noqa: E402 - the folder above has to be on the path first
from matching.engine import Places, best  # noqa: E402

TOP = 10


def suggest_file(folder: Path, out: Path, top: int = TOP) -> int:
    """Write need, rank, resource and weight of the best places for every query; returns the number of lines."""
    instance = Instance(folder)
    near_enough: dict[tuple[int, int], Places] = {}
    lines = ["need_id,rank,resource_id,weight"]
    for need_id in instance.tables["queries"]["need_id"].tolist():
        places = _candidates(instance, need_id, near_enough)
        rows, weights = best(instance.need(need_id, places), places, top, by_file=True)
        ids = places.resource_id[rows].tolist()
        for position, (resource, weight) in enumerate(zip(ids, weights.tolist(), strict=True), start=1):
            lines.append(f"{need_id},{position},{resource},{weight}")
    out.write_text("\n".join(lines) + "\n", encoding="ascii")
    return len(lines) - 1


def _candidates(instance: Instance, need_id: int, known: dict[tuple[int, int], Places]) -> Places:
    """Places of the need's category that are in the person's prefecture, or remote; the gates see only these."""
    needs, people = instance.tables["needs"], instance.tables["supervisees"]
    row = instance.need_row[need_id]
    person = instance.person_row[int(needs["supervisee_id"][row])]
    key = int(needs["category"][row]), int(people["prefecture_id"][person])
    if key not in known:
        places = instance.places
        here = (places.prefecture_id == key[1]) | (places.remote == 1)
        known[key] = places.take(np.flatnonzero((places.category == key[0]) & here))
    return known[key]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    started = time.perf_counter()
    lines = suggest_file(args.instance, args.out)
    print(f"{lines} suggestions in {time.perf_counter() - started:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
