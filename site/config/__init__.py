"""The switchboard: settings, addresses, the Celery app. Whoever rings a job's bell finds the app through here."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
