"""SOAP messages of INSi, the service that gives an INS for traits; the service is not called."""

from santedoc.exchange.insi.envelope import FaultError
from santedoc.exchange.insi.request import Caller, read_request, write_request
from santedoc.exchange.insi.response import read_response, write_response

__all__ = [
    "Caller",
    "FaultError",
    "read_request",
    "read_response",
    "write_request",
    "write_response",
]
