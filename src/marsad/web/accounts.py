"""Accounts and the three groups: operators run it, editors look after sources and facts, readers read."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from marsad.observatory.models import User

GROUPS: dict[str, tuple[str, ...]] = {
    "operator": (
        "add_user",
        "change_user",
        "delete_user",
        "view_user",
        "change_source",
        "view_source",
        "view_capture",
        "view_article",
        "view_story",
        "view_job",
        "view_fact",
        "view_entity",
        "view_decision",
        "change_fact",
        "add_item",
        "change_channel",
    ),
    "editor": (
        "change_source",
        "view_source",
        "view_article",
        "view_story",
        "view_fact",
        "view_entity",
        "view_decision",
        "change_fact",
        "add_item",
    ),
    "reader": (),
}
"""What each group may do, in the admin and on the site; every account may read whole texts."""

STAFF = frozenset({"operator", "editor"})


def ensure_groups() -> None:
    """Make the groups that are missing and give each its permissions; those given by hand stay."""
    for name, codes in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(codename__in=codes, content_type__app_label="observatory"))


@transaction.atomic
def add_user(name: str, password: str, group: str) -> User:
    """Make an account. Raises `django.core.exceptions.ValidationError` for a weak password or a bad or taken name."""
    ensure_groups()
    user = User(username=name, is_staff=group in STAFF, is_superuser=group == "operator")
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.add(Group.objects.get(name=group))
    return user
