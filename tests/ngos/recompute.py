"""Work a published ranking out again: python3 recompute.py scores.json. Nothing but Python itself is needed."""

import json
import sys
from fractions import Fraction
from hashlib import sha256


def half_up(x):
    return int(x + Fraction(1, 2))


def ranking(sheet):
    weight, bids = sheet["price_weight"], {b["bid"]: b for b in sheet["bids"]}
    price = {k: half_up(Fraction(b["price_fen"] * (1000 - b["deduction"]), 1000)) for k, b in bids.items()}
    points = {k: half_up(Fraction(weight * min(price.values()), p)) if weight else 0 for k, p in price.items()}
    mean = {k: Fraction(sum(sum(s["marks"].values()) for s in b["sheets"]), len(b["sheets"])) for k, b in bids.items()}
    total = {k: half_up(mean[k] + points[k]) for k in bids}
    ties = [d for d in sheet["draws"] if d["kind"] == "tie"]
    drawn = (
        sorted(ties[-1]["candidates"], key=lambda c: sha256(f"{ties[-1]['seed']}\n{c}".encode()).hexdigest())
        if ties
        else []
    )
    place = {bid: n for n, bid in enumerate(drawn)}
    order = sorted(bids, key=lambda k: (-total[k], bids[k]["price_fen"], -mean[k], place.get(k, 0)))
    return [(k, n, price[k], points[k], half_up(mean[k]), total[k]) for n, k in enumerate(order, 1)]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        published = json.load(file)
    names = ("bid", "rank", "evaluated_fen", "price_score", "technical", "total")
    same = ranking(published) == [tuple(row[name] for name in names) for row in published["ranking"]]
    sys.stdout.write("same\n" if same else "different\n")
    sys.exit(0 if same else 1)
