"""Addresses of delivery."""

from django.urls import path

from ngos.delivery import accept_views, views

urlpatterns = [
    path("contracts/<str:number>/sessions/", views.deliveries, name="deliveries"),
    path("contracts/<str:number>/sessions/<int:pk>/", views.delivery, name="delivery"),
    path("contracts/<str:number>/group/", views.group_session, name="group_session"),
    path("contracts/<str:number>/product/", views.product, name="product"),
    path("contracts/<str:number>/claim/<int:n>/", views.claim, name="claim"),
    path("groups/", views.groups, name="groups"),
    path("acceptances/", accept_views.acceptances, name="acceptances"),
    path("acceptances/<int:pk>/", accept_views.acceptance, name="acceptance"),
    path("delivery/evidence/<int:pk>/", views.evidence, name="delivery_evidence"),
    path("delivery/products/<int:pk>/", views.product_file, name="product_file"),
]
