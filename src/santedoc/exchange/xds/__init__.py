"""Requests to an XDS registry and repository: built and parsed, never sent (ITI-41, ITI-57)."""

from santedoc.exchange.xds.mtom import Payload
from santedoc.exchange.xds.provide import provide_and_register
from santedoc.exchange.xds.request import Request, read_request
from santedoc.exchange.xds.update import Status, update_status

__all__ = [
    "Payload",
    "Request",
    "Status",
    "provide_and_register",
    "read_request",
    "update_status",
]
