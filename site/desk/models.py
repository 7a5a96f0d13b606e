"""The tables of the desk, gathered for Django."""

from desk.imports.models import ImportBatch, ImportRow
from desk.uploads.models import KeptFile

__all__ = ["ImportBatch", "ImportRow", "KeptFile"]
