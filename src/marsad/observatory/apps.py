"""Django's entry for the observatory's tables."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Owns every table of Marsad."""

    name = "marsad.observatory"
    label = "observatory"
    verbose_name = "Marsad"
    default_auto_field = "django.db.models.BigAutoField"
