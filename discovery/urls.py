"""The product's addresses. Every action has one address and one view."""

from django.urls import path

from discovery.views import activity, browse, campaigns, creators, entries, imports, sample, shortlists

urlpatterns = [
    path("", browse.ranked, name="ranked"),
    path("export.csv", browse.ranked_csv, name="ranked_csv"),
    path("creators/<str:platform>/<path:key>/", creators.account, name="account"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.campaign_new, name="campaign_new"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("campaigns/<int:pk>/delete/", campaigns.campaign_delete, name="campaign_delete"),
    path("campaigns/<int:pk>/shortlists/", campaigns.shortlist_new, name="shortlist_new"),
    path("shortlists/add/", shortlists.add_to_shortlist, name="add_to_shortlist"),
    path("shortlists/<int:pk>/", shortlists.shortlist, name="shortlist"),
    path("shortlists/<int:pk>/export.csv", shortlists.shortlist_csv, name="shortlist_csv"),
    path("shortlists/<int:pk>/rename/", shortlists.shortlist_rename, name="shortlist_rename"),
    path("shortlists/<int:pk>/delete/", shortlists.shortlist_delete, name="shortlist_delete"),
    path("shortlists/<int:pk>/bulk/", entries.entries_bulk, name="entries_bulk"),
    path("shortlists/<int:pk>/remove/", entries.entries_remove, name="entries_remove"),
    path("shortlists/<int:pk>/restore/", entries.entries_restore, name="entries_restore"),
    path("entries/<int:pk>/", entries.entry_update, name="entry_update"),
    path("entries/<int:pk>/remove/", entries.entry_remove, name="entry_remove"),
    path("entries/<int:pk>/restore/", entries.entry_restore, name="entry_restore"),
    path("sample/remove/", sample.sample_remove, name="sample_remove"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_show, name="import"),
    path("imports/<int:pk>/mapping/", imports.import_mapping, name="import_mapping"),
    path("imports/<int:pk>/start/", imports.import_start, name="import_start"),
    path("imports/<int:pk>/retry/", imports.import_retry, name="import_retry"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/<slug:outcome>.csv", imports.import_rows, name="import_rows"),
    path("imports/<int:pk>/original/", imports.import_original, name="import_original"),
    path("activity/", activity.activity, name="activity"),
    path("activity/export.csv", activity.activity_csv, name="activity_csv"),
    path("campaigns/<int:pk>/activity/", activity.campaign_activity, name="campaign_activity"),
    path("campaigns/<int:pk>/activity/export.csv", activity.campaign_activity_csv, name="campaign_activity_csv"),
]
