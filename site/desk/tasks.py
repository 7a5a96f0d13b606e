"""What the desk does in the background; imported at the start, so that every worker knows it."""

from desk import jobs, recount, upkeep
from desk.imports import work

__all__ = ["jobs", "recount", "upkeep", "work"]
