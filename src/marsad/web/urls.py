"""The site's addresses."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import path

from marsad.web.views import (
    account,
    adding,
    by_hand,
    collecting,
    copies,
    dossier_making,
    dossiers,
    facts,
    ledger,
    pictures,
    plain,
    promise_deciding,
    reading,
    search,
    stories,
    takedowns,
    timeline,
    waiting,
    websub,
)

admin.autodiscover()

urlpatterns = [
    path("", reading.front, name="front"),
    path("story/<slug:story_id>", reading.story, name="story"),
    path("story/<slug:story_id>/history", stories.history, name="history"),
    path("story/<slug:story_id>/arrange", stories.arrange, name="arrange"),
    path("story/<slug:story_id>/wacz", stories.wacz, name="wacz"),
    path("article/<int:seq>", reading.article, name="article"),
    path("article/<int:seq>/changes", copies.changes, name="changes"),
    path("article/<int:seq>/versions", copies.versions, name="versions"),
    path("family/<slug:family_id>", copies.family, name="family"),
    path("fact/<int:pk>/strike", facts.strike, name="strike"),
    path("fact/<int:pk>/correct", facts.correct, name="correct"),
    path("fact/<int:pk>/confirm", facts.confirm, name="confirm"),
    path("contradiction/<int:pk>/<slug:act>", waiting.decide, name="contradiction"),
    path("dossier/<slug:dossier_id>/coverage", pictures.coverage, name="dossier-coverage"),
    path("dossier/<slug:dossier_id>/actors", pictures.actors, name="dossier-actors"),
    path("dossier/<slug:dossier_id>/tie/<int:pk>", pictures.tie, name="dossier-tie"),
    path("compare", pictures.compare, name="compare"),
    path("waiting", waiting.queue, name="waiting"),
    path("decisions", facts.queue, name="decisions"),
    path("decision/<int:number>/undo", facts.undo, name="undo"),
    path("decision/<int:number>/place", facts.place, name="place"),
    path("entities/join", facts.join, name="join"),
    path("entities/part", facts.part, name="part"),
    path("entity/<path:entity_id>", facts.entity, name="entity"),
    path("dossiers", dossiers.listing, name="dossiers"),
    path("dossier/<slug:dossier_id>", dossiers.overview, name="dossier"),
    path("dossiers/make", dossier_making.make, name="make-dossier"),
    path("dossier/<slug:dossier_id>/articles", dossiers.articles, name="dossier-articles"),
    path("dossier/<slug:dossier_id>/part/<int:number>", dossiers.part, name="dossier-part"),
    path("dossier/<slug:dossier_id>/edit", dossier_making.edit, name="dossier-edit"),
    path("dossier/<slug:dossier_id>/hand", dossier_making.hand, name="dossier-hand"),
    path("dossier/<slug:dossier_id>/timeline", timeline.timeline, name="dossier-timeline"),
    path("dossier/<slug:dossier_id>/calendar.ics", timeline.calendar, name="dossier-calendar"),
    path("dossier/<slug:dossier_id>/disagreements", timeline.disagreements, name="dossier-disagreements"),
    path("dossier/<slug:dossier_id>/commitments", ledger.of_dossier, name="dossier-commitments"),
    path("commitments", ledger.listing, name="commitments"),
    path("commitment/<slug:key>", ledger.promise, name="commitment"),
    path("commitment/<slug:key>/say", promise_deciding.say, name="promise-say"),
    path("commitment/words/<slug:key>/belongs", promise_deciding.belongs, name="promise-belongs"),
    path("commitment/move/<slug:move>/<slug:act>", promise_deciding.decide, name="promise-move"),
    path("search", search.search_page, name="search"),
    path("sources", reading.sources, name="sources"),
    path("sources/add", adding.add, name="add-source"),
    path("sources/press", adding.press, name="press"),
    path("sources/opml", adding.opml, name="opml"),
    path("sources/act", collecting.act, name="act"),
    path("sources/remove", collecting.remove, name="remove"),
    path("sources/seen", collecting.seen, name="seen"),
    path("source/<path:key>", reading.source, name="source"),
    path("add", by_hand.add, name="add"),
    path("add/<int:pk>", by_hand.added, name="added"),
    path("takedown/<slug:what>/<path:key>", takedowns.take, name="takedown"),
    path("websub/<str:token>", websub.callback, name="websub"),
    path("sign-in", account.SignIn.as_view(), name="login"),
    path("sign-out", LogoutView.as_view(), name="logout"),
    path("language", account.language, name="language"),
    path("healthz", plain.health, name="health"),
    path("robots.txt", plain.robots, name="robots"),
    path("admin/login/", account.admin_sign_in),
    path("admin/", admin.site.urls),
]

handler400 = plain.bad_request
handler403 = plain.forbidden
handler404 = plain.not_found
handler500 = plain.server_error
