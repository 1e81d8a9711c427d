"""Which samples there are, by CI-SIS code and edition."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Media
from santedoc.model.document import Document
from santedoc.samples.cast import numbered
from santedoc.samples.child import measurements
from santedoc.samples.dispensing import medication_dispensing
from santedoc.samples.emergencies import return_sheet, transfer_sheet
from santedoc.samples.imaging import (
    imaging_report,
    imaging_report_addendum,
    imaging_report_level_1,
    imaging_report_mri,
    imaging_report_ultrasound,
)
from santedoc.samples.imaging_orders import KINDS, imaging_order, order_of
from santedoc.samples.ips import patient_summary
from santedoc.samples.laboratory import (
    electrophoresis_report,
    laboratory_report,
    laboratory_report_2021,
    laboratory_report_2023,
    local_code_report,
    microbiology_report,
    report_as_file,
    report_without_copy,
    screening_report,
    screening_report_with_file,
    second_intention_report,
    two_units_report,
)
from santedoc.samples.letters import Size, discharge_letter
from santedoc.samples.prescriptions import (
    devices,
    planned,
    prescription,
    prescription_2022,
    prescription_2023,
    structured,
    two_zones,
    unstructured,
)
from santedoc.samples.rapid_tests import rapid_test, sore_throat_test, urine_strip_test
from santedoc.samples.referral import admission_letter
from santedoc.samples.residents import emergency_record, resident_return, resident_transfer
from santedoc.samples.summaries import medical_summary, medical_summary_14
from santedoc.samples.telemedicine import telemedicine_report, telemedicine_request
from santedoc.samples.vaccination import (
    vaccination_note,
    vaccination_record,
    vaccination_record_with_advice,
)


class Maker(Protocol):
    """Makes the sample of one model."""

    def __call__(self, *, size: Size) -> Document:
        """Return the sample.

        Args:
            size: ``full`` or ``minimal``.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What can be made for one model in one edition.

    Args:
        code: CI-SIS code of the model.
        edition: edition, written as in the official rule files.
        make: makes the document.
        variants: name → what makes it, for models that have several documents.
    """

    code: str
    edition: str
    make: Maker
    variants: tuple[tuple[str, Maker], ...] = ()


SAMPLES = (
    Sample(code="LDL-SES", edition="2022.01", make=discharge_letter),
    Sample(code="LDL-EES", edition="2022.01", make=admission_letter),
    Sample(code="VSM", edition="1.4_2022.01", make=medical_summary_14),
    Sample(code="VSM", edition="2023.01", make=medical_summary),
    Sample(code="IPS-FR", edition="2024.01", make=patient_summary),
    Sample(code="DLU-FT-SU", edition="2025.01", make=transfer_sheet),
    Sample(code="DLU-FR-SU", edition="2025.01", make=return_sheet),
    Sample(code="DLU-EHPAD-FLUDT", edition="2022.01", make=resident_transfer),
    Sample(code="DLU-EHPAD-FLUDR", edition="2022.01", make=resident_return),
    Sample(code="DLU-EHPAD-DLU", edition="2022.01", make=emergency_record),
    Sample(code="TLM-DA", edition="2022.01", make=telemedicine_request),
    Sample(code="TLM-CR", edition="2022.01", make=telemedicine_report),
    Sample(code="eP-MED-DM", edition="2022.01", make=prescription_2022),
    Sample(code="eP-MED-DM", edition="2023.01", make=prescription_2023),
    Sample(
        code="eP-MED-DM",
        edition="2024.01",
        make=prescription,
        variants=(
            ("structured", structured),
            ("unstructured", unstructured),
            ("device", devices),
            ("two-zones", two_zones),
            ("treatment-plan", planned),
        ),
    ),
    Sample(code="CSE-MDE", edition="2023.01", make=measurements),
    Sample(
        code="VAC",
        edition="2023.01",
        make=vaccination_record,
        variants=(("recommendations", vaccination_record_with_advice),),
    ),
    Sample(code="VAC-NOTE", edition="2023.01", make=vaccination_note),
    Sample(code="BIO-CR-BIO", edition="2021.01", make=laboratory_report_2021),
    Sample(
        code="BIO-CR-BIO",
        edition="2023.01",
        make=laboratory_report_2023,
        variants=(("without-copy", report_without_copy),),
    ),
    Sample(
        code="BIO-CR-BIO",
        edition="2024.01",
        make=laboratory_report,
        variants=(
            ("microbiology", microbiology_report),
            ("electrophoresis", electrophoresis_report),
            ("local-code", local_code_report),
            ("two-units", two_units_report),
            ("second-intention", second_intention_report),
            ("cervical-screening", screening_report),
            ("cervical-screening-pdf", screening_report_with_file),
            ("level-1", report_as_file),
        ),
    ),
    Sample(
        code="BIO-TROD",
        edition="2024.01",
        make=rapid_test,
        variants=(("sore-throat", sore_throat_test), ("urine-strip", urine_strip_test)),
    ),
    Sample(code="eDISP-MED", edition="2024.01", make=medication_dispensing),
    Sample(
        code="IMG-CR-IMG",
        edition="2024.01",
        make=imaging_report,
        variants=(
            ("addendum", imaging_report_addendum),
            ("level-1", imaging_report_level_1),
            ("mri", imaging_report_mri),
            ("ultrasound", imaging_report_ultrasound),
        ),
    ),
    Sample(
        code="IMG-DA-IMG",
        edition="2024.01",
        make=imaging_order,
        variants=tuple((kind, order_of(kind)) for kind in KINDS),
    ),
)
"""Every sample; the editions of one model, the latest last."""


def example(
    code: str, *, edition: str | None = None, size: Size = "full", variant: str | None = None
) -> Document:
    """Return a fictitious document of a model.

    Args:
        code: CI-SIS code of the model, for instance ``LDL-SES``, in any case.
        edition: its edition; the latest if not said.
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.
        variant: one of the variants of the model; none if not said.

    Returns:
        The document; it builds, and validates without error nor warning.

    Raises:
        InvalidValueError: there is no such model, edition, size or variant; the message lists
            those that there are.

    Source: CI-SIS, the models' own volets.

    Examples:
        >>> example("LDL-SES").title
        "Lettre de liaison à la sortie de l'établissement de santé"
        >>> example("CR-BOTANIQUE")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: code: no sample of this model: ...
    """
    of_model = [one for one in SAMPLES if one.code.casefold() == code.casefold()]
    if not of_model:
        raise _unknown(
            "code",
            "no sample of this model",
            "aucun exemple de ce modèle",
            {s.code for s in SAMPLES},
        )
    chosen = [one for one in of_model if edition in {None, one.edition}]
    if not chosen:
        raise _unknown(
            "edition",
            "no sample of this edition",
            "aucun exemple de cette édition",
            {one.edition for one in of_model},
        )
    if size not in {"full", "minimal"}:
        raise _unknown("size", "no such size", "taille inconnue", {"full", "minimal"})
    return _maker(chosen[-1], variant)(size=size)


def level_1() -> Document:
    """Return a discharge letter that is a PDF/A-1b, wrapped in a CDA (level 1).

    Returns:
        A document of type 11490-0, with the people and the stay of `discharge_letter`.

    Source: CI-SIS, Structuration minimale, documents à corps non structuré.

    Examples:
        >>> level_1().body.media_type
        'application/pdf'
    """
    letter = discharge_letter()
    header = {
        name: getattr(letter, name)
        for name in Document.model_fields
        if name in letter.model_fields_set or name in {"type", "title"}
    }
    identifier = numbered("2026-03-0003")
    header |= {"identifier": identifier, "set_id": identifier, "version": 1, "replaces": ()}
    return Document(**header, body=Media(media_type="application/pdf", data=_pdf()))


@cache
def _pdf() -> str:
    data = files("santedoc.samples").joinpath("data", "letter.pdf").read_bytes()
    return b64encode(data).decode("ascii")


def _maker(sample: Sample, variant: str | None) -> Callable[..., Document]:
    if variant is None:
        return sample.make
    for name, make in sample.variants:
        if name == variant:
            return make
    raise _unknown(
        "variant",
        f"{sample.code} has no such variant",
        f"{sample.code} n'a pas cette variante",
        {name for name, _ in sample.variants},
    )


def _unknown(field: str, en: str, fr: str, known: set[str]) -> InvalidValueError:
    if not known:
        return InvalidValueError(f"{en} (there is none)", f"{fr} (il n'y en a pas)", field=field)
    listed = ", ".join(sorted(known))
    return InvalidValueError(f"{en}: {listed}", f"{fr} : {listed}", field=field)
