from django.apps import AppConfig


class NgosConfig(AppConfig):
    name = "ngos"
    verbose_name = "社会组织"

    def ready(self) -> None:
        from ngos import desk_hooks  # noqa: F401 - hangs its things into the ground
