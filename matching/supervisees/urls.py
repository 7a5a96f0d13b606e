"""Addresses of the files. An ID number is never in one."""

from django.urls import path

from matching.supervisees import views

urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/find/", views.find_client, name="find_client"),
    path("clients/<str:code>/", views.client, name="client"),
    path("clients/<str:code>/reveal/", views.reveal, name="reveal"),
    path("clients/<str:code>/log/", views.client_log, name="client_log"),
    path("clients/<str:code>/consents/", views.consents, name="consents"),
    path("clients/<str:code>/consents/add/", views.add_consent, name="add_consent"),
    path("clients/<str:code>/consents/<int:pk>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("clients/<str:code>/limits/", views.limits, name="limits"),
    path("clients/<str:code>/limits/edit/", views.edit_limits, name="edit_limits"),
    path("clients/<str:code>/orders/add/", views.add_order, name="add_order"),
    path("clients/<str:code>/conflicts/add/", views.add_conflict, name="add_conflict"),
    path("clients/<str:code>/<str:what>/<int:pk>/strike/", views.strike, name="strike"),
    path("clients/<str:code>/officer/", views.name_officer, name="name_officer"),
    path("clients/<str:code>/again/", views.again, name="register_again"),
    path("clients/<str:code>/end/", views.end, name="end_client"),
]
