from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "培训"

    def ready(self) -> None:
        from training import desk_hooks  # noqa: F401 - hangs its things into the ground
