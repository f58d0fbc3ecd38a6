"""The API's description, for programs (/api/schema/) and for people (/api/docs/). Also for who is signed in without a token."""

from django.contrib.auth.decorators import login_required
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated

from discovery.api.authentication import ApiTokenAuthentication
from discovery.api.endpoint import Endpoint


class SchemaView(SpectacularJSONAPIView, Endpoint):
    authentication_classes = [ApiTokenAuthentication, SessionAuthentication]
    permission_classes = [IsAuthenticated]


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from local files, in a page without inline script or style."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    template_name = "discovery/api/docs.html"
    url_name = "api:schema"


# A stranger's browser is led to the login page.
docs = login_required(DocsView.as_view())
