from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = "志愿者"

    def ready(self) -> None:
        from volunteers import desk_hooks  # noqa: F401 - hangs its things into the ground
