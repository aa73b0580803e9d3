"""What editors do with dossiers: make one, change its rule and its parts, close it, put articles in and leave them out.

Every change is a POST with the form's token; what was decided is in the journal, and can be taken back there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marsad.observatory.dossiers import deciding
from marsad.observatory.entities import final_entity
from marsad.observatory.models import Dossier, DossierPart, Entity, Source
from marsad.web.corrections import FormError
from marsad.web.dossier_form import FOLLOWED, Form, part_names
from marsad.web.queries.dossier_decided import dossier_decisions
from marsad.web.queries.dossier_matches import entities_called, matches, others_about, same_dossier
from marsad.web.queries.dossier_parts import part_rows
from marsad.web.queries.dossier_story import subjects
from marsad.web.queries.story import final_story
from marsad.web.queries.words import display_name
from marsad.web.views.dossiers import dossier_or_404, frame_context
from marsad.web.views.facts import back_of, for_editors
from marsad.web.views.render import page


@for_editors
def make(request: HttpRequest) -> HttpResponse:
    """The form, filled in from where its button was pressed, and its answer."""
    if request.method != "POST":
        return _form(request, "dossier_make", _suggested(request))
    form = Form.read(request.POST)
    if request.POST.get("act") in ("find", "look"):
        return _form(request, "dossier_make", form)
    try:
        name, rule, about = form.named(), form.rule(), form.subject()
        if same_dossier(rule, about):
            raise FormError(_("There is a dossier with this rule already."))
        if Dossier.objects.filter(closed=False).count() >= deciding.MOST_DOSSIERS:
            raise FormError(_("Too many dossiers are open. Close one that nobody needs any more."))
    except FormError as problem:
        return _form(request, "dossier_make", form, 422, error=str(problem))
    made = deciding.make(_data(), _who(request), form.kind(), name, rule, about.pk if about else None)
    return redirect("dossier", made.pk)


@for_editors
def edit(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """A dossier's name and rule, its parts, what was decided about it; and the answers of these forms."""
    dossier = dossier_or_404(dossier_id)
    if request.method != "POST":
        return _edit(request, dossier, Form.of_dossier(dossier))
    act = request.POST.get("act", "")
    form = Form.read(request.POST) if act in ("find", "look", "change") else Form.of_dossier(dossier)
    try:
        done = _act(request, dossier, act, form)
    except FormError as problem:
        return _edit(request, dossier, form, 422, error=str(problem), about=act)
    if not done:
        return _edit(request, dossier, form)
    there = {"part": "#parts", "clos": "#close", "reop": "#close"}.get(act[:4], "")
    return redirect(f"{reverse('dossier-edit', args=(dossier.pk,))}{there}")


@require_POST
@for_editors
def hand(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Put an article into a dossier, or leave it out, whatever the rule says."""
    dossier = dossier_or_404(request.POST.get("dossier") or dossier_id)
    acts = {"add": deciding.add, "leave": deciding.leave}
    act, article = acts.get(request.POST.get("act", "")), request.POST.get("article", "")
    if act is None or not article.isascii() or not article.isdigit() or len(article) > 18:
        raise Http404
    decided = act(_data(), _who(request), dossier.pk, int(article))
    if request.POST.get("back"):
        return redirect(back_of(request))
    return redirect(f"{reverse('dossier-articles', args=(dossier.pk,))}?done={decided.number}#done")


def _act(request: HttpRequest, dossier: Dossier, act: str, form: Form) -> bool:
    """Do what one of the forms asks for; false where it only asks for the form again. Raises `FormError`."""
    data, who, given = _data(), _who(request), request.POST
    if act == "change":
        name, rule, about = form.named(), form.rule(), form.subject()
        same = same_dossier(rule, about or dossier.entity)
        if same and same.pk != dossier.pk:
            raise FormError(_("There is a dossier with this rule already."))
        if (name, rule.to_json()) == (dossier.name, dossier.rule):
            raise FormError(_("Nothing would change."))
        deciding.change(data, who, dossier.pk, name=name, rule=rule)
    elif act == "part_add":
        deciding.part_add(data, who, dossier.pk, part_names(given))
    elif act == "part_name":
        names = part_names(given)
        if names == _part(dossier, given.get("part", "")).names:
            raise FormError(_("Nothing would change."))
        deciding.part_name(data, who, dossier.pk, _part(dossier, given.get("part", "")).number, names)
    elif act == "part_remove":
        deciding.part_remove(data, who, dossier.pk, _part(dossier, given.get("part", "")).number)
    elif act == "close":
        deciding.close(data, who, dossier.pk)
    elif act == "reopen":
        deciding.reopen(data, who, dossier.pk)
    else:
        return False
    return True


def _part(dossier: Dossier, number: str) -> DossierPart:
    valid = number.isascii() and number.isdigit() and len(number) < 10
    found = DossierPart.objects.filter(dossier=dossier, number=int(number)).first() if valid else None
    if found is None:
        raise FormError(_("There is no such part any more; look at the dossier again."))
    return found


def _suggested(request: HttpRequest) -> Form:
    """The form as a search, an entity or a story fills it in."""
    lang = get_language() or ""
    if entity_id := request.GET.get("entity"):
        entity = final_entity(entity_id)
        if entity is None:
            raise Http404
        return Form.of_entity(entity, display_name(entity))
    if story_id := request.GET.get("story"):
        story = final_story(story_id)
        found = subjects(story, lang) if story else None
        if found is None:
            raise Http404
        return Form.of_story(found)
    return Form.of_search(request.GET)


def _edit(request: HttpRequest, dossier: Dossier, form: Form, status: int = 200, **context: Any) -> HttpResponse:
    context |= frame_context(request, dossier, "")
    context |= {"decisions": dossier_decisions(dossier), "parts_of": part_rows(dossier, request.user)}
    return _form(request, "dossier_edit", form, status, **context)


def _form(request: HttpRequest, template: str, form: Form, status: int = 200, **context: Any) -> HttpResponse:
    """A page with the form: what is offered by name, how many articles the rule has, whether it is followed already."""
    try:
        rule = form.rule()
    except FormError:
        rule = None
    find = request.POST.get("find", "")[:100]
    found = entities_called(find) if find and request.POST.get("act") == "find" else []
    return page(
        request,
        template,
        status,
        form=form,
        choices=_choices(form, found),
        find=find,
        found_none=bool(find) and request.POST.get("act") == "find" and not found,
        matches=matches(rule) if rule else None,
        same=same_dossier(rule, form.subject()) if rule else None,
        near=others_about(form.subject()),
        outlets=Source.objects.order_by("name").values_list("key", "name"),
        **context,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """An entity that can be ticked; ``followed`` where a dossier may be about it."""

    id: str
    name: str
    kind: str
    chosen: bool
    followed: bool


def _choices(form: Form, found: list[Entity]) -> list[Choice]:
    """The entities of the form in the order in which they were offered, then those that were found by name."""
    ids = list(dict.fromkeys([*form.offered, *form.entities, *(entity.pk for entity in found)]))
    known = {entity.pk: entity for entity in Entity.objects.filter(pk__in=ids)}
    listed = [known[id_] for id_ in ids if id_ in known]
    return [
        Choice(one.pk, display_name(one), one.kind, one.pk in form.entities, one.kind in FOLLOWED) for one in listed
    ]


def _who(request: HttpRequest) -> str:
    return request.user.get_username()


def _data() -> Path:
    data: Path = settings.DATA_DIR
    return data
