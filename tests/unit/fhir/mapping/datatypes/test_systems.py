"""OIDs and URIs."""

from __future__ import annotations

import pytest

from santedoc.fhir.mapping.datatypes import systems


@pytest.mark.parametrize("oid", sorted(systems._URIS))
def test_each_published_uri_leads_back_to_its_oid(oid: str) -> None:
    uri = systems.uri_of(oid)
    assert uri is not None
    assert uri.startswith("http")
    assert systems.oid_of(uri) == oid


def test_any_oid_and_any_uuid_has_a_urn() -> None:
    assert systems.urn_of("1.2.250.1.213") == "urn:oid:1.2.250.1.213"
    identity = "6BA30F95-9D3B-4114-8ACC-D27FC546B52F"
    urn = systems.urn_of(identity)
    assert urn == f"urn:uuid:{identity.lower()}"
    assert systems.root_of(urn) == identity
    assert systems.urn_of("not an oid") is None
    assert systems.root_of("http://a.example") is None
    assert systems.oid_of("http://a.example") is None
