"""Addresses of rectification."""

from django.urls import path

from ngos.rectification import views

urlpatterns = [
    path("rectifications/", views.rectifications, name="rectifications"),
    path("rectifications/new/", views.draft, name="draft_rectification"),
    path("rectifications/evidence/<int:pk>/", views.evidence, name="rectification_evidence"),
    path("rectifications/<int:pk>/", views.rectification, name="rectification"),
    path("rectifications/<int:pk>/notice.pdf", views.notice_pdf, name="rectification_pdf"),
    path("rectifications/<int:pk>/items/<int:no>/", views.reply, name="rectification_reply"),
]
