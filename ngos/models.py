"""The door of imports for Django: each subject keeps its own models."""

from ngos.delivery.models import DeliveryRecord, ServiceOrder
from ngos.providers.models import Contract, Provider

__all__ = ["Contract", "DeliveryRecord", "Provider", "ServiceOrder"]
