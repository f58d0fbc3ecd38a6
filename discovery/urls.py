"""The product's addresses. Every action has one address and one view."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
