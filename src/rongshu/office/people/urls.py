"""Addresses of the people app."""

from __future__ import annotations

from django.urls import path

from rongshu.office.people import audit_view, views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("<int:number>/", views.edit, name="edit"),
    path("<int:number>/reset/", views.reset, name="reset"),
    path("<int:number>/activate/", views.activate, name="activate"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/add/", views.edit_organisation, name="add_organisation"),
    path("organisations/<int:number>/", views.edit_organisation, name="edit_organisation"),
    path("audit/", audit_view.audit, name="audit"),
    path("me/", views.profile, name="profile"),
]
