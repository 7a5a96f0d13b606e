"""A room of its own for the kill tests: a kind of job that leaves a mark, and settings that start fast."""

urlpatterns: list = []
