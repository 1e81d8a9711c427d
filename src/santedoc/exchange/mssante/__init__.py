"""MSSanté messages: subject, headers, file names, addresses; composed and checked, never sent."""

from santedoc.exchange.mssante.checking import check_mail
from santedoc.exchange.mssante.composing import Audience, compose, integration_error
from santedoc.exchange.mssante.parts import (
    DOMAIN,
    headers_of,
    patient_address,
    pdf_name,
    subject_of,
)

__all__ = [
    "DOMAIN",
    "Audience",
    "check_mail",
    "compose",
    "headers_of",
    "integration_error",
    "patient_address",
    "pdf_name",
    "subject_of",
]
