"""Addresses: the product's own in discovery.urls, people's in allauth, the data's in Django's admin."""

from django.contrib import admin
from django.urls import include, path

from discovery.views.health import healthz

urlpatterns = [
    path("", include("discovery.urls")),
    path("accounts/", include("influencer_finder.accounts")),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]
