"""Addresses of the plans app."""

from __future__ import annotations

from django.urls import include, path

from rongshu.office.plans import actual_views, citation_views, document_views, review_views, views
from rongshu.office.plans.reference import views as reference

app_name = "plans"
_PLAN = [
    path("document/", document_views.document, name="document"),
    path("document/supply/", document_views.supply, name="supply"),
    path("runs/<int:number>/", views.run, name="run"),
    path("recompile/", views.recompile, name="recompile"),
    path("review/", review_views.review, name="review"),
    path("review/item/", review_views.item, name="review_item"),
    path("review/decision/", review_views.decision, name="decision"),
    path("settings/", views.settings_page, name="settings"),
    path("remove/", views.remove, name="remove"),
    path("publish/", views.publish, name="publish"),
    path("actuals/", actual_views.actuals, name="actuals"),
    path("actuals/add/", actual_views.edit_actual, name="add_actual"),
    path("actuals/<int:number>/", actual_views.edit_actual, name="edit_actual"),
    path("actuals/<int:number>/delete/", actual_views.delete_actual, name="delete_actual"),
    path("reference/", reference.index, name="reference"),
    path("reference/version/<int:number>/", reference.version, name="reference_version"),
    path("reference/version/<int:number>/act/", reference.act, name="act_on_reference"),
    path("reference/<slug:kind>/", reference.table, name="reference_table"),
    path("reference/<slug:kind>/template/", reference.template, name="reference_template"),
    path("reference/<slug:kind>/example/", reference.example, name="reference_example"),
    path("reference/<slug:kind>/send/", reference.send, name="send_reference"),
    path("reference/<slug:kind>/undo/", reference.undo, name="undo_reference"),
    path("citation/", citation_views.citation, name="citation"),
]
urlpatterns = [
    path("plans/", views.index, name="index"),
    path("plans/upload/", views.upload, name="upload"),
    path("plans/<slug:plan>/", include(_PLAN)),
]
