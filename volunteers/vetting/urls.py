"""Addresses of the vetting desk and of the officers' list of volunteers."""

from django.urls import path

from volunteers.vetting import desk_views, file_views

urlpatterns = [
    path("list/", file_views.volunteers, name="list"),
    path("vetting/", desk_views.desk, name="vetting"),
    path("vetting/<int:pk>/", desk_views.applicant, name="applicant"),
    path("vetting/<int:pk>/details/", desk_views.applicant_details, name="applicant_details"),
    path("papers/<int:pk>/", desk_views.scan, name="paper_scan"),
    path("<str:number>/details/", desk_views.volunteer_details, name="volunteer_details"),
    path("<str:number>/", file_views.volunteer, name="volunteer"),
]
