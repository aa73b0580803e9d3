"""Signing in, and the choice of language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from marsad.web import throttle


class SignIn(LoginView):
    """Django's sign-in, in our templates, which brings back the language that the person chose last."""

    template_name = "marsad/sign_in.html"
    template_engine = "jinja2"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not throttle.is_paused(request):
            return super().post(request, *args, **kwargs)
        return self.render_to_response(self.get_context_data(form=AuthenticationForm(request), paused=True), status=429)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        throttle.note_failure(self.request)
        return super().form_invalid(form)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        throttle.forget(self.request)
        response = super().form_valid(form)
        if language := form.get_user().language:
            _remember(response, language)
        return response


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send visitors of the admin to the one sign-in page; those who are signed in already may not enter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("admin:index")))


@csrf_exempt  # it changes how pages look and nothing else, and visitors need no cookie for it
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the interface's language and go back; an account remembers it."""
    chosen = request.POST.get("language", "")
    known = chosen in dict(settings.LANGUAGES) and check_for_language(chosen)
    if known and request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response = set_language(request)
    assert isinstance(response, HttpResponse)
    return response


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
