"""Imaging: acts, exposure, catalogues, requests, and what its two document models ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Code, Qualifier, TextReference
from santedoc.testing import values
from santedoc.testing.refinements.header import acts
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of
from santedoc.testing.refinements.statements import known_author
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LOINC = "2.16.840.1.113883.6.1"
_SNOMED = "2.16.840.1.113883.6.96"
_DCM = "1.2.840.10008.2.16.4"
_MODALITY = Code(code="121139", system=_DCM, display="Modalité")
_SIDE = Code(code="106233006", system=_SNOMED, display="modificateur topographique")
_ORDER = Code(code="55115-0", system=_LOINC, display="Demande d'actes d'imagerie")
_NUCLEAR = ("PT", "NM")
_TOLD_BY_CODE = (
    "MEDICAL-HISTORY",
    "SURGICAL-HISTORY",
    "CONTRAINDICATION",
    "PRECAUTION",
    "PREGNANCY",
)
_NO_EVIDENCE: Refined = {
    (f"IMAGING-{key}", field): None
    for key in _TOLD_BY_CODE
    for field in ("instances", "quantities")
}


def imaging(known: Refinements) -> Refined:
    """Return what is between the fields of imaging statements."""
    modalities = values.members("jdv-modalite-acquisition-cisis")
    sites = values.members("jdv-localisation-anatomique-cisis")
    return {
        ("IMAGING-TECHNIQUE", "code"): values.members("jdv-code-document-imagerie-cisis"),
        # The gate counts the translations of the codes of authors too.
        ("IMAGING-TECHNIQUE", "authors"): None,
        ("IMAGING-TECHNIQUE", "comments"): maybe(
            some(instances(table_of("COMMENT"), known, said={"authors": None}))
        ),
        ("IMAGING-TECHNIQUE", "methods"): some(modalities),
        ("IMAGING-TECHNIQUE", "target_sites"): one(
            _made_precise(sites, "jdv-lateralite-technique-imagerie-cisis")
        ),
        ("IMAGING-QUANTITY", "code"): values.members("jdv-quantite-exposition-rayonnements-cisis"),
        ("IMAGING-QUANTITY", "target_site"): sites,
        **_NO_EVIDENCE,
        ("IMAGING-OBSERVATION", WHOLE): _observations(known),
        ("IMAGING-CONTRAINDICATION", "value"): values.members("jdv-contre-indication-cisis"),
        ("IMAGING-PRECAUTION", "value"): values.members("jdv-info-prise-en-charge-cisis"),
        ("IMAGING-PREGNANCY", "value"): values.members("jdv-statut-grossesse-cisis"),
        ("IMAGING-PURPOSE", "value"): values.members("jdv-imagerie-objectif-reference-cisis"),
        ("IMAGING-SERIES", "modality"): modalities,
        ("IMAGING-SERIES", "instances"): one(instances(table_of("IMAGING-INSTANCE"), known)),
        ("IMAGING-STUDY", "series"): one(instances(table_of("IMAGING-SERIES"), known)),
        ("IMAGING-STUDY", "time"): values.times(),
        ("IMAGING-INSTANCE", "address"): maybe(st.just(_address())),
        ("IMAGING-EXPOSURE-AUTHORIZATION", "code"): None,
        ("IMAGING-EXPOSURE-AUTHORIZATION", "role"): None,
        ("IMAGING-PRODUCT", "code"): values.specialities(),
        ("IMAGING-PRODUCT", "absent"): None,
        ("IMAGING-PRODUCT", "material_absent"): None,
        ("IMAGING-ADDENDUM-SECTION", "authors"): one(known_author(known)),
        ("IMAGING-REQUEST", WHOLE): _requests(known),
        ("IMAGING-PLAN-SECTION", "requests"): some(instances(table_of("IMAGING-REQUEST"), known)),
    }


def _address() -> TextReference:
    return TextReference(
        reference="https://images.example/wado?requestType=WADO", media_type="application/dicom"
    )


def _made_precise(codes: SearchStrategy[Code], name: str) -> SearchStrategy[Code]:
    """Return codes, with or without a qualifier of a value set."""

    def precise(code: Code, value: Code | None) -> Code:
        if value is None:
            return code
        return code.replaced(qualifiers=(Qualifier(name=_SIDE, value=value),))

    return st.builds(precise, codes, maybe(values.members(name)))


def _observations(known: Refinements) -> SearchStrategy[Any]:
    """Return observations without evidence, or with an image and a measure."""
    table = table_of("IMAGING-OBSERVATION")
    evidence = {
        "instances": one(instances(table_of("IMAGING-INSTANCE"), known)),
        "quantities": one(instances(table_of("IMAGING-QUANTITY"), known)),
    }
    alone: dict[str, SearchStrategy[Any] | None] = dict.fromkeys(evidence)
    return instances(table, known, said=alone) | instances(table, known, said=evidence)


def _requests(known: Refinements) -> SearchStrategy[Any]:
    """Return requests; the function studied is for PET and scintigraphy alone."""
    table = table_of("IMAGING-REQUEST")
    kinds = values.members("jdv-modalite-demande-acte-imagerie-cisis")
    sites = values.members("jdv-localisation-anatomique-cisis")
    said: dict[str, SearchStrategy[Any] | None] = {
        "target_site": _made_precise(sites, "jdv-modificateur-topographique-cisis"),
        "further_sites": some(sites),
        "priority": _priorities(),
        "performers": one(instances(table_of("BODY.performer"), known)),
    }
    shapes = [
        instances(
            table,
            known,
            said={
                **said,
                "code": kinds.filter(lambda code: code.code not in _NUCLEAR),
                "function": None,
            },
        )
    ]
    for kind, name in zip(
        _NUCLEAR,
        ("jdv-fonction-etudiee-tep-cisis", "jdv-fonction-etudiee-scintigraphie-cisis"),
        strict=True,
    ):
        studied = instances(
            table_of("IMAGING-FUNCTION"), known, said={"value": values.members(name)}
        )
        code = Code(code=kind, system=_DCM, display=kind)
        shapes.append(
            instances(table, known, said={**said, "code": st.just(code), "function": studied})
        )
    return st.one_of(*shapes)


def _priorities() -> SearchStrategy[Code]:
    """Return priorities: an urgent one has a reason, another has none."""
    system = "2.16.840.1.113883.5.7"
    urgent = values.written().map(
        lambda words: Code(code="UR", system=system, display="Urgent", original_text=words)
    )
    return urgent | st.just(Code(code="R", system=system, display="Routine"))


def imaging_report(known: Refinements) -> Refined:
    """Return what a report asks: acts that say their modality, orders with both numbers."""
    act = _acts()
    return {
        ("HEADER.serviceEvent", "code"): act,
        ("HEADER", "service_events"): acts(known, act),
        ("HEADER.order", "accession_number"): values.identifiers(),
        ("IMAGING-HISTORY-SECTION", "contraindications"): some(
            instances(table_of("IMAGING-CONTRAINDICATION"), known)
        ),
        ("PATIENT-EDUCATION-SECTION", "information"): instances(
            table_of("IMAGING-INFORMATION"), known
        ),
    }


def _acts() -> SearchStrategy[Code]:
    def documented(code: Code, modality: Code) -> Code:
        qualified = modality.replaced(qualifiers=(Qualifier(name=_MODALITY),))
        return code.replaced(translations=(qualified,))

    return st.builds(
        documented,
        values.members("jdv-code-document-imagerie-cisis"),
        values.members("jdv-modalite-acquisition-cisis"),
    )


def imaging_order(known: Refinements) -> Refined:
    """Return what a request asks: one act, which is the request; whether the risks were told."""
    return {
        ("HEADER", "service_events"): acts(known, st.just(_ORDER)),
        ("PATIENT-EDUCATION-SECTION", "informed"): instances(table_of("IMAGING-INFORMED"), known),
    }
