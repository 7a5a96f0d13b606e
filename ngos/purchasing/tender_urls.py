"""Public addresses of tenders: the list, one purchase with all that was published of it, and small purchases."""

from django.urls import path

from ngos.purchasing import public_views
from ngos.small import public_views as small_views

app_name = "tenders"
urlpatterns = [
    path("", public_views.tenders, name="list"),
    path("small/", small_views.month, name="small"),
    path("<str:number>/", public_views.tender, name="tender"),
    path("<str:number>/notices/<int:n>/", public_views.notice, name="notice"),
    path("<str:number>/notices/<int:n>/notice.pdf", public_views.notice_pdf, name="notice_pdf"),
    path("<str:number>/ask/", public_views.ask, name="ask"),
]
