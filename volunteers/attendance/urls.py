"""Addresses of the door: the volunteer's, the organiser's, and the page that works without a network."""

from django.urls import path

from volunteers.attendance import app_views as app
from volunteers.attendance import kiosk_views as kiosk
from volunteers.attendance import organiser_views as organiser
from volunteers.attendance import views

urlpatterns = [
    path("checkin/", views.doors, name="checkin"),
    path("checkin/mine/", views.own_code, name="own_code"),
    path("checkin/app/", app.app, name="checkin_app"),
    path("checkin/app/worker.js", app.worker, name="checkin_worker"),
    path("checkin/app/<int:pk>/enrol/", app.enrol, name="app_enrol"),
    path("checkin/app/<slug:handle>/entries/", app.entries, name="app_entries"),
    path("checkin/app/<slug:handle>/leave/", app.leave, name="app_leave"),
    path("checkin/card/<str:code>/", organiser.card, name="card"),
    path("checkin/<int:pk>/", views.check_in, name="check_in"),
    path("checkin/<int:pk>/<str:code>/", views.scan, name="scan"),
    path("presence/", organiser.shifts, name="presence_shifts"),
    path("presence/<int:pk>/", organiser.presence, name="presence"),
    path("presence/<int:pk>/code/", kiosk.code, name="presence_code"),
    path("presence/<int:pk>/kiosk/", kiosk.kiosk, name="kiosk"),
    path("presence/<int:pk>/cards/", organiser.cards, name="presence_cards"),
    path("presence/<int:pk>/people/<int:signup_pk>/", organiser.presence_of, name="presence_of"),
]
