"""IMG-DA-IMG: demande d'acte d'imagerie."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.img_rules import (
    EDUCATION,
    HISTORY,
    LOINC,
    SIMPLE,
    carriers,
    listed,
    number_of,
    observed,
    valued,
)
from santedoc.cda.documents.requirements import one, section, typed
from santedoc.cda.engine.condition import both, counts, either, has, lacks, when
from santedoc.cda.engine.member import child, require, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import carries
from santedoc.cda.sections.attachments import AttachmentsTable
from santedoc.cda.sections.hospital import ResultsTextSection
from santedoc.cda.sections.imaging import (
    CLINICAL_INFORMATION,
    ClinicalInformationTable,
    ImagingPlanTable,
    PatientInformationTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.model.imaging_documents import ImagingOrder
from santedoc.report import Text

_SOURCE = "CI-SIS, volet IMG-DA-IMG, 2024.01"
_REQUEST = "1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1"
_CARE_PLAN = "1.3.6.1.4.1.19376.1.5.3.1.3.36"
_PLAN = "1.2.250.1.213.1.1.2.158.3"
_SIMPLE_FR = "1.2.250.1.213.1.1.3.48"
_CISIS = "1.2.250.1.213.1.1.4.322"
_SITE = Text("site", "localisation")
_FUNCTION = Text("function studied", "fonction étudiée")
_NUCLEAR = "code[@code='PT'|'NM']"


def _said(code: str) -> str:
    return f"{carriers(_SIMPLE_FR, 'observation')}[code/@code='{code}']"


_STUDIED = _said("MED-1133")
_TOLD = f"entry/observation[templateId/@root='{SIMPLE}']/code"


@define(key="IMG-DA-IMG.education", name="FR-Education-du-patient (IMG-DA)", source=_SOURCE)
class InformedRows(Table):
    """What a request asks of the information of the patient."""

    _informed = require(
        both(
            has(f"{_TOLD}[@code='MED-1130']"),
            has(f"{_TOLD}[@codeSystem='{_CISIS}']"),
        ),
        "whether the patient was told of the risks (MED-1130)",
        "si le patient a été informé des risques (MED-1130)",
        kind="template",
        rule="informed",
        label=Text("information of the patient", "information du patient"),
    )


@define(key="IMG-DA-IMG.history", name="FR-DICOM-Historique-medical (IMG-DA)", source=_SOURCE)
class OrderHistoryRows(Table):
    """What a request asks of the history."""

    _medical = number_of(observed("11348-0"), "11348-0", rule="medical", least=1, most=1)
    _surgical = number_of(observed("47519-4"), "47519-4", rule="surgical", least=1, most=1)


OrderContraindicationRows = valued(
    "IMG-DA-IMG.contraindication",
    "jdv-contre-indication-cisis",
    source=_SOURCE,
    label=Text("contraindication", "contre-indication"),
)


PrecautionRows = valued(
    "IMG-DA-IMG.precaution",
    "jdv-info-prise-en-charge-cisis",
    source=_SOURCE,
    label=Text("what to know when the patient comes", "information pour la prise en charge"),
)


@define(key="IMG-DA-IMG.plan", name="FR-Plan-de-soins (IMG-DA)", source=_SOURCE)
class PlanRows(Table):
    """What a request asks of its plan."""

    _requests = number_of(
        carriers(_REQUEST, "observation"),
        f"FR-Demande-d-examen-ou-de-suivi ({_REQUEST})",
        rule="requests",
        least=1,
        most=None,
    )


@define(key="IMG-DA-IMG.request", name="FR-Demande-d-examen-ou-de-suivi (IMG-DA)", source=_SOURCE)
class RequestRows(Table):
    """What a request asks of each act."""

    _modality = listed(
        "code",
        "jdv-modalite-demande-acte-imagerie-cisis",
        rule="modality",
        label=Text("act asked for", "acte demandé"),
    )
    _contrast = listed(
        "code/qualifier/value",
        "jdv-injection-pdc-tep-cisis",
        rule="contrast",
        label=Text("contrast", "produit de contraste"),
    )
    _sites = number_of("targetSiteCode", "targetSiteCode", rule="site", least=1, most=None)
    _topography = listed(
        "targetSiteCode/qualifier/value",
        "jdv-modificateur-topographique-cisis",
        rule="topography",
        label=_SITE,
    )
    _one_qualifier = require(
        when(has("targetSiteCode/qualifier"), counts("targetSiteCode/qualifier/value", 1, 1)),
        "one qualifier value in all",
        "une seule valeur de qualifier en tout",
        rule="siteQualifier",
        label=_SITE,
        at="targetSiteCode",
    )
    _urgent = require(
        when(
            has("priorityCode[@code='UR']"),
            has("priorityCode/originalText/reference"),
            lacks("priorityCode/originalText/reference"),
        ),
        "a reason in the narrative for UR, and for UR alone",
        "un motif dans le texte pour UR, et pour UR seulement",
        rule="priority",
        label=Text("priority", "priorité"),
        at="priorityCode",
    )
    _performer = number_of("performer", "performer", rule="performer", least=0, most=1)
    _call_back = number_of(_said("GEN-297"), "GEN-297", rule="callBack", least=0, most=1)
    _event = number_of(_said("GEN-296"), "GEN-296", rule="event", least=0, most=1)
    _function = require(
        either(both(has(_NUCLEAR), has(_STUDIED)), both(lacks(_NUCLEAR), lacks(_STUDIED))),
        "the function studied (MED-1133) for PET and scintigraphy, and for them alone",
        "la fonction étudiée (MED-1133) pour TEP et scintigraphie, et pour elles seules",
        rule="function",
        label=_FUNCTION,
    )


_FUNCTION_VALUE = f"{_STUDIED.removeprefix('.//')}/value"


@define(key="IMG-DA-IMG.scintigraphy", name="FR-Fonction-etudiee (IMG-DA)", source=_SOURCE)
class ScintigraphyRows(Table):
    """What a request asks of the function that scintigraphy studies."""

    _function = listed(
        _FUNCTION_VALUE,
        "jdv-fonction-etudiee-scintigraphie-cisis",
        rule="function",
        label=_FUNCTION,
    )


@define(key="IMG-DA-IMG.pet", name="FR-Fonction-etudiee (IMG-DA)", source=_SOURCE)
class PetRows(Table):
    """What a request asks of the function that PET studies."""

    _function = listed(
        _FUNCTION_VALUE, "jdv-fonction-etudiee-tep-cisis", rule="function", label=_FUNCTION
    )


def _requests_for(modality: str) -> str:
    return f"{carriers(_REQUEST, 'observation')}[code/@code='{modality}']/entryRelationship"


@define(
    "1.2.250.1.213.1.1.1.47",
    key="IMG-DA-IMG",
    model=ImagingOrder,
    host="ClinicalDocument",
    also=("1.2.840.10008.9.20",),
    extension="2024.01",
    name="Demande d'acte d'imagerie",
    source=_SOURCE,
)
class ImagingOrderTable(AnyDocument):
    """A request of imaging acts."""

    clinical_information = one(ClinicalInformationTable)
    patient_information = one(PatientInformationTable)
    plan = one(ImagingPlanTable)
    results = one(ResultsTextSection)
    attachments = one(AttachmentsTable)
    sections = child(BODY, AnySection, most=None)
    _dicom = carries("1.2.840.10008.9.20")
    _type = typed("55115-0", LOINC)
    _act = require(
        counts(
            "documentationOf[serviceEvent/code/@code='55115-0']"
            f"[serviceEvent/code/@codeSystem='{LOINC}']",
            1,
            1,
        ),
        f"exactly one act documented with the code 55115-0 ({LOINC})",
        f"exactement un acte documenté avec le code 55115-0 ({LOINC})",
        kind="cardinality",
        rule="act",
        label=Text("act documented", "acte documenté"),
        at="documentationOf",
    )
    _clinical = section("FR-DICOM-Informations-cliniques", CLINICAL_INFORMATION)
    _education = section("FR-Education-du-patient", EDUCATION)
    _plan = section("FR-Plan-de-soins-IMG-DA", _PLAN)
    _informed = within(carriers(EDUCATION, "section"), InformedRows)
    _history = within(carriers(HISTORY), OrderHistoryRows)
    _contraindications = within(observed("64100-1"), OrderContraindicationRows)
    _precautions = within(observed("ORG-192"), PrecautionRows)
    _planned = within(carriers(_CARE_PLAN), PlanRows)
    _requests = within(carriers(_REQUEST, "observation"), RequestRows)
    _scintigraphy = within(_requests_for("NM"), ScintigraphyRows)
    _pet = within(_requests_for("PT"), PetRows)
