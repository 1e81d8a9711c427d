"""Neutral datatypes: codes, identifiers, quantities, contacts, and values that are absent."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from santedoc.errors import InvalidValueError
from santedoc.model.base import Model

NullFlavor = Literal[
    "NI",
    "INV",
    "DER",
    "OTH",
    "NINF",
    "PINF",
    "UNC",
    "MSK",
    "NA",
    "UNK",
    "ASKU",
    "NAV",
    "NASK",
    "TRC",
    "QS",
    "NP",
]


class Absent(Model):
    """A value that is not there, and why (HL7 nullFlavor, FHIR data-absent-reason).

    Args:
        reason: HL7 NullFlavor code (2.16.840.1.113883.5.1008): ``UNK`` unknown, ``NA`` not
            applicable, ``NAV`` temporarily unavailable, ``NASK`` not asked, ``MSK`` masked…

    Examples:
        >>> Absent(reason="UNK").reason
        'UNK'
    """

    reason: NullFlavor


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        raise InvalidValueError(
            "a float is not exact: give a text or a Decimal",
            "un flottant n'est pas exact : donner un texte ou un Decimal",
        )
    return value


Exact = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""A decimal that keeps its digits: ``1.50`` stays ``1.50``."""


class Identifier(Model):
    """An identifier and who gives it (HL7 ``II``).

    Args:
        root: OID or UUID of the authority, or of the thing itself.
        extension: the identifier that this authority gave.
        authority: readable name of the authority.
        displayable: whether it may be shown to people.

    Examples:
        >>> Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897").extension
        '801234567897'
    """

    root: str
    extension: str | None = None
    authority: str | None = None
    displayable: bool | None = None


class TextReference(Model):
    """A text, or where it stands in the narrative (HL7 ``ED`` with ``reference``).

    Args:
        text: the text itself.
        reference: ``#`` and the ID of a part of the section's narrative; the address of a file
            outside the document.
        media_type: MIME type, when not plain text.
    """

    text: str | None = None
    reference: str | None = None
    media_type: str | None = None


class Qualifier(Model):
    """A precision of a code (HL7 ``CR``).

    Args:
        name: what is made precise.
        value: the precision.
        inverted: whether the relation reads the other way.
    """

    name: Code | None = None
    value: Code | None = None
    inverted: bool | None = None


class Code(Model):
    """A concept of a code system (HL7 ``CD``, FHIR CodeableConcept).

    Args:
        code: the code; absent only when ``absent`` says why.
        system: OID of the code system.
        display: label of the code in that system.
        system_name: readable name of the system.
        system_version: its version.
        original_text: the author's words.
        translations: the same concept in other systems.
        qualifiers: precisions.
        absent: why there is no code (HL7 nullFlavor).

    Examples:
        >>> Code(code="42349-1", system="2.16.840.1.113883.6.1", display="Raison").code
        '42349-1'
    """

    code: str | None = None
    system: str | None = None
    display: str | None = None
    system_name: str | None = None
    system_version: str | None = None
    original_text: TextReference | None = None
    translations: tuple[Code, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    absent: NullFlavor | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Code:
        if (
            self.code is None
            and self.absent is None
            and not (self.original_text or self.translations)
        ):
            raise InvalidValueError(
                "a code needs a code, or the reason why it is absent",
                "il faut un code, ou la raison de son absence",
            )
        return self

    def same_concept(self, other: Code) -> bool:
        """Tell whether both are the same code of the same system."""
        return (self.code, self.system) == (other.code, other.system)


class Quantity(Model):
    """A measured value (HL7 ``PQ``).

    Args:
        value: exact decimal, as a text or a Decimal; its digits are kept.
        unit: UCUM unit; absent when the value counts things.
        translations: the same quantity in other units, as coded values.
        absent: why there is no value (HL7 nullFlavor).

    Examples:
        >>> str(Quantity(value="1.50", unit="mmol/L").value)
        '1.50'
    """

    value: Exact | None = None
    unit: str | None = None
    translations: tuple[QuantityTranslation, ...] = ()
    absent: NullFlavor | None = None


class QuantityTranslation(Model):
    """A quantity in another unit (HL7 ``PQR``).

    Args:
        value: exact decimal.
        unit: the unit, as a code.
    """

    value: Exact | None = None
    unit: Code | None = None


class Ratio(Model):
    """A quantity by another (HL7 ``RTO``): a dose by day, a titre.

    Args:
        numerator: what is divided.
        denominator: what it is divided by.
    """

    numerator: Quantity | Absent | None = None
    denominator: Quantity | Absent | None = None


class Telecom(Model):
    """A telephone, fax, e-mail or web address (HL7 ``TEL``).

    Args:
        value: URL with its scheme: ``tel:``, ``fax:``, ``mailto:``, ``http:``, ``ftp:``, ``mllp:``.
        use: ``H`` home, ``HP`` primary home, ``HV`` vacation home, ``WP`` work, ``DIR``, ``PUB``,
            ``EC`` emergency, ``MC`` mobile, ``PG`` pager.
    """

    value: str
    use: str | None = None


class AbsentPart(Model):
    """A part of an address of which it is said why it is not given.

    Args:
        part: name of the part, as that of a field of `Address`.
        reason: why (HL7 ``nullFlavor``).
    """

    part: str
    reason: NullFlavor


class Address(Model):
    """A postal address, structured or in lines (HL7 ``AD``).

    Args:
        lines: free lines (HL7 ``streetAddressLine``); excludes the structured parts.
        house_number: number in the street.
        street: name of the street.
        street_type: kind of street.
        additional_locator: precision of the place.
        unit: staircase, flat.
        post_box: post-office box.
        precinct: place name, hamlet.
        postal_code: postal code.
        city: city.
        county: COG code of the commune or country, for a birthplace.
        state: region or state.
        country: country.
        use: ``H``, ``HP``, ``HV``, ``WP`` or ``TMP``.
        absent_parts: parts of which it is said why they are not given.
    """

    lines: tuple[str, ...] = ()
    house_number: str | None = None
    house_number_numeric: str | None = None
    street: str | None = None
    street_type: str | None = None
    additional_locator: str | None = None
    unit: str | None = None
    post_box: str | None = None
    precinct: str | None = None
    postal_code: str | None = None
    city: str | None = None
    county: str | None = None
    state: str | None = None
    country: str | None = None
    use: str | None = None
    absent_parts: tuple[AbsentPart, ...] = ()


class HumanName(Model):
    """The name of a person (HL7 ``PN``).

    Args:
        family: family name, for anyone but the patient.
        given: given names; for the patient, the list of the birth certificate as one text.
        birth_family: birth name (qualifier ``BR``).
        birth_given: first given name of the birth certificate (qualifier ``BR``).
        used_family: name used (qualifier ``CL``).
        used_given: given name used (qualifier ``CL``).
        prefix: civility (JDV_J245: ``M``, ``MME``).
        suffix: title (JDV_J246: ``DR``, ``PR``…).
        text: the name as plain text, when it is not divided.

    Examples:
        >>> HumanName(family="DAVID", given="Charles").given
        ('Charles',)
    """

    family: str | None = None
    given: Annotated[
        tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)
    ] = ()
    birth_family: str | None = None
    birth_given: str | None = None
    used_family: str | None = None
    used_given: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    text: str | None = None


class Media(Model):
    """Bytes and what they are (HL7 ``ED`` in base64).

    Args:
        media_type: IANA media type, for instance ``application/pdf``.
        data: the content in base64, or as text when ``encoding`` is ``TXT``.
        encoding: ``B64`` or ``TXT``.
        language: language of the content.
    """

    media_type: str
    data: str
    encoding: Literal["B64", "TXT"] = "B64"
    language: str | None = None


Qualifier.model_rebuild()
Code.model_rebuild()
Quantity.model_rebuild()
