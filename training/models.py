"""The door of imports for Django."""

from training.credentials.models import Credential

__all__ = ["Credential"]
