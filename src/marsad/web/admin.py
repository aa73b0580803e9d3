"""Django's admin for those who run the observatory. What is derived or archived can be looked at, not changed."""

# ruff: noqa: ARG002  Django calls these with arguments of its own

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, URLField
from django.forms import ModelForm
from django.http import HttpRequest

from marsad.observatory.models import Article, Capture, Decision, Entity, Job, Source, Story, User
from marsad.observatory.sources import change_source

if TYPE_CHECKING:
    SourceBase = admin.ModelAdmin[Source]
    SourceForm = ModelForm[Source]
    LookOnlyBase = admin.ModelAdmin[Model]
else:
    SourceBase = LookOnlyBase = admin.ModelAdmin

admin.site.site_header = admin.site.site_title = "Marsad"
admin.site.register(User, UserAdmin)


@admin.register(Source)
class SourceAdmin(SourceBase):
    """An outlet's name, language and how much of it strangers see."""

    list_display = ("name", "key", "lang", "visibility")
    list_filter = ("visibility", "lang")
    search_fields = ("name", "key")
    readonly_fields = ("key",)
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

    def save_model(self, request: HttpRequest, obj: Source, form: SourceForm, change: bool) -> None:
        """Change only what was changed, by way of the journal, so that it survives a rebuild."""
        change_source(settings.DATA_DIR, obj.key, **{field: form.cleaned_data[field] for field in form.changed_data})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


class LookOnly(LookOnlyBase):
    """A table that is made from the archive."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Capture)
class CaptureAdmin(LookOnly):
    """Archived responses."""

    list_display = ("seq", "locator", "fetched", "archived")
    search_fields = ("locator", "record_id", "sha256")


@admin.register(Article)
class ArticleAdmin(LookOnly):
    """Articles read from captures."""

    list_display = ("title", "source", "lang", "published", "current")
    list_filter = ("lang", "current")
    search_fields = ("title", "url")
    exclude = ("embedding",)


@admin.register(Story)
class StoryAdmin(LookOnly):
    """Stories and redirects."""

    list_display = ("id", "independent_sources", "article_count", "last_at", "redirect_to")


@admin.register(Entity)
class EntityAdmin(LookOnly):
    """People, organisations, places and initiatives."""

    list_display = ("id", "kind", "name", "country", "redirect_to")
    list_filter = ("kind",)
    search_fields = ("id", "name")


@admin.register(Decision)
class DecisionAdmin(LookOnly):
    """What editors decided; made and undone on the site."""

    list_display = ("number", "act", "kind", "by", "at", "live", "lost")
    list_filter = ("act", "lost", "live")


@admin.register(Job)
class JobAdmin(LookOnly):
    """Work waiting, done and failed, with the reason."""

    list_display = ("capture", "stage", "state", "crashes", "error")
    list_filter = ("state", "stage")
    search_fields = ("capture__locator", "error")
