"""Everything under /account/: our own pages, and those pages of allauth that we use and no others."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from accounts import api_views, entrance, views

own = [
    path("me/", views.me, name="me"),
    path("kept/", views.kept, name="kept"),
    path("join/<str:token>/", entrance.join_by_link, name="join_by_link"),
    path("join/", entrance.join, name="join"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("stand-in/", views.stand_in, name="stand_in"),
    path("stand-in/<int:pk>/end/", views.end_stand_in, name="end_stand_in"),
    path("api-keys/", api_views.api_keys, name="api_keys"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/waiting/", views.waiting, name="waiting"),
    re_path(
        r"^people/waiting/(?P<kind>seat|invitation|reset|no-reset)/(?P<pk>[0-9]{1,18})/$", views.decide, name="decide"
    ),
    path("people/invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("people/seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/seat/", views.grant_seat, name="grant_seat"),
    path("people/<int:pk>/reset/", views.ask_reset, name="ask_reset"),
    path("people/<int:pk>/stand-in/", views.stand_in_for, name="stand_in_for"),
    path("people/<int:pk>/leave/", views.leave, name="leave"),
]

# allauth looks its pages up by these names. Signing up, changing the e-mail address, social accounts and
# security keys are not offered and have no address.
of_allauth = [
    path("login/", entrance.Login.as_view(), name="account_login"),
    path("login/code/", entrance.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", entrance.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", entrance.ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("two-steps/", mfa.index, name="mfa_index"),
    path("two-steps/show/", mfa.authenticate, name="mfa_authenticate"),
    path("two-steps/show-again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("two-steps/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("two-steps/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-steps/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-steps/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]

urlpatterns = [path("", include((own, "accounts"))), *of_allauth]
