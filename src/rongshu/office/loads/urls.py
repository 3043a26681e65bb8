"""Addresses of the loads app."""

from __future__ import annotations

from django.urls import path

from rongshu.office.loads import views

app_name = "loads"
urlpatterns = [
    path("loads/", views.index, name="index"),
    path("loads/send/", views.send, name="send"),
    path("loads/<int:number>/", views.delivery, name="delivery"),
    path("loads/<int:number>/columns/", views.columns, name="columns"),
    path("loads/<int:number>/confirm/", views.confirm, name="confirm"),
    path("loads/<int:number>/discard/", views.discard, name="discard"),
    path("loads/<int:number>/undo/", views.undo, name="undo"),
    path("loads/<int:number>/annotated/", views.annotated_copy, name="annotated"),
]
