"""Addresses of the social organisations."""

from django.urls import include, path

app_name = "ngos"
urlpatterns = [
    path("", include("ngos.growth.urls")),
    path("", include("ngos.providers.urls")),
    path("", include("ngos.purchasing.urls")),
    path("", include("ngos.small.urls")),
    path("", include("ngos.bidding.urls")),
    path("", include("ngos.evaluation.urls")),
    path("", include("ngos.contracts.urls")),
    path("inspections/", include("ngos.inspections.urls")),
    path("", include("ngos.feedback.urls")),
    path("", include("ngos.concerns.urls")),
    path("", include("ngos.delivery.urls")),
    path("", include("ngos.payment.urls")),
    path("quality/", include("ngos.reviews.urls")),
    path("", include("ngos.rectification.urls")),
]
