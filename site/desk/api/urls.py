"""Addresses below /api/v1/; made when the first is asked for, after every trade has hung in its routers."""

from desk.api.frame import build

app_name = "api"
urlpatterns = build().urls[0]
