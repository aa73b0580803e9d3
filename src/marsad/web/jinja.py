"""The templates' environment: gettext, formats, and nothing that reaches the database but the editors' menu."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment

from marsad.model import RTL_LANGUAGES, direction
from marsad.web import collect_labels, formats, labels, told_labels, values
from marsad.web.queries.access import may_add, may_collect
from marsad.web.queries.decisions import lost_count
from marsad.web.queries.facts import may_edit
from marsad.web.queries.health import attention
from marsad.web.queries.waiting import waiting_count
from marsad.web.security import web_link


def environment(**options: Any) -> Environment:
    """Make the environment; Django's backend calls this with its loader and ``autoescape`` on."""
    env = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=_url,
        asset=asset,
        language=translation.get_language,
        languages=settings.LANGUAGES,
        interface_dir=_interface_dir,
        may_add=may_add,
        may_collect=may_collect,
        may_edit=may_edit,
        lost_count=lost_count,
        notices_count=attention,
        waiting_count=waiting_count,
        told_codes=told_labels.CODES,
    )
    env.filters.update(
        number=formats.number,
        percent=formats.percent,
        day=formats.day,
        short_day=formats.short_day,
        clock=formats.clock,
        moment=formats.moment,
        ago=formats.ago,
        stated=formats.stated,
        language_name=formats.language_name,
        language_word=formats.language_word,
        listing=formats.listing,
        unbroken=formats.unbroken,
        web_link=web_link,
        **collect_labels.FILTERS,
        text_dir=direction,
        dropped_reason=labels.dropped_reason,
        relation=labels.relation,
        story_act=labels.story_act,
        original_reason=labels.original_reason,
        date_evidence=labels.date_evidence,
        topic_name=values.topic_name,
        kind_name=values.kind_name,
        copies=told_labels.copies,
    )
    return env


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """A static file's address with a hash of its bytes, so that browsers may keep it for long."""
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return f"{static(name)}?v={sha256(Path(found).read_bytes()).hexdigest()[:10]}"


def _url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def _interface_dir() -> str:
    return "rtl" if translation.get_language() in RTL_LANGUAGES else "ltr"
