"""The answer of INSi: a code, and when one identity was found, its matricules and traits.

Source: published exchanges with the INSi service (order of the elements, codes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.exchange.insi.envelope import RESULT, SOAP, body_of, text_at
from santedoc.ins.insi import Held, Response
from santedoc.ins.matricule import Matricule
from santedoc.ins.names import is_first_of
from santedoc.ins.sex import Sex
from santedoc.ins.traits import Traits
from santedoc.xmlkit import q, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = q(RESULT, "RESULTAT")


def read_response(data: bytes) -> Response:
    """Return what INSi answered, traits exactly as they were returned.

    When the answer does not say the first given name, it is the first word of the list.

    Args:
        data: the SOAP message.

    Raises:
        UnreadableError: it is no such message.
        FaultError: the service answered by a fault.
        InvalidValueError: a matricule is not of its form, or its key is wrong; or the code and the
            contents disagree.
    """
    result = body_of(data, _ROOT)
    person = result.find(q(RESULT, "INDIVIDU"))
    active = None if person is None else person.find(q(RESULT, "INSACTIF"))
    traits = None if person is None else person.find(q(RESULT, "TIQ"))
    return Response(
        code=text_at(result, "CR/CodeCR", RESULT),
        label=text_at(result, "CR/LibelleCR", RESULT),
        active=None if active is None else _held(active),
        history=()
        if person is None
        else tuple(_held(one) for one in person.iterchildren(q(RESULT, "INSHISTO"))),
        traits=None if traits is None else _traits(traits),
    )


def write_response(response: Response) -> bytes:
    """Return the SOAP message of an answer, as a simulator of the service sends it.

    Args:
        response: the answer.
    """
    from lxml import etree

    root = etree.Element(q(SOAP, "Envelope"), nsmap={"soap": SOAP, "insi": RESULT})
    result = etree.SubElement(etree.SubElement(root, q(SOAP, "Body")), _ROOT)
    report = etree.SubElement(result, q(RESULT, "CR"))
    _add(report, "CodeCR", response.code)
    _add(report, "LibelleCR", response.label)
    if response.active and response.traits:
        person = etree.SubElement(result, q(RESULT, "INDIVIDU"))
        _put(person, "INSACTIF", response.active)
        for one in response.history:
            _put(person, "INSHISTO", one)
        _put_traits(person, response.traits)
    return serialise(root)


def _held(element: _Element) -> Held:
    number = text_at(element, "IdIndividu/NumIdentifiant", RESULT)
    key = text_at(element, "IdIndividu/Cle", RESULT)
    return Held(
        matricule=Matricule(number + key.zfill(2)),
        oid=text_at(element, "OID", RESULT),
        start=text_at(element, "DateDeb", RESULT),
        end=text_at(element, "DateFin", RESULT),
    )


def _traits(element: _Element) -> Traits:
    names = text_at(element, "ListePrenom", RESULT)
    first = text_at(element, "Prenom", RESULT)
    return Traits(
        birth_name=text_at(element, "NomNaissance", RESULT),
        given_names=names,
        first_given_name=first if first and is_first_of(first, names) else names.partition(" ")[0],
        birth_date=text_at(element, "DateNaissance", RESULT),
        sex=Sex.read(text_at(element, "Sexe", RESULT)),
        birth_place=text_at(element, "LieuNaissance", RESULT),
    )


def _put(person: _Element, name: str, held: Held) -> None:
    from lxml import etree

    element = etree.SubElement(person, q(RESULT, name))
    if held.start:
        _add(element, "DateDeb", held.start)
    if held.end:
        _add(element, "DateFin", held.end)
    number = etree.SubElement(element, q(RESULT, "IdIndividu"))
    _add(number, "NumIdentifiant", held.matricule.number[:13])
    _add(number, "Cle", held.matricule.key)
    _add(element, "OID", held.oid)


def _put_traits(person: _Element, traits: Traits) -> None:
    from lxml import etree

    element = etree.SubElement(person, q(RESULT, "TIQ"))
    _add(element, "NomNaissance", traits.birth_name)
    _add(element, "Prenom", traits.first_given_name)
    _add(element, "ListePrenom", traits.given_names)
    _add(element, "Sexe", traits.sex.value)
    _add(element, "DateNaissance", traits.birth_date)
    if traits.birth_place:
        _add(element, "LieuNaissance", traits.birth_place)


def _add(parent: _Element, name: str, text: str) -> None:
    from lxml import etree

    etree.SubElement(parent, q(RESULT, name)).text = text
