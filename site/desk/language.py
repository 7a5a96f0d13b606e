"""Which language a page speaks: the address says it for public pages, the reader's cookie everywhere else.

Chinese pages stand at /, English ones at /en/. The browser's own preference is not asked: Chinese comes first
until somebody chooses otherwise, and the choice stays. Only below /api/ is Accept-Language heard.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGES = ("zh-hans", "en")


class Language(LocaleMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        code = translation.get_language_from_path(request.path_info) or chosen(request)
        if _is_a_program(request):  # a program has no cookie: it says in each request what its people read
            code = translation.get_language_from_request(request)
        translation.activate(code)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        code = translation.get_language()
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Cookie", "Accept-Language") if _is_a_program(request) else ("Cookie",))
        if response.status_code == 404 and _has_english_address(request, code):
            return HttpResponseRedirect(f"/en{request.get_full_path()}")
        return response


def chosen(request: HttpRequest) -> str:
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in LANGUAGES else settings.LANGUAGE_CODE


def _is_a_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _has_english_address(request: HttpRequest, code: str) -> bool:
    """Nothing of the house answers here, but a public page in English might."""
    if code != "en" or request.resolver_match is not None or request.path_info.startswith("/en/"):
        return False
    return bool(is_valid_path(f"/en{request.path_info}"))
