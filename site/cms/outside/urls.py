from django.urls import path

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
    path("feeds/news.atom", feeds.NewsFeed(), name="news_feed"),
    path("feeds/notices.atom", feeds.NoticeFeed(), name="notice_feed"),
]
