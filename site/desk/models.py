"""The tables of the desk, gathered for Django."""

from desk.imports.models import ImportBatch, ImportRow

__all__ = ["ImportBatch", "ImportRow"]
