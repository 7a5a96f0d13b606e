"""Addresses for machines of others; Chinese and English share them."""

from django.urls import path
from django.views.decorators.http import require_safe

from cms.outside import feeds, views

# Lists of the trades that stand in the sitemap, by name only: this room does not know them.
LISTS = (
    "tenders:list",
    "organisations:list",
    "training:public_courses",
    "verify:form",
    "notices:notice",
    "complaints:channel",
)

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, {"lists": LISTS}, name="sitemap"),
    path("feeds/news.atom", require_safe(feeds.NewsFeed()), name="news_feed"),
    path("feeds/notices.atom", require_safe(feeds.NoticeFeed()), name="notice_feed"),
]
