"""Addresses of the people app."""

from __future__ import annotations

from django.urls import path

from rongshu.office.people import views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("organisations/", views.organisations, name="organisations"),
    path("me/", views.profile, name="profile"),
]
