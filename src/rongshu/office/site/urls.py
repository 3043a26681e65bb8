"""Every address of the office."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from rongshu.office.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("health/", views.health, name="health"),
    # No e-mail here: these pages of the account library would promise what nobody sends.
    path("accounts/signup/", views.no_sign_up, name="account_signup"),
    path("accounts/password/reset/", views.forgotten_password, name="account_reset_password"),
    path("accounts/email/", views.no_sign_up, name="account_email"),
    path("accounts/confirm-email/", views.no_sign_up, name="account_email_verification_sent"),
    path("accounts/password/reset/done/", views.no_sign_up, name="account_reset_password_done"),
    path("accounts/password/reset/key/done/", views.no_sign_up, name="account_reset_password_from_key_done"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("people/", include("rongshu.office.people.urls")),
    path("", include("rongshu.office.plans.urls")),
]
if find_spec("rongshu.office.loads") and find_spec("rongshu.office.loads.urls"):
    urlpatterns.append(path("", include("rongshu.office.loads.urls")))
if find_spec("rongshu.office.registry"):
    urlpatterns.append(path("registry/", include("rongshu.office.registry.urls")))
if find_spec("rongshu.office.pages") and find_spec("rongshu.office.pages.urls"):
    urlpatterns.append(path("", include("rongshu.office.pages.urls")))

handler400 = "rongshu.office.site.views.bad"
handler403 = "rongshu.office.site.views.forbidden"
handler404 = "rongshu.office.site.views.not_found"
handler500 = "rongshu.office.site.views.broken"
