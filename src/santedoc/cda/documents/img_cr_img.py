"""IMG-CR-IMG: compte rendu d'imagerie médicale."""

from __future__ import annotations

from typing import Any

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
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, require, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.imaging import OBSERVATION_FR, QUANTITY_FR, TECHNIQUE_FR
from santedoc.cda.entries.imaging_catalogue import DCM, SOP_FR
from santedoc.cda.entries.imaging_exposure import (
    ADMINISTRATION_FR,
    EXPOSURE_FR,
    RADIOPHARMACEUTICAL_FR,
)
from santedoc.cda.entries.requirements import carries
from santedoc.cda.sections.attachments import AttachmentsTable
from santedoc.cda.sections.history import CommentTable
from santedoc.cda.sections.hospital import DevicesTable, ResultsTextSection
from santedoc.cda.sections.imaging import (
    AddendumTable,
    ClinicalInformationTable,
    ComparisonTable,
    ConclusionTable,
    FindingsTable,
    ImagingProcedureTable,
    PatientInformationTable,
)
from santedoc.cda.sections.rows import AnySection
from santedoc.model.imaging_documents import ImagingReport
from santedoc.report import Text

_SOURCE = "CI-SIS, volet IMG-CR-IMG, 2024.01"
_BASE = "1.2.250.1.213.1.1.2."
_ACT, _EXPOSURE, _CATALOGUE = f"{_BASE}206", f"{_BASE}215", f"{_BASE}217"
_COMPLICATIONS = f"{_BASE}214"
_SERIES, _STUDY = "1.2.250.1.213.1.1.3.156", "1.2.250.1.213.1.1.3.155"
_SOP = "1.2.840.10008.9.18"
_MODALITY_NAME = "121139"
_MATERIAL = "manufacturedProduct/manufacturedMaterial/code"
_AUTHORIZED = carriers(EXPOSURE_FR, "procedure")
_ROLE = f"{_AUTHORIZED}/participant/participantRole"
_LOOKED_AT = carriers(OBSERVATION_FR, "observation")
_MEASURED = carriers(QUANTITY_FR, "observation")
_EVENT = Text("act documented", "acte documenté")
_SITE = Text("site", "localisation")
_MODALITY = Text("modality", "modalité")
_PRODUCT = Text("product", "produit")
_IMAGE = Text("image", "image")
_SITES = "jdv-localisation-anatomique-cisis"
_MODALITIES = "jdv-modalite-acquisition-cisis"
_SAID = f"entry/observation[templateId/@root='{SIMPLE}']"


@define(key="IMG-CR-IMG.event", name="Acte documenté (IMG-CR)", source=_SOURCE)
class EventRows(Table):
    """What a report asks of an act documented with a LOINC code."""

    _translated = require(
        has(f"code[@codeSystem='{LOINC}']/translation"),
        "a translation of the code of the act: CCAM, modality or region",
        "une traduction du code de l'acte : CCAM, modalité ou région",
        kind="cardinality",
        rule="translation",
        label=_EVENT,
    )
    _modality = require(
        has(f"code[@codeSystem='{LOINC}']/translation/qualifier/name[@code='{_MODALITY_NAME}']"),
        f"the modality, as a translation qualified by {_MODALITY_NAME}",
        f"la modalité, en traduction qualifiée par {_MODALITY_NAME}",
        kind="cardinality",
        rule="modality",
        label=_EVENT,
    )


@define(key="IMG-CR-IMG.order", name="Demande (IMG-CR)", source=_SOURCE)
class OrderRows(Table):
    """What a report asks of an order that it answers."""

    _order = require(
        both(has("order/id"), has("order/ps3-20:accessionNumber")),
        "the number of the order and the accession number",
        "le numéro de la demande et le numéro d'examen (accession number)",
        kind="cardinality",
        rule="numbers",
        label=Text("order", "demande"),
    )


@define(key="IMG-CR-IMG.education", name="FR-Education-du-patient (IMG-CR)", source=_SOURCE)
class InformationRows(Table):
    """What a report asks of the information of the patient."""

    _told = require(
        both(
            has(f"{_SAID}/code[@code='99622-3']"),
            has(f"{_SAID}/code[@codeSystem='{LOINC}']"),
            has(f"{_SAID}/text"),
        ),
        f"what the patient was told (99622-3, {LOINC}), with a text",
        f"ce qui a été dit au patient (99622-3, {LOINC}), avec un texte",
        kind="template",
        rule="information",
        label=Text("information of the patient", "information du patient"),
    )


@define(key="IMG-CR-IMG.history", name="FR-DICOM-Historique-medical (IMG-CR)", source=_SOURCE)
class HistoryRows(Table):
    """What a report asks of the history."""

    _medical = number_of(observed("11348-0"), "11348-0", rule="medical", least=1, most=None)
    _surgical = number_of(observed("47519-4"), "47519-4", rule="surgical", least=1, most=None)
    _contraindications = number_of(
        observed("64100-1"), "64100-1", rule="contraindications", least=1, most=None
    )


ContraindicationRows = valued(
    "IMG-CR-IMG.contraindication",
    "jdv-contre-indication-cisis",
    source=_SOURCE,
    label=Text("contraindication", "contre-indication"),
)


PregnancyRows = valued(
    "IMG-CR-IMG.pregnancy",
    "jdv-statut-grossesse-cisis",
    source=_SOURCE,
    label=Text("pregnancy", "grossesse"),
)


@define(key="IMG-CR-IMG.procedure", name="FR-DICOM-Acte-imagerie (IMG-CR)", source=_SOURCE)
class ProcedureRows(Table):
    """What a report asks of an act."""

    _techniques = number_of(
        carriers(TECHNIQUE_FR, "procedure"),
        f"FR-DICOM-Technique-imagerie ({TECHNIQUE_FR})",
        rule="techniques",
        least=1,
        most=None,
    )
    _complications = number_of(
        carriers(_COMPLICATIONS, "section"),
        f"FR-DICOM-Complications ({_COMPLICATIONS})",
        rule="complications",
        least=0,
        most=1,
    )
    _exposures = number_of(
        carriers(_EXPOSURE, "section"),
        f"FR-DICOM-Exposition-aux-radiations ({_EXPOSURE})",
        rule="exposure",
        least=0,
        most=1,
    )
    _catalogue = number_of(
        carriers(_CATALOGUE, "section"),
        f"FR-DICOM-Object-Catalog ({_CATALOGUE})",
        rule="catalogue",
        least=1,
        most=1,
    )


@define(
    key="IMG-CR-IMG.exposure", name="FR-DICOM-Exposition-aux-radiations (IMG-CR)", source=_SOURCE
)
class ExposureRows(Table):
    """What a report asks of an exposure."""

    _authorization = require(
        both(
            counts(_AUTHORIZED, 1, 1),
            has(f"{_AUTHORIZED}/code[@code='121290'][@codeSystem='{DCM}']"),
            has(f"{_ROLE}/code[@code='113850'][@codeSystem='{DCM}']"),
            has(f"{_ROLE}/playingEntity/name"),
        ),
        "who authorised the exposure, by name (role 113850)",
        "qui a autorisé l'exposition, avec son nom (rôle 113850)",
        rule="authorization",
        label=Text("authorisation of the exposure", "autorisation de l'exposition"),
    )
    _pregnancy = require(
        either(
            lacks(_LOOKED_AT),
            both(has(f"{_LOOKED_AT}/code[@code='364320009']"), has(f"{_LOOKED_AT}/value")),
        ),
        "the observation says whether the patient is pregnant (364320009)",
        "l'observation dit le statut de grossesse (364320009)",
        rule="pregnancy",
        label=Text("pregnancy", "grossesse"),
    )
    _quantities = require(
        either(
            lacks(_MEASURED),
            both(*(has(f"{_MEASURED}/{part}") for part in ("code", "value", "targetSiteCode"))),
        ),
        "a measure has a code, a value and a site",
        "une mesure a un code, une valeur et une localisation",
        rule="quantities",
        label=Text("measure", "mesure"),
    )


@define(
    key="IMG-CR-IMG.radiopharmaceutical",
    name="FR-DICOM-Administration-radiopharmaceutique (IMG-CR)",
    source=_SOURCE,
)
class RadiopharmaceuticalRows(Table):
    """What a report asks of a radiopharmaceutical."""

    _product = require(
        counts(f".//consumable/{_MATERIAL}", 1, 1),
        "exactly one code of product",
        "exactement un code de produit",
        kind="cardinality",
        rule="product",
        label=_PRODUCT,
    )


@define(
    key="IMG-CR-IMG.administration",
    name="FR-DICOM-Administration-produit-de-sante (IMG-CR)",
    source=_SOURCE,
)
class AdministrationRows(Table):
    """What a report asks of a product given."""

    _product = require(
        counts(f"consumable/{_MATERIAL}", 1, 1),
        "exactly one code of product",
        "exactement un code de produit",
        kind="cardinality",
        rule="product",
        label=_PRODUCT,
    )


@define(key="IMG-CR-IMG.technique", name="FR-DICOM-Technique-imagerie (IMG-CR)", source=_SOURCE)
class TechniqueRows(Table):
    """What a report asks of a technique."""

    _translation = require(
        counts(".//code/translation", 0, 1),
        "one translation of the code at most (CCAM)",
        "une traduction du code au plus (CCAM)",
        kind="cardinality",
        rule="translation",
        label=Text("act", "acte"),
        at="code",
    )
    _qualifier = require(
        either(
            lacks(".//targetSiteCode/qualifier"),
            has(".//targetSiteCode/qualifier/name[@code='106233006']"),
        ),
        "a qualifier with the name 106233006",
        "un qualifier avec le name 106233006",
        rule="qualifier",
        label=_SITE,
        at="targetSiteCode",
    )
    _laterality = listed(
        "targetSiteCode/qualifier/value",
        "jdv-lateralite-technique-imagerie-cisis",
        rule="laterality",
        label=_SITE,
    )
    _site = listed("targetSiteCode", _SITES, rule="site", label=_SITE)


@define(key="IMG-CR-IMG.quantity", name="FR-DICOM-Quantite (IMG-CR)", source=_SOURCE)
class QuantityRows(Table):
    """What a report asks of a measure."""

    _site = listed("targetSiteCode", _SITES, rule="site", label=_SITE)
    _measure = listed(
        "code",
        "jdv-quantite-exposition-rayonnements-cisis",
        rule="measure",
        label=Text("measure", "mesure"),
    )


@define(key="IMG-CR-IMG.catalogue", name="FR-DICOM-Object-Catalog (IMG-CR)", source=_SOURCE)
class CatalogueRows(Table):
    """What a report asks of a catalogue."""

    _dated = require(
        either(lacks(carriers(_STUDY, "act")), has(f"{carriers(_STUDY, 'act')}/effectiveTime")),
        "a study has a date",
        "un examen a une date",
        rule="studyTime",
        label=Text("study", "examen"),
    )


@define(key="IMG-CR-IMG.study", name="FR-DICOM-Examen-imagerie (IMG-CR)", source=_SOURCE)
class StudyRows(Table):
    """What a report asks of a study."""

    _series = number_of(
        f".//entryRelationship[@typeCode='COMP']/act[templateId/@root='{_SERIES}']",
        f"FR-DICOM-Serie-imagerie ({_SERIES})",
        rule="series",
        least=1,
        most=1,
    )


@define(key="IMG-CR-IMG.series", name="FR-DICOM-Serie-imagerie (IMG-CR)", source=_SOURCE)
class SeriesRows(Table):
    """What a report asks of a series."""

    _modality = listed("qualifier/value", _MODALITIES, rule="modality", label=_MODALITY)


@define(key="IMG-CR-IMG.image", name="FR-DICOM-SOP-instance-observation (IMG-CR)", source=_SOURCE)
class ImageRows(Table):
    """What a report asks of an image."""

    _address = require(
        either(
            lacks(".//text[@mediaType='application/dicom']"),
            has(".//text[@mediaType='application/dicom']/reference"),
        ),
        "an address (reference)",
        "une adresse (reference)",
        rule="address",
        label=_IMAGE,
    )
    _media = require(
        either(lacks("text"), has("text[@mediaType='application/dicom']")),
        "application/dicom",
        "application/dicom",
        rule="media",
        label=_IMAGE,
        at="text",
    )


@define(key="IMG-CR-IMG.purpose", name="FR-DICOM-Objectif-de-reference (IMG-CR)", source=_SOURCE)
class PurposeRows(Table):
    """What a report asks of why an image is referred to."""

    _value = listed(
        "value",
        "jdv-imagerie-objectif-reference-cisis",
        rule="value",
        label=Text("purpose", "objectif"),
    )


def _at_most_one(name: str, number: str) -> Any:
    return section(name, f"{_BASE}{number}", least=0)


@define(
    "1.2.250.1.213.1.1.1.45",
    key="IMG-CR-IMG",
    model=ImagingReport,
    host="ClinicalDocument",
    also=("1.2.840.10008.9.1", "1.2.840.10008.9.20", "1.2.840.10008.9.21"),
    extension="2024.01",
    name="Compte rendu d'imagerie médicale",
    source=_SOURCE,
)
class ImagingReportTable(AnyDocument):
    """A report of imaging acts."""

    addendum = one(AddendumTable)
    clinical_information = one(ClinicalInformationTable)
    procedures = child(BODY, ImagingProcedureTable, most=None)
    devices = one(DevicesTable)
    findings = one(FindingsTable)
    results = one(ResultsTextSection)
    comparison = one(ComparisonTable)
    conclusion = one(ConclusionTable)
    attachments = one(AttachmentsTable)
    patient_information = one(PatientInformationTable)
    comment = one(CommentTable)
    sections = child(BODY, AnySection, most=None)
    _dicom = carries("1.2.840.10008.9.1", "1.2.840.10008.9.20", "1.2.840.10008.9.21")
    _type = typed("18748-4", LOINC)
    _conclusion = section("FR-DICOM-Conclusion", f"{_BASE}209")
    _acts = section("FR-DICOM-Acte-imagerie", _ACT, most=None)
    _addendum = _at_most_one("FR-DICOM-Addendum", "210")
    _information = _at_most_one("FR-DICOM-Informations-cliniques", "205")
    _devices = _at_most_one("FR-Dispositifs-medicaux", "1")
    _findings = _at_most_one("FR-DICOM-Resultats", "208")
    _comparison = _at_most_one("FR-DICOM-Examen-comparatif", "207")
    _results = _at_most_one("FR-Resultats-examens-non-code", "150")
    _comment = _at_most_one("FR-Commentaire-non-code", "73")
    _attachments = _at_most_one("FR-Documents-ajoutes", "37")
    _events = within(f"documentationOf/serviceEvent[code/@codeSystem='{LOINC}']", EventRows)
    _event_modalities = listed(
        f"documentationOf/serviceEvent/code/translation[@codeSystem='{DCM}']",
        _MODALITIES,
        rule="modality",
        label=_MODALITY,
    )
    _orders = within("inFulfillmentOf", OrderRows)
    _information_told = within(carriers(EDUCATION, "section"), InformationRows)
    _history = within(carriers(HISTORY), HistoryRows)
    _contraindications = within(observed("64100-1"), ContraindicationRows)
    _pregnancies = within(observed("364320009"), PregnancyRows)
    _procedures = within(carriers(_ACT), ProcedureRows)
    _exposures = within(carriers(_EXPOSURE), ExposureRows)
    _radiopharmaceuticals = within(carriers(RADIOPHARMACEUTICAL_FR), RadiopharmaceuticalRows)
    _administrations = within(
        carriers(ADMINISTRATION_FR, "substanceAdministration"), AdministrationRows
    )
    _techniques = within(carriers(TECHNIQUE_FR, "procedure"), TechniqueRows)
    _quantities = within(carriers(QUANTITY_FR, "observation"), QuantityRows)
    _catalogues = within(carriers(_CATALOGUE), CatalogueRows)
    _studies = within(carriers(_STUDY, "act"), StudyRows)
    _series = within(f"{carriers(_SERIES, 'act')}/code[@code='113015']", SeriesRows)
    _images = within(carriers(SOP_FR, "observation"), ImageRows)
    _purposes = within(
        f"{carriers(_SOP, 'observation')}/entryRelationship/observation[code/@code='ASSERTION']",
        PurposeRows,
    )
