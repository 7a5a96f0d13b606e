from django.db import models


class Start(models.Model):
    """Each time a job was begun."""

    n = models.IntegerField()


class Mark(models.Model):
    """What a job leaves for everybody to see: once, however often it was begun."""

    n = models.IntegerField(unique=True)
