"""What the desk does in the background; imported at the start, so that every worker knows it."""

from desk import jobs, recount, upkeep
from desk.analysis import services as analysis
from desk.imports import work
from desk.keeping import work as keeping
from desk.meetings import watching as meetings
from desk.uploads import services as uploads

__all__ = ["analysis", "jobs", "keeping", "meetings", "recount", "uploads", "upkeep", "work"]
