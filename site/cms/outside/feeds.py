"""Feeds in Atom: what is new on the portal, and the notices of purchases, in the language that was asked for."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import bureau
from cms.about import absolute
from cms.finding.models import Findable
from kit import clock

NEWEST = 30
LANGUAGES = ("zh-hans", "en")


class NewsFeed(Feed):
    """`?lang=en` is the English one; a reader of feeds keeps no cookie."""

    feed_type = Atom1Feed
    kind = "article"
    url_name = "news_feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        asked = request.GET.get("lang", "")
        return asked if asked in LANGUAGES else LANGUAGES[0]

    def title(self, obj: str) -> str:
        with override(obj):
            return f"{bureau.office_name()} · {self.name()}"

    def name(self) -> str:
        return _("公告与动态")

    def link(self, obj: str) -> str:
        return absolute("/en/" if obj == "en" else "/")

    def feed_url(self, obj: str) -> str:
        return absolute(reverse(self.url_name)) + ("?lang=en" if obj == "en" else "")

    def items(self, obj: str) -> QuerySet[Findable]:
        rows = Findable.objects.filter(kind=self.kind, language__in=("", obj))
        return rows.exclude(on=None).order_by("-on", "-pk")[:NEWEST]

    def item_title(self, item: Findable) -> str:
        return item.title

    def item_description(self, item: Findable) -> str:
        return item.text[:200]

    def item_link(self, item: Findable) -> str:
        return absolute(item.url)

    def item_pubdate(self, item: Findable) -> datetime:
        return datetime.combine(item.on or clock.today(), time(9), tzinfo=clock.SHANGHAI)

    item_updateddate = item_pubdate


class NoticeFeed(NewsFeed):
    kind = "notice"
    url_name = "notice_feed"

    def name(self) -> str:
        return _("采购公告")
