"""Who can help whom, and why: gates, score and ranking on plain columns, without Django.

`Places` and `Need` hold the columns, `rank` finds the best and the near misses, `refusals` guards an
acceptance, `render` turns what was said into a sentence. Codes of every column are in `codes`.
"""

from matching.engine.columns import FILE_FORMAT, HOUSE, Need, Places, Rulebook
from matching.engine.reasons import Block, Part, blocks
from matching.engine.rules import CODES, GATE, GATES, Gate, Sheet, eligible, judge, overridable
from matching.engine.sentences import Said, render
from matching.engine.topk import NearMiss, Ranked, Ranking, best, free_places, rank, refusals
from matching.engine.weights import PARTS, STANDARD, WEIGHTS_VERSION, Points, Weights, points10, priority, weight

__all__ = [
    "CODES",
    "FILE_FORMAT",
    "GATE",
    "GATES",
    "HOUSE",
    "PARTS",
    "STANDARD",
    "WEIGHTS_VERSION",
    "Block",
    "Gate",
    "NearMiss",
    "Need",
    "Part",
    "Places",
    "Points",
    "Ranked",
    "Ranking",
    "Rulebook",
    "Said",
    "Sheet",
    "Weights",
    "best",
    "blocks",
    "eligible",
    "free_places",
    "judge",
    "overridable",
    "points10",
    "priority",
    "rank",
    "refusals",
    "render",
    "weight",
]
