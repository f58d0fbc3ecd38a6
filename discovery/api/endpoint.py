"""What every address of the API has in common: strangers are counted before they are refused, and an unknown address is a problem too."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from discovery.api.throttles import StrangerThrottle


class Endpoint(APIView):
    """One address; each method it answers reads the request, calls one function and shows what that returned."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        try:
            super().initial(request, *args, **kwargs)
        except (NotAuthenticated, AuthenticationFailed):
            # DRF counts a request only once it knows whose it is; whoever tries tokens would never be counted.
            throttle = StrangerThrottle()
            if not throttle.allow_request(request, self):
                self.throttled(request, throttle.wait() or 0)
            raise


@extend_schema(exclude=True)
class UnknownAddress(Endpoint):
    """What no other address matched."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound("There is nothing at this address. Addresses of the API end in a slash; /api/docs/ lists them.")
