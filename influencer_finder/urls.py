"""Addresses: the product's own in discovery.urls, people's in allauth, scripts' in discovery.api, the data's in Django's admin."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from discovery.views import health

# Django's own login form counts no failed attempts: strangers are led to allauth's, which does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it
# Nor would its form for one's password, and nobody is told of the change by mail.
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")  # type: ignore[assignment, method-assign]  # the same

urlpatterns = [
    path("", include("discovery.urls")),
    path("accounts/", include("influencer_finder.accounts")),
    path("api/", include("discovery.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("admin/", admin.site.urls),
]
