"""Addresses of the plans app."""

from __future__ import annotations

from django.urls import path

from rongshu.office.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.index, name="index"),
    path("plans/<slug:plan>/document/", views.index, name="document"),
]
