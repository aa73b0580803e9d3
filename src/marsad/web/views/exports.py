"""A dossier as files: for Aleph, for programs, for spreadsheets, for replay; and one article as it was archived."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marsad.observatory.exports import FORMATS, Export
from marsad.observatory.models import Article, Dossier
from marsad.observatory.wacz_out import NothingToExportError, Selection, of_articles, of_dossier, size_of, write_wacz
from marsad.web.queries.dossier_frame import frame_of
from marsad.web.views.dossiers import dossier_or_404, frame_context
from marsad.web.views.render import page
from marsad.web.views.stories import MAX_WACZ

MOST_ARTICLES = 20_000
"""Articles of a dossier that the site writes out; the operator's command writes out any number."""
WACZ = "wacz"
_LINES_AT_ONCE = 200


@require_safe
def menu(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """What a dossier can be had as, and what each is for."""
    dossier = dossier_or_404(dossier_id)
    return page(request, "dossier_exports", most=MOST_ARTICLES, limit=MAX_WACZ // 1_000_000,
                **frame_context(request, dossier, "exports"))  # fmt: skip


@require_safe
def download(request: HttpRequest, dossier_id: str, form: str) -> HttpResponseBase:
    """The dossier as a file, a line after the other: extracts for strangers, whole texts for people with an account."""
    dossier = dossier_or_404(dossier_id)
    if form == WACZ:
        return _dossier_wacz(request, dossier)
    if form not in FORMATS:
        raise Http404
    if frame_of(dossier, "").articles > MOST_ARTICLES:
        said = _("This dossier has more than %(most)s articles. The operator can write it to a file:")
        command = f"marsad dossier export {dossier.pk} --format {form} -o {dossier.pk}.{FORMATS[form].suffix}"
        return _too_large(request, dossier, said % {"most": MOST_ARTICLES}, command)
    wanted = Export(dossier, whole=request.user.is_authenticated, site=request.build_absolute_uri("/").rstrip("/"))
    chosen = FORMATS[form]
    answer = StreamingHttpResponse(_together(chosen.lines(wanted)), content_type=chosen.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{dossier.pk}.{chosen.suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@login_required
def capture(request: HttpRequest, seq: int) -> HttpResponseBase:
    """An article as it was archived, in every version, for everybody with an account."""
    if not Article.objects.filter(pk=seq).exists():
        raise Http404
    chosen = of_articles([seq])
    if size_of(chosen) > MAX_WACZ:
        said = _("What was archived of this is over %(limit)s MB. The operator can write it to a file:")
        command = f"marsad export --wacz {seq}.wacz --article {seq}"
        return _too_large(request, None, said % {"limit": MAX_WACZ // 1_000_000}, command)
    return _wacz(chosen, str(seq))


def _dossier_wacz(request: HttpRequest, dossier: Dossier) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return page(request, "export_refused", 403, dossier=dossier)
    said = _("What was archived of this is over %(limit)s MB. The operator can write it to a file:")
    told = said % {"limit": MAX_WACZ // 1_000_000}
    command = f"marsad export --wacz {dossier.pk}.wacz --dossier {dossier.pk}"
    if frame_of(dossier, "").articles > MOST_ARTICLES:
        return _too_large(request, dossier, told, command)
    try:
        chosen = of_dossier(dossier.pk)
    except NothingToExportError:
        raise Http404 from None
    if size_of(chosen) > MAX_WACZ:
        return _too_large(request, dossier, told, command)
    return _wacz(chosen, dossier.pk)


def _wacz(chosen: Selection, name: str) -> FileResponse:
    with tempfile.TemporaryDirectory(prefix="marsad-wacz-") as folder:
        path = Path(folder) / f"{name}.wacz"
        write_wacz(settings.DATA_DIR, chosen, path)
        opened = path.open("rb")  # goes on when the name is gone
    answer = FileResponse(opened, as_attachment=True, filename=f"{name}.wacz", content_type="application/wacz+zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _too_large(request: HttpRequest, dossier: Dossier | None, said: str, command: str) -> HttpResponse:
    return page(request, "export_too_large", 413, dossier=dossier, said=said, command=command)


def _together(lines: Iterator[str]) -> Iterator[bytes]:
    """Lines in larger pieces, so that a server sends few of them."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == _LINES_AT_ONCE:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
