"""INSi messages: written, and read back whatever their prefixes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from lxml import etree

from santedoc.context import Context
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.insi import (
    Caller,
    FaultError,
    read_request,
    read_response,
    write_request,
    write_response,
)
from santedoc.ins import oids
from santedoc.ins.identity import Identity
from santedoc.ins.insi import Answer, Held, Response
from santedoc.xmlkit import parse, q
from tests.unit.ins.test_datamatrix import identities
from tests.unit.ins.test_insi import ASKED, FOUND

SOAP = "http://www.w3.org/2003/05/soap-envelope"
CALLER = Caller(
    emitter="10B0000001", idam="XX000000", software="demo", version="2", instance="ward-3"
)


def envelope(body: str) -> bytes:
    """Return a message as the service writes it: two prefixes for one namespace."""
    return (
        f'<?xml version="1.0"?><soap:Envelope xmlns:soap="{SOAP}">'
        f'<S:Body xmlns:S="{SOAP}">{body}</S:Body></soap:Envelope>'
    ).encode()


def answer(code: str, inside: str = "") -> bytes:
    return envelope(
        '<n:RESULTAT xmlns:n="http://www.cnamts.fr/INSiResultat">'
        f"<n:CR><n:CodeCR>{code}</n:CodeCR><n:LibelleCR>label</n:LibelleCR></n:CR>{inside}"
        "</n:RESULTAT>"
    )


def person(number: str, key: str, first: str = "") -> str:
    return (
        "<n:INDIVIDU><n:INSACTIF><n:IdIndividu>"
        f"<n:NumIdentifiant>{number}</n:NumIdentifiant><n:Cle>{key}</n:Cle>"
        "</n:IdIndividu><n:OID>1.2.250.1.213.1.4.8</n:OID></n:INSACTIF>"
        f"<n:TIQ><n:NomNaissance>ADRTROIS</n:NomNaissance>{first}"
        "<n:ListePrenom>DOMINIQUE ANNE</n:ListePrenom>"
        "<n:Sexe>F</n:Sexe><n:DateNaissance>1997-02-26</n:DateNaissance>"
        "<n:LieuNaissance>20020</n:LieuNaissance></n:TIQ></n:INDIVIDU>"
    )


@pytest.mark.parametrize("place", ["", "63220"])
def test_a_request_there_and_back(context: Context, place: str) -> None:
    asked = replace(ASKED, birth_place=place)
    assert read_request(write_request(asked, caller=CALLER, context=context)) == asked


def test_the_header_of_a_request() -> None:
    context = Context.seeded(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "tests")
    message = write_request(ASKED, caller=CALLER, context=context)
    header = parse(message).find(q(SOAP, "Header"))
    assert header is not None
    said = [
        (etree.QName(one).localname, dict(one.attrib), (one.text or "").strip())
        for one in header.iter("*")
    ]
    assert [name for name, _, _ in said] == [
        "Header", "ContexteBAM", "Id", "Temps", "Emetteur", "COUVERTURE",
        "ContexteLPS", "Id", "Temps", "Emetteur", "LPS", "IDAM", "Version", "Instance", "Nom",
        "Action", "MessageID",
    ]  # fmt: skip
    assert ("ContexteBAM", {"Version": "01_02"}, "") in said
    assert ("ContexteLPS", {"Nature": "CTXLPS", "Version": "01_00"}, "") in said
    assert ("IDAM", {"R": "4"}, "XX000000") in said
    assert ("Temps", {}, "2026-11-23T12:00:00.000Z") in said
    assert ("Nom", {}, "urn:lps:demo:2") in said
    assert len({text for name, _, text in said if name in {"Id", "MessageID"}}) == 3
    action = "urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite"
    assert ("Action", {}, action) in said


def test_the_same_context_gives_the_same_bytes() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    one, two = (
        write_request(ASKED, caller=CALLER, context=Context.seeded(now, "a")) for _ in range(2)
    )
    assert one == two


def test_a_request_that_breaks_a_rule_is_refused_on_reading(context: Context) -> None:
    message = write_request(ASKED, caller=CALLER, context=context)
    with pytest.raises(InvalidValueError, match="only A to Z") as caught:
        read_request(message.replace(b"ECETINSI", b"Ecetinsi"))
    assert "Ecetinsi" not in str(caught.value)


def test_one_identity() -> None:
    response = read_response(answer("00", person("297022A020778", "78")))
    assert response.answer is Answer.FOUND
    assert response.active is not None
    assert (str(response.active.matricule), response.active.oid) == ("297022A02077878", oids.NIR)
    assert response.history == ()
    assert response.traits is not None
    assert response.traits.first_given_name == "DOMINIQUE"
    assert response.traits.birth_place == "20020"


@pytest.mark.parametrize(
    ("said", "first"),
    [("DOMINIQUE ANNE", "DOMINIQUE ANNE"), ("DOMINIQUE", "DOMINIQUE"), ("ANNE", "DOMINIQUE")],
)
def test_the_first_given_name_is_the_start_of_the_list(said: str, first: str) -> None:
    inside = person("297022A020778", "78", f"<n:Prenom>{said}</n:Prenom>")
    traits = read_response(answer("00", inside)).traits
    assert traits is not None
    assert traits.first_given_name == first


def test_the_history_of_matricules_there_and_back() -> None:
    read = read_response(write_response(FOUND))
    assert read == FOUND
    assert read.former == {"209076322083439", "209066322012355"}


def test_several_identities() -> None:
    response = read_response(answer("02"))
    assert (response.answer, response.active, response.traits) == (Answer.SEVERAL, None, None)
    assert read_response(write_response(response)) == response
    with pytest.raises(InvalidValueError, match="several identities"):
        response.identity()


def test_no_identity() -> None:
    assert read_response(answer("01")).answer is Answer.NONE


def test_a_wrong_key_in_an_answer() -> None:
    with pytest.raises(InvalidValueError, match="key") as caught:
        read_response(answer("00", person("297022A020778", "79")))
    assert "29702" not in str(caught.value)


def test_a_code_without_its_contents() -> None:
    with pytest.raises(InvalidValueError, match="code 00"):
        read_response(answer("00"))


def test_a_fault_hides_the_words_of_the_service() -> None:
    fault = (
        f'<f:Fault xmlns:f="{SOAP}"><f:Code><f:Value>f:Sender</f:Value>'
        "<f:Subcode><f:Value>insi_103</f:Value></f:Subcode></f:Code>"
        "<f:Reason><f:Text>le nom ECETINSI est faux</f:Text></f:Reason></f:Fault>"
    )
    with pytest.raises(FaultError, match=r"f:Sender insi_103") as caught:
        read_response(envelope(fault))
    assert caught.value.reason == "le nom ECETINSI est faux"
    assert "ECETINSI" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [envelope(""), envelope("<other/>"), b"<RESULTAT/>", b"<a><Body/></a>"],
)
def test_what_is_no_insi_message(data: bytes) -> None:
    for reader in (read_response, read_request):
        with pytest.raises(UnreadableError, match="no INSi message") as caught:
            reader(data)
        assert caught.value.rule == "XML.root"


def test_what_is_no_xml() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_response(b"<soap:Envelope")
    assert caught.value.rule.startswith("XML.")


@given(identities())
def test_every_answer_there_and_back(identity: Identity) -> None:
    assert identity.matricule is not None
    assert identity.oid is not None
    held = Held(matricule=identity.matricule, oid=identity.oid)
    response = Response(code="00", label="OK", active=held, history=(held,), traits=identity.traits)
    read = read_response(write_response(response))
    assert read == response
