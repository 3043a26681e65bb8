"""Addresses of the registry."""

from __future__ import annotations

from django.urls import path

from rongshu.office.registry.views import batches, board, duplicates, jobs, listing, monthly, review, rows

app_name = "registry"
urlpatterns = [
    path("", listing.index, name="index"),
    path("jobs/<int:number>/", jobs.job, name="job"),
    path("jobs/<int:number>/file/", jobs.job_file, name="job_file"),
    path("jobs/<int:number>/again/", jobs.again, name="job_again"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<int:number>/", batches.batch, name="batch"),
    path("batches/<int:number>/annotated/", batches.annotated, name="annotated"),
    path("batches/<int:number>/<slug:action>/", batches.act, name="act"),
    path("review/", review.queue, name="review"),
    path("review/place/", review.place, name="place"),
    path("review/<int:number>/", review.decide, name="decide"),
    path("review/firm/<int:number>/", review.add, name="add_node"),
    path("duplicates/", duplicates.pairs, name="duplicates"),
    path("duplicates/find/", duplicates.find, name="find_duplicates"),
    path("duplicates/<int:number>/", duplicates.decide, name="decide_pair"),
    path("duplicates/<int:number>/undo/", duplicates.undo, name="undo_merge"),
    path("projects/board/", board.board, name="board"),
    path("projects/monthly/", monthly.monthly, name="monthly"),
    path("projects/<int:number>/month/", board.month, name="month"),
    path("projects/<int:number>/obstacle/", board.obstacle, name="obstacle"),
    path("<slug:kind>/", listing.listing, name="list"),
    path("<slug:kind>/template/", batches.template, name="template"),
    path("<slug:kind>/import/", batches.bring_in, name="import"),
    path("<slug:kind>/export/", listing.export, name="export"),
    path("<slug:kind>/bulk/", listing.bulk, name="bulk"),
    path("<slug:kind>/views/", listing.save_view, name="save_view"),
    path("<slug:kind>/views/<int:number>/drop/", listing.drop_view, name="drop_view"),
    path("<slug:kind>/names/<slug:name>/", rows.names, name="names"),
    path("<slug:kind>/add/", rows.edit, name="add"),
    path("<slug:kind>/<int:number>/", rows.row, name="row"),
    path("<slug:kind>/<int:number>/edit/", rows.edit, name="edit"),
]
