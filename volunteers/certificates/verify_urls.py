"""Public addresses: whether a certificate is genuine and still holds."""

from django.urls import path

from volunteers.certificates import verifying

app_name = "verify"
urlpatterns = [
    path("", verifying.look_up, name="form"),
    path("<str:number>/<str:code>/", verifying.result, name="result"),
]
