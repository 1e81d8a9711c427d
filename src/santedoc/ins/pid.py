r"""The fields of an HL7 v2 PID segment that carry an identity, to and from values.

PID-3 (identifiers), 5 (names), 7 (birth date), 8 (sex), 11 (birthplace) and 32 (reliability), with
the usual delimiters ``|^~\&``; segments and messages are for `santedoc.exchange`. Source: IHE PAM,
national extension for France 2.11. Its reliability codes are no identity statuses: a qualified
identity is ``VALI`` *and* an INS in PID-3, and a recovered one can only be told as provisional.

Examples:
    >>> fields = PidFields(
    ...     identifiers="277010115400329^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS",
    ...     names="GARCIA-HAMMADI^SARAH-LOU^SARAH-LOU ANNA^^^^L",
    ...     birth="19770121",
    ...     sex="F",
    ...     addresses="^^^^^^BDL^^01154",
    ...     reliability="VALI",
    ... )
    >>> patient = read(fields)
    >>> patient.identity.status, patient.identity.traits.birth_place
    (<IdentityStatus.QUALIFIED: 'QUAL'>, '01154')
    >>> write(patient) == fields
    True
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.oids import Scheme
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityStatus
from santedoc.ins.traits import Traits

_INS, _LOCAL = "INS", "PI"
_LEGAL, _DISPLAY, _BIRTH_PLACE = "L", "D", "BDL"
_AUTHORITIES: Mapping[Scheme, str] = MappingProxyType(
    {Scheme.NIR: "ASIP-SANTE-INS-NIR", Scheme.NIA: "ASIP-SANTE-INS-NIA"}
)
_ESCAPES: Mapping[str, str] = MappingProxyType({"\\": "E", "|": "F", "^": "S", "&": "T", "~": "R"})
_ESCAPED = re.compile(r"\\([EFSTR])\\")
_DATE = re.compile(r"([0-9]{4})([0-9]{2})?([0-9]{2})?(?:[0-9]{2})*(?:\.[0-9]+)?(?:[+-][0-9]{4})?")
_RELIABILITY: Mapping[IdentityStatus, str] = MappingProxyType(
    {
        IdentityStatus.PROVISIONAL: "PROV",
        IdentityStatus.RECOVERED: "PROV",
        IdentityStatus.VALIDATED: "VALI",
        IdentityStatus.QUALIFIED: "VALI",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PidFields:
    """Six fields of a PID segment, encoded, without the bars around them.

    Args:
        identifiers: PID-3.
        names: PID-5.
        birth: PID-7.
        sex: PID-8.
        addresses: PID-11; addresses other than the birthplace are left alone.
        reliability: PID-32.
    """

    identifiers: str = ""
    names: str = ""
    birth: str = ""
    sex: str = ""
    addresses: str = ""
    reliability: str = ""

    def __repr__(self) -> str:
        return "PidFields(•••)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OtherIdentifier:
    """A number of PID-3 that is not the INS in use: local number, former identifier.

    Args:
        value: the number.
        namespace: name of the authority that gave it.
        oid: OID of that authority.
        type: its type, ``PI`` for the number of an establishment.
    """

    value: str
    namespace: str = ""
    oid: str = ""
    type: str = _LOCAL

    def __repr__(self) -> str:
        return "OtherIdentifier(•••)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PidPatient:
    """What the six fields say.

    Args:
        identity: matricule, OID, traits and status.
        others: the other numbers of PID-3, in order.
        usual_name: name in use, when one is said (repetition ``D`` of PID-5).
        usual_given_name: given name in use.
    """

    identity: Identity
    others: tuple[OtherIdentifier, ...] = ()
    usual_name: str = ""
    usual_given_name: str = ""

    def __repr__(self) -> str:
        return "PidPatient(•••)"


def write(patient: PidPatient) -> PidFields:
    """Return the fields that say a patient.

    The matricule is left out unless the status and the attributes allow it to be sent (RNIV v2.0,
    EXI ID 29). An undifferentiated sex is written as unknown, the only code that both sides share.

    Args:
        patient: the identity, other numbers and the name in use.

    Raises:
        InvalidValueError: the matricule may be sent, but its OID is not that of an INS.
    """
    identity = patient.identity
    traits = identity.traits
    numbers = [
        _components(
            _escaped(one.value), "", "", _authority(one.namespace, one.oid), _escaped(one.type)
        )
        for one in patient.others
    ]
    if identity.matricule and identity.may_carry_matricule:
        oid = oids.validate(identity.oid or "")
        authority = oids.classify(oid)
        assert authority is not None
        issuer = _authority(_AUTHORITIES[authority.scheme], oid)
        numbers.insert(0, _components(_escaped(identity.matricule.number), "", "", issuer, _INS))
    names = [
        _components(
            *(_escaped(one) for one in (traits.birth_name, traits.first_given_name)),
            _escaped(traits.given_names), "", "", "", _LEGAL,
        )
    ]  # fmt: skip
    if patient.usual_name or patient.usual_given_name:
        usual = (_escaped(one) for one in (patient.usual_name, patient.usual_given_name))
        names.append(_components(*usual, "", "", "", "", _DISPLAY))
    place = _escaped(traits.birth_place)
    return PidFields(
        identifiers="~".join(numbers),
        names="~".join(names),
        birth=traits.birth_date.replace("-", ""),
        sex=traits.sex.value if traits.sex.is_strict else Sex.UNKNOWN.value,
        addresses=_components(*[""] * 6, _BIRTH_PLACE, "", place) if place else "",
        reliability=_RELIABILITY[identity.status] if identity.status else "",
    )


def read(fields: PidFields, *, check_key: bool = True) -> PidPatient:
    """Return what the fields of a PID segment say.

    Args:
        fields: the fields, encoded.
        check_key: refuse a matricule whose key is wrong.

    Raises:
        InvalidValueError: the INS or the birth date is not of its form.
    """
    matricule, oid, others = None, None, []
    for number in _repetitions(fields.identifiers):
        issuer = [_plain(part) for part in _raw(number, 4).split("&")]
        one = OtherIdentifier(
            value=_part(number, 1),
            namespace=issuer[0],
            oid=issuer[1] if len(issuer) > 1 else "",
            type=_part(number, 5),
        )
        if matricule is None and oids.is_ins(one.oid) and one.type in {_INS, "", "NI", "NH"}:
            matricule, oid = Matricule(one.value, check_key=check_key), one.oid
        else:
            others.append(one)
    legal = _of_type(fields.names, 7, _LEGAL)
    usual = _of_type(fields.names, 7, _DISPLAY)
    place = _of_type(fields.addresses, 7, _BIRTH_PLACE)
    return PidPatient(
        identity=Identity(
            matricule=matricule,
            oid=oid,
            traits=Traits(
                birth_name=_part(legal, 1),
                given_names=_part(legal, 3),
                first_given_name=_part(legal, 2),
                birth_date=_born(fields.birth),
                sex=Sex(fields.sex) if fields.sex in set(Sex) else Sex.UNKNOWN,
                birth_place=_part(place, 9),
            ),
            status=_status(fields.reliability, carried=matricule is not None),
        ),
        others=tuple(others),
        usual_name=_part(usual, 1),
        usual_given_name=_part(usual, 2),
    )


def _status(text: str, *, carried: bool) -> IdentityStatus | None:
    codes = {_part(one, 1) for one in _repetitions(text)}
    if "PROV" in codes:
        return IdentityStatus.PROVISIONAL
    if "VALI" in codes:
        return IdentityStatus.QUALIFIED if carried else IdentityStatus.VALIDATED
    return None  # the other codes say how records were merged, not who vouches for the identity


def _born(text: str) -> str:
    if not text:
        return ""
    match = _DATE.fullmatch(text)
    if not match:
        raise InvalidValueError(
            "a date YYYYMMDD is expected", "une date AAAAMMJJ est attendue", field="PID-7"
        )
    return "-".join(part for part in match.groups() if part)


def _repetitions(field: str) -> Iterator[str]:
    return (one for one in field.split("~") if one)


def _of_type(field: str, position: int, wanted: str) -> str:
    return next((one for one in _repetitions(field) if _part(one, position) == wanted), "")


def _raw(repetition: str, position: int) -> str:
    components = repetition.split("^")
    return components[position - 1] if len(components) >= position else ""


def _part(repetition: str, position: int) -> str:
    return _plain(_raw(repetition, position))


def _authority(namespace: str, oid: str) -> str:
    return "&".join((_escaped(namespace), _escaped(oid), "ISO")) if oid else _escaped(namespace)


def _components(*parts: str) -> str:
    return "^".join(parts)


def _escaped(text: str) -> str:
    return "".join(f"\\{_ESCAPES[char]}\\" if char in _ESCAPES else char for char in text)


def _plain(text: str) -> str:
    backwards = {code: char for char, code in _ESCAPES.items()}
    return _ESCAPED.sub(lambda match: backwards[match[1]], text)
