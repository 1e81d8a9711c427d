"""What document models ask beyond their sections: codes of acts, of observations, participants.

A model whose rules cannot be told from its rows and requirements has a function here, listed in
`MODELS` by the key of its table. Its refinements replace those of the templates, in documents of
that model alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.cda.documents.base import LevelOneDocument
from santedoc.cda.engine.member import Require
from santedoc.cda.entries.narrated import NarratedObservation
from santedoc.model.datatypes import Code
from santedoc.testing import values
from santedoc.testing.refinements.header import acts
from santedoc.testing.refinements.imaging import imaging_order, imaging_report
from santedoc.testing.refinements.laboratory import laboratory_report, rapid_test
from santedoc.testing.refinements.prescriptions import prescription
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of
from santedoc.testing.refinements.statements import known_author
from santedoc.testing.rows import Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from santedoc.cda.engine.table import Table

_CISIS = "1.2.250.1.213.1.1.4.322"
_LOINC = "2.16.840.1.113883.6.1"
_NGAP = "1.2.250.1.215.200.3.3"
_SNOMED = "2.16.840.1.113883.6.96"
_DOCTOR = Code(code="PCP", system="2.16.840.1.113883.5.88", display="Médecin Traitant")
_ATC = Code(code="J07AM01", system="2.16.840.1.113883.6.73", display="Anatoxine tétanique")
_EMERGENCY = Code(code="EMER", system="2.16.840.1.113883.5.4", display="Urgence")


def of_model(table: type[Table], known: Refinements) -> Refined:
    """Return what one document model refines.

    Args:
        table: its table.
        known: the refinements.
    """
    refined: Refined = {}
    if table.model is not None and table.model.model_fields["type"].default:
        refined["HEADER", "type"] = None
    if issubclass(table, LevelOneDocument):
        refined |= {("HEADER", "sections"): None, ("HEADER", "body"): values.media()}
    for row in table.members.values():
        if isinstance(row, Require) and row.codes:
            refined["HEADER", "service_events"] = acts(known, st.sampled_from(row.codes))
    own = MODELS.get(table.key)
    return {**refined, **(own(known) if own is not None else {})}


def _coded(known: Refinements, table: type[Table], *codes: str) -> SearchStrategy[Any]:
    """Return observations that have one of the codes."""
    return instances(table, known, said={"code": st.sampled_from([_code(one) for one in codes])})


def _code(code: str) -> Code:
    """Return a code that models name, with the system that it is of."""
    if code == _DOCTOR.code:
        return _DOCTOR
    system = _SNOMED if code.isdigit() else _LOINC if code[0].isdigit() else _CISIS
    return Code(code=code, system=system, display=code)


def _observations(known: Refinements, *codes: tuple[str, ...]) -> SearchStrategy[Any]:
    """Return observations: for each group of codes, one that has one of them."""
    return st.tuples(*(_coded(known, NarratedObservation, *group) for group in codes))


def _bound(known: Refinements, name: str) -> SearchStrategy[Any]:
    """Return observations whose codes are of a value set."""
    said = {"code": values.codes(values.members(name))}
    return some(instances(NarratedObservation, known, said=said))


def _participants(known: Refinements, *, doctor: bool) -> SearchStrategy[Any]:
    """Return participants: if someone informs (INF), it is the family doctor.

    Args:
        known: the refinements.
        doctor: whether the family doctor must be there.
    """
    table = table_of("HEADER.participant")
    kinds = values.members("JDV_J144").map(lambda one: str(one.code))
    family = instances(
        table,
        known,
        said={"kind": st.just("INF"), "role": st.just("PROV"), "function": st.just(_DOCTOR)},
    )
    other = instances(table, known, said={"kind": kinds.filter(lambda kind: kind != "INF")})
    others = st.lists(other, max_size=1).map(tuple)
    with_doctor = st.builds(lambda first, rest: (first, *rest), family, others)
    return with_doctor if doctor else with_doctor | others


def _transfer_sheet(known: Refinements) -> Refined:
    return {
        ("HEADER.encounter", "code"): maybe(st.just(_EMERGENCY)),
        ("INFORMED-PARTIES-SECTION", "observations"): _observations(
            known, ("ORG-214",), ("225728007",), ("PCP",), ("ORG-223",)
        ),
        ("PHYSICAL-FUNCTION-SECTION", "observations"): _observations(
            known, ("MED-1301", "MED-1302", "MED-1303"), ("GEN-370",), ("GEN-244",)
        ),
        ("PERSONAL-OBJECT", "code"): _objects(),
    }


def _return_sheet(known: Refinements) -> Refined:
    return {
        ("INFORMED-PARTIES-SECTION", "observations"): _observations(
            known, ("ORG-222",), ("PCP",), ("ORG-223",)
        ),
        ("EVENTS-SECTION", "observations"): _observations(
            known, ("ORG-216", "160849004", "19712007")
        ),
        ("EVENTS-SECTION", "transfers"): one(instances(table_of("TRANSFER"), known)),
        ("PERSONAL-OBJECT", "code"): _objects(),
    }


def _objects() -> SearchStrategy[Code]:
    return values.codes(values.members("jdv-prothese-objet-personnel-cisis"))


def _resident_sent(known: Refinements) -> Refined:
    return {
        ("EVENTS-SECTION", "observations"): _observations(known, ("57277-6",)),
        ("CODED-RESULTS-SECTION", "observations"): _observations(
            known, ("DLU_002", "DLU_003", "DLU_004")
        ),
        ("PERSONAL-OBJECT", "code"): _objects(),
    }


def _resident_back(known: Refinements) -> Refined:
    return {
        ("EVENTS-SECTION", "observations"): _observations(known, ("15515-0",)),
        ("ATTACHMENT-KIND", "value"): values.members("jdv-checklist-fludr-cisis"),
        ("PERSONAL-OBJECT", "code"): _objects(),
    }


def _resident_record(known: Refinements) -> Refined:
    return {
        ("HEADER", "participants"): _participants(known, doctor=True),
        ("EVENTS-SECTION", "observations"): _bound(known, "jdv-observation-etat-patient-cisis"),
        ("ATTACHMENT-KIND", "value"): values.members("jdv-checklist-dlu-cisis"),
    }


def _summary_14(known: Refinements) -> Refined:
    return {("HEADER", "participants"): _participants(known, doctor=True)}


_ASSESSED = {
    "GEN-092.04.24": "jdv-autre-risque-cisis",
    "32452-5": "jdv-deplacement-cisis",
    "54511-1": "jdv-etat-psychique-cisis",
}


def _patient_summary(known: Refinements) -> Refined:
    emergency = Code(code="74207-2", system=_LOINC, display="Dossier d'urgence")
    finding, assessment = table_of("FUNCTIONAL-STATUS"), table_of("ASSESSMENT-FR")
    assessments = [instances(assessment, known)]
    for code, name in _ASSESSED.items():
        findings = instances(finding, known, said={"code": values.codes(values.members(name))})
        said = {"code": st.just(_code(code)), "findings": some(findings)}
        assessments.append(instances(assessment, known, said=said))
    return {
        ("HEADER", "type"): maybe(st.just(emergency)),
        ("HEADER", "participants"): _participants(known, doctor=False),
        ("FUNCTIONAL-STATUS-SECTION", "assessments"): some(st.one_of(*assessments)),
    }


def _telemedicine(known: Refinements) -> Refined:
    code = _tele_acts()
    return {
        ("HEADER.serviceEvent", "code"): code,
        ("HEADER", "service_events"): acts(known, code),
    }


def _tele_acts() -> SearchStrategy[Code]:
    codes = ("TCG", "TC", "TE1", "TE2", "TLD", "TLL", "TLM", "TLS")
    return st.sampled_from([Code(code=one, system=_NGAP, display=one) for one in codes])


def _child(known: Refinements) -> Refined:
    organization = instances(
        table_of("HEADER.performerOrganization"), known, said={"name": values.words()}
    )
    return {("HEADER.performerEntity", "organization"): organization}


def _vaccination_note(known: Refinements) -> Refined:
    """Return what a note asks of its one vaccination: a day, a lot, an author, an ATC class."""
    speciality = values.specialities().map(lambda code: code.replaced(translations=(_ATC,)))
    vaccine = instances(
        table_of("VACCINE"), known, said={"code": speciality, "lot": values.words()}
    )
    given = {
        "time": values.days(),
        "negated": None,
        "product": vaccine,
        "authors": one(known_author(known, "VACCINE.author")),
    }
    vaccination = instances(table_of("IMMUNIZATION"), known, said=given, needs=("rank",))
    return {("IMMUNIZATIONS", "immunizations"): one(vaccination)}


MODELS: Mapping[str, Callable[[Refinements], Refined]] = MappingProxyType(
    {
        "BIO-CR-BIO": laboratory_report,
        "BIO-CR-BIO-2021": laboratory_report,
        "BIO-CR-BIO-2023": laboratory_report,
        "BIO-TROD": rapid_test,
        "CSE-MDE": _child,
        "DLU-EHPAD-DLU": _resident_record,
        "DLU-EHPAD-FLUDR": _resident_back,
        "DLU-EHPAD-FLUDT": _resident_sent,
        "DLU-FR-SU": _return_sheet,
        "DLU-FT-SU": _transfer_sheet,
        "IMG-CR-IMG": imaging_report,
        "IMG-DA-IMG": imaging_order,
        "EP-MED-DM": prescription,
        "EP-MED-DM-2022": prescription,
        "EP-MED-DM-2023": prescription,
        "IPS-FR": _patient_summary,
        "TLM-CR": _telemedicine,
        "TLM-DA": _telemedicine,
        "VAC-NOTE": _vaccination_note,
        "VSM-1-4": _summary_14,
    }
)
"""Key of a document model's table → what it refines."""
