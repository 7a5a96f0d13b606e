"""The house's settings with the rooms that work needs and no others: a process must start in a second."""

import os

from config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "config",
    "kit",
    "audit",
    "messaging",
    "job_probe",
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "job_probe"
MIDDLEWARE = []
TEMPLATES = []
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("PROBE_QUEUE", "celery")
