"""Signing in, and the choice of language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


class SignIn(LoginView):
    """Django's sign-in, in our templates, which brings back the language that the person chose last."""

    template_name = "marsad/sign_in.html"
    template_engine = "jinja2"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        if language := form.get_user().language:
            _remember(response, language)
        return response


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
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
