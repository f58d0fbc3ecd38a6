"""The product's addresses. Every action has one address and one view."""

from django.urls import path

from discovery.views import browse, campaigns, creators, entries, shortlists

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
]
