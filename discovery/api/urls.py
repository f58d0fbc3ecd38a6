"""The API's addresses: version 1, its description, and a problem for everything else."""

from django.urls import include, path, re_path

from discovery.api.endpoint import UnknownAddress
from discovery.api.views import accounts, campaigns, docs, drafts, entries, flags, lists, shortlists

app_name = "api"
version_1 = [
    path("accounts/", accounts.Accounts.as_view(), name="accounts"),
    path("accounts/<int:account_id>/", accounts.OneAccount.as_view(), name="account"),
    path("accounts/<int:account_id>/snapshots/", accounts.AccountSnapshots.as_view(), name="snapshots"),
    path("accounts/<int:account_id>/flags/", flags.Flags.as_view(), name="flags"),
    path("accounts/<int:account_id>/flags/dismiss/", flags.FlagDismiss.as_view(), name="flag_dismiss"),
    path("accounts/<int:account_id>/flags/restore/", flags.FlagRestore.as_view(), name="flag_restore"),
    path("creators/", accounts.Creators.as_view(), name="creators"),
    path("creators/<int:creator_id>/", accounts.OneCreator.as_view(), name="creator"),
    path("lists/", lists.Lists.as_view(), name="lists"),
    path("lists/<int:list_id>/", lists.OneList.as_view(), name="list"),
    path("lists/paste/", drafts.ListPaste.as_view(), name="list_paste"),
    path("lists/<int:list_id>/columns/", drafts.ListColumns.as_view(), name="list_columns"),
    path("lists/<int:list_id>/format/", drafts.ListFormat.as_view(), name="list_format"),
    path("lists/<int:list_id>/check/", drafts.ListCheck.as_view(), name="list_check"),
    path("lists/<int:list_id>/start/", lists.ListStart.as_view(), name="list_start"),
    path("lists/<int:list_id>/retry/", lists.ListRetry.as_view(), name="list_retry"),
    path("lists/<int:list_id>/cancel/", lists.ListCancel.as_view(), name="list_cancel"),
    path("lists/<int:list_id>/undo/", lists.ListUndo.as_view(), name="list_undo"),
    path("lists/<int:list_id>/rows/", lists.ListRows.as_view(), name="list_rows"),
    path("campaigns/", campaigns.Campaigns.as_view(), name="campaigns"),
    path("campaigns/<int:campaign_id>/", campaigns.OneCampaign.as_view(), name="campaign"),
    path("campaigns/<int:campaign_id>/shares/", campaigns.Shares.as_view(), name="shares"),
    path("campaigns/<int:campaign_id>/shares/<str:email>/", campaigns.OneShare.as_view(), name="share"),
    path("brands/", campaigns.Brands.as_view(), name="brands"),
    path("brands/<int:brand_id>/", campaigns.OneBrand.as_view(), name="brand"),
    path("shortlists/", shortlists.Shortlists.as_view(), name="shortlists"),
    path("shortlists/<int:shortlist_id>/", shortlists.OneShortlist.as_view(), name="shortlist"),
    path("shortlists/<int:shortlist_id>/entries/", entries.ShortlistEntries.as_view(), name="entries"),
    path("shortlists/<int:shortlist_id>/entries/status/", entries.EntriesStatus.as_view(), name="entries_status"),
    path("shortlists/<int:shortlist_id>/entries/remove/", entries.EntriesRemove.as_view(), name="entries_remove"),
    path("shortlists/<int:shortlist_id>/entries/restore/", entries.EntriesRestore.as_view(), name="entries_restore"),
    path("entries/<int:entry_id>/", entries.OneEntry.as_view(), name="entry"),
    path("entries/<int:entry_id>/restore/", entries.EntryRestore.as_view(), name="entry_restore"),
]
urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.docs, name="docs"),
    re_path("", UnknownAddress.as_view()),
]
