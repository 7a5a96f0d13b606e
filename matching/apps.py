from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "匹配与帮扶"

    def ready(self) -> None:
        from matching import desk_hooks  # noqa: F401 - hangs its things into the ground
