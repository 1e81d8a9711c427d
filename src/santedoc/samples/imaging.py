"""Samples of imaging reports (IMG-CR-IMG)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.attachments import AttachedFile
from santedoc.model.datatypes import (
    Code,
    HumanName,
    Identifier,
    Qualifier,
    Quantity,
    TextReference,
)
from santedoc.model.document import Document
from santedoc.model.finding_sections import AttachmentsSection
from santedoc.model.header import Order, RelatedDocument, ServiceEvent
from santedoc.model.imaging import (
    DisplayedFrames,
    ExposureAuthorization,
    ExposureQuantity,
    ImagingInstance,
    ImagingObservation,
    ImagingSeries,
    ImagingStudy,
    ImagingTechnique,
    ProductAdministration,
    RadiopharmaceuticalAdministration,
    ReferencedFrames,
    ReferencePurpose,
)
from santedoc.model.imaging_documents import ImagingReport
from santedoc.model.imaging_sections import (
    ClinicalInformationSection,
    FindingsSection,
    ImagingHistorySection,
    ImagingProcedureSection,
    ObjectCatalogueSection,
    PatientInformationSection,
    RadiationExposureSection,
)
from santedoc.model.narrative import Narrative
from santedoc.model.people import Author, Performer
from santedoc.model.sections import Section
from santedoc.model.statement import Comment, Observation
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period, WholeRange
from santedoc.model.treatments import Product
from santedoc.samples import cast, headers
from santedoc.samples.files import attached, image, pdf
from santedoc.samples.letters import Size, snomed
from santedoc.samples.telemedicine import copy_of_document, pacemaker

_LOINC = "2.16.840.1.113883.6.1"
_DCM = "1.2.840.10008.2.16.4"
_DCMUID = "1.2.840.10008.2.6.1"
_ATC = "2.16.840.1.113883.6.73"
_STUDIES = "1.2.250.1.999.1.1.9"
"""Root of the fictitious DICOM identifiers."""
_DONE = at("2026-03-04T10:20:00+01:00")
_ENDED = at("2026-03-04T10:45:00+01:00")
_WRITTEN = at("2026-03-04T12:05:00+01:00")
_ADDED = at("2026-03-05T09:10:00+01:00")
CHEST = snomed("302551006", "thorax entier")
_INTRAVENOUS = Code(
    code="20045000",
    system="0.4.0.127.0.16.1.1.2.1",
    system_name="EDQM",
    display="Voie intraveineuse",
)
RADIOLOGY = cast.speciality("G15_10/SM44", "Médecin - Radio-diagnostic (SM)")
RADIOLOGIST = cast.professional(
    "10100563476",
    HumanName(family="MARCHAND", given=("Élise",), prefix="MME", suffix="DR"),
    code=RADIOLOGY,
    organization=cast.HOSPITAL,
    mail="elise.marchand@val-clair.mssante.fr",
)


def dcm(code: str, display: str) -> Code:
    """Return a DICOM concept."""
    return Code(code=code, system=_DCM, system_name="DCM", display=display)


def comment(said: str) -> tuple[Comment, ...]:
    """Return a comment in words."""
    return (Comment(text=TextReference(text=said)),)


def words(said: str) -> ImagingObservation:
    """Return an observation in words."""
    return ImagingObservation(value=Code(original_text=TextReference(text=said)))


def loinc(code: str, display: str) -> Code:
    """Return a LOINC concept."""
    return Code(code=code, system=_LOINC, system_name="LOINC", display=display)


_CT, _PT, _MR, _US = (
    dcm("CT", "Tomodensitométrie"),
    dcm("PT", "TEP : Tomographie par émission de positons"),
    dcm("MR", "Résonance magnétique"),
    dcm("US", "Échographie"),
)
_REGION = snomed("67734004", "segment thoracique du tronc")
_CHEST_CT = loinc("24628-0", "CT thorax avec contraste IV")
_PET = loinc("57822-9", "TEP poumon avec radionucléide IV")
_CCAM = Code(
    code="ZBQH001",
    system="1.2.250.1.215.300.1",
    system_name="CCAM",
    display="Scanographie du thorax, avec injection intraveineuse de produit de contraste",
)


def imaging_report(*, size: Size = "full") -> ImagingReport:
    """Return the report of a scanner of the chest and of a PET, during a stay for pneumonia.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The report; its patient has a test matricule with a right key.

    Source: CI-SIS, volet IMG-CR-IMG, 2024.01.

    Examples:
        >>> imaging_report().procedures[0].exposure.quantities[0].value.unit
        'mGy.cm'
    """
    return _minimal() if size == "minimal" else _full()


def imaging_report_addendum(*, size: Size = "full") -> ImagingReport:
    """Return the same report, replaced by one that has an addendum and nothing that is optional.

    Args:
        size: with ``full``, everything else that the report says.

    Source: CI-SIS, volet IMG-CR-IMG, 2024.01.

    Examples:
        >>> imaging_report_addendum(size="minimal").addendum.authors[0].entity.name.family
        'MARCHAND'
    """
    first = imaging_report(size=size)
    said = first.identifier
    assert said is not None  # the samples have one
    return first.replaced(
        identifier=Identifier(root=f"{said.root}.2"),
        set_id=said,
        version=2,
        replaces=(RelatedDocument(identifiers=(said,), version=1),),
        addendum=addendum(),
    )


def imaging_report_mri(*, size: Size = "full") -> ImagingReport:
    """Return the report of an MRI of the knee: no exposure to radiation.

    Args:
        size: nothing more is said when it is ``full``.

    Source: CI-SIS, volet IMG-CR-IMG, 2024.01.

    Examples:
        >>> imaging_report_mri().procedures[0].exposure is None
        True
    """
    knee = snomed("361291001", "région entière du genou")
    technique = ImagingTechnique(
        code=loinc("24802-1", "RM genou"), methods=(_MR,), target_sites=(knee,)
    )
    return _without_exposure(size, "2026-03-0053", technique, "Pas de lésion méniscale.")


def imaging_report_ultrasound(*, size: Size = "full") -> ImagingReport:
    """Return the report of an ultrasound of the abdomen.

    Args:
        size: nothing more is said when it is ``full``.

    Source: CI-SIS, volet IMG-CR-IMG, 2024.01.

    Examples:
        >>> imaging_report_ultrasound().procedures[0].techniques[0].methods[0].code
        'US'
    """
    abdomen = snomed("302553009", "abdomen entier")
    technique = ImagingTechnique(
        code=loinc("24558-9", "échographie abdomen"), methods=(_US,), target_sites=(abdomen,)
    )
    return _without_exposure(size, "2026-03-0054", technique, "Vésicule biliaire alithiasique.")


def imaging_report_level_1(*, size: Size = "full") -> Document:
    """Return the report of the scanner as a PDF/A-1b, wrapped in a CDA (level 1).

    Args:
        size: with ``full``, the header of the full report.

    Source: CI-SIS, volet IMG-CR-IMG, 2024.01; Structuration minimale.

    Examples:
        >>> imaging_report_level_1().type.code
        '18748-4'
    """
    report = imaging_report(size=size)
    header = {name: getattr(report, name) for name in Document.model_fields}
    del header["sections"]
    number = cast.numbered(f"2026-03-005{6 if size == 'full' else 5}")
    return Document(
        **header | {"identifier": number, "set_id": number, "version": 1, "body": pdf()}
    )


def _without_exposure(
    size: Size, number: str, technique: ImagingTechnique, conclusion: str
) -> ImagingReport:
    small = _minimal()
    event = small.service_events[0]
    fields: dict[str, Any] = {
        "identifier": cast.numbered(number),
        "service_events": (event.replaced(code=documented(technique.code, technique.methods[0])),),
        "procedures": (ImagingProcedureSection(techniques=(technique,), catalogue=_no_images()),),
        "conclusion": Section(text=Narrative.of(conclusion)),
    }
    if size == "full":
        fields["findings"] = FindingsSection(text=Narrative.of("Pas d'anomalie décelée."))
    return small.replaced(**fields)


def documented(act: Code, modality: Code, *more: Code) -> Code:
    """Return the code of an act documented, qualified by its modality.

    Args:
        act: the act (LOINC).
        modality: how the images were acquired.
        more: CCAM code and region.
    """
    qualified = Code(
        code=modality.code,
        system=modality.system,
        system_name=modality.system_name,
        display=modality.display,
        qualifiers=(_qualifier(dcm("121139", "Modalité")),),
    )
    return act.replaced(translations=(*more[:1], qualified, *more[1:]))


def _qualifier(name: Code, value: Code | None = None) -> Qualifier:
    return Qualifier(name=name, value=value)


def _no_images() -> ObjectCatalogueSection:
    return ObjectCatalogueSection(
        text=Narrative.of("Images conservées dans le service d'imagerie.")
    )


def _minimal() -> ImagingReport:
    return ImagingReport(
        **headers.smallest("2026-03-0050", _DONE, who=RADIOLOGIST, act=documented(_CHEST_CT, _CT)),
        procedures=(
            ImagingProcedureSection(
                techniques=(
                    ImagingTechnique(code=_CHEST_CT, methods=(_CT,), target_sites=(CHEST,)),
                ),
                catalogue=_no_images(),
            ),
        ),
        conclusion=Section(text=Narrative.of("Foyer de pneumopathie lobaire inférieure droite.")),
    )


def _study(number: int) -> Identifier:
    return Identifier(root=f"{_STUDIES}.{number}")


def _act(number: int, code: Code) -> ServiceEvent:
    performer = RADIOLOGIST.replaced(
        organization=cast.HOSPITAL.replaced(industry=cast.HOSPITAL_CARE)
    )
    return ServiceEvent(
        identifiers=(_study(number),),
        code=code,
        time=Period(start=_DONE, end=_ENDED),
        performers=(Performer(entity=performer),),
    )


def _full() -> ImagingReport:
    region = _REGION.replaced(qualifiers=(_qualifier(loinc("39111-0", "Localisation anatomique")),))
    header = headers.whole(
        "2026-03-0051",
        _WRITTEN,
        who=RADIOLOGIST,
        act=_CHEST_CT,
        encounter=headers.HOSPITAL_STAY,
        recipients=(cast.INTERNIST, cast.FAMILY_DOCTOR),
        participants=(headers.family_doctor(at("2012-04-02")),),
    )
    header["service_events"] = (
        _act(1, documented(_CHEST_CT, _CT, _CCAM, region)),
        _act(2, documented(_PET, _PT)),
    )
    header["orders"] = tuple(
        Order(
            identifiers=(Identifier(root="1.2.250.1.999.1.1.7.4", extension=f"IMG-88{n}"),),
            accession_number=Identifier(root="1.2.250.1.999.1.1.7.8", extension=f"ACC-2026-00{n}"),
        )
        for n in (31, 32)
    )
    return ImagingReport(
        **header,
        type=Code(
            code="18748-4",
            system=_LOINC,
            system_name="LOINC",
            display="CR d’imagerie médicale",
            translations=(_CHEST_CT, _PET),
        ),
        title="Compte rendu d’imagerie médicale : scanner et TEP du thorax",
        addendum=addendum(),
        clinical_information=clinical_information(),
        procedures=(_scanner(), _pet()),
        devices=pacemaker(),
        findings=_findings(),
        results=Section(text=Narrative.of("Créatininémie à 78 µmol/L le 3 mars 2026.")),
        comparison=Section(
            text=Narrative.of("Radiographie du thorax du 2 mars 2026 : opacité de la base droite.")
        ),
        conclusion=Section(
            text=Narrative.from_markup(
                "<paragraph>Foyer de condensation du lobe inférieur droit, d'allure infectieuse. "
                "Pas d'épanchement, pas d'embolie pulmonaire.</paragraph>"
                "<paragraph>Nodule de 8 mm du lobe inférieur gauche, hypermétabolique : avis "
                "pneumologique.</paragraph>"
            )
        ),
        attachments=AttachmentsSection(
            attachments=(attached(copy_of_document(), at("2026-03-04")),)
        ),
        patient_information=PatientInformationSection(
            information=Observation(
                text=TextReference(
                    text="Le résultat a été expliqué à la patiente, qui a reçu une copie."
                )
            ),
            observations=(
                Observation(
                    code=Code(
                        code="GEN-244",
                        system="1.2.250.1.213.1.1.4.322",
                        system_name="TerminologieCISIS",
                        display="Date et heure du dernier repas",
                    ),
                    value="La veille au soir",
                    time=_DONE,
                ),
            ),
        ),
        comment=Section(text=Narrative.of("Examen réalisé patiente en décubitus, sans incident.")),
    )


def addendum() -> Section:
    """Return what the radiologist added on the next day."""
    return Section(
        text=Narrative.of("Relecture : le nodule était visible sur le scanner du 12 mai 2024."),
        authors=(Author(time=_ADDED, entity=RADIOLOGIST),),
    )


def clinical_information() -> ClinicalInformationSection:
    """Return why the act was asked for, and for whom."""
    return ClinicalInformationSection(
        request=Section(
            text=Narrative.of("Dyspnée fébrile. Rechercher une embolie pulmonaire associée.")
        ),
        history=ImagingHistorySection(
            medical=words("Bronchopneumopathie chronique obstructive, fibrillation auriculaire."),
            surgical=words("Angioplastie coronaire en 2021."),
            contraindications=(
                ImagingObservation(
                    value=Code(
                        code="MED-1117",
                        system="1.2.250.1.213.1.1.4.322",
                        system_name="TerminologieCISIS",
                        display="Patient porteur de Pacemaker",
                    ),
                    time=at("2021-09-14"),
                ),
            ),
            observations=(
                ImagingObservation(
                    code=snomed("27113001", "poids corporel"),
                    value=Quantity(value=Decimal("62.5"), unit="kg"),
                    time=at("2026-03-04"),
                ),
            ),
        ),
    )


def _measure(code: str, display: str, value: str, unit: str) -> ExposureQuantity:
    return ExposureQuantity(
        code=dcm(code, display),
        value=Quantity(value=Decimal(value), unit=unit),
        target_site=CHEST,
        time=_DONE,
    )


_NOT_PREGNANT = snomed("60001007", "absence de grossesse")


def _authorized() -> ExposureAuthorization:
    return ExposureAuthorization(identifiers=RADIOLOGIST.identifiers, name=_name(RADIOLOGIST.name))


def _name(name: Any) -> HumanName:
    assert isinstance(name, HumanName)  # the cast has names
    return name


def _image(study: int, sop_class: Code, **more: Any) -> ImagingInstance:
    uid = f"{_STUDIES}.{study}.1.1"
    return ImagingInstance(
        identifiers=(Identifier(root=uid),),
        code=sop_class,
        address=TextReference(
            reference="https://images.val-clair.example/wado?requestType=WADO"
            f"&studyUID={_STUDIES}.{study}&seriesUID={_STUDIES}.{study}.1&objectUID={uid}",
            media_type="application/dicom",
        ),
        time=_DONE,
        **more,
    )


def _catalogue(study: int, modality: Code, instance: ImagingInstance) -> ObjectCatalogueSection:
    return ObjectCatalogueSection(
        studies=(
            ImagingStudy(
                identifiers=(_study(study),),
                time=_DONE,
                series=(
                    ImagingSeries(
                        identifiers=(Identifier(root=f"{_STUDIES}.{study}.1"),),
                        modality=modality,
                        time=_DONE,
                        instances=(instance,),
                    ),
                ),
            ),
        )
    )


_CT_IMAGE = Code(
    code="1.2.840.10008.5.1.4.1.1.2",
    system=_DCMUID,
    system_name="DCMUID",
    display="CT Image Storage",
)


def _scanner() -> ImagingProcedureSection:
    return ImagingProcedureSection(
        title="Scanner du thorax",
        techniques=(
            ImagingTechnique(
                code=_CHEST_CT.replaced(translations=(_CCAM,)),
                methods=(_CT,),
                target_sites=(
                    CHEST.replaced(
                        qualifiers=(
                            _qualifier(
                                snomed("106233006", "modificateur topographique"),
                                snomed("51440002", "bilatéral"),
                            ),
                        )
                    ),
                ),
                time=_DONE,
                status="completed",
                comments=comment(
                    "Acquisition hélicoïdale, coupes de 1 mm, temps artériel pulmonaire."
                ),
            ),
        ),
        administrations=(
            ProductAdministration(
                product=Product(
                    code=Code(
                        translations=(
                            Code(
                                code="V08AB11",
                                system=_ATC,
                                system_name="ATC",
                                display="IOBITRIDOL",
                            ),
                        )
                    ),
                    name="XENETIX 350",
                    lot="0002034",
                ),
                route=_INTRAVENOUS,
                dose=Quantity(value=Decimal(90), unit="mL"),
                rate=Quantity(value=Decimal("3.5"), unit="mL/s"),
                time=_DONE,
                comments=comment("Bonne tolérance."),
            ),
        ),
        complications=Section(text=Narrative.of("Aucune.")),
        exposure=RadiationExposureSection(
            authorization=_authorized(),
            pregnancy=ImagingObservation(value=_NOT_PREGNANT, time=_DONE),
            quantities=(
                _measure("113813", "PDL Total : Produit Dose Longueur Total", "412.50", "mGy.cm"),
                _measure(
                    "113830",
                    "IDSV Moyen : Indice de Dose Scanographique Volumique",
                    "8.20",
                    "mGy",
                ),
            ),
        ),
        catalogue=_catalogue(
            1,
            _CT,
            _image(
                1,
                _CT_IMAGE,
                purpose=ReferencePurpose(value=dcm("121080", "Meilleure illustration de résultat")),
            ),
        ),
    )


def _pet() -> ImagingProcedureSection:
    return ImagingProcedureSection(
        title="TEP du thorax",
        techniques=(
            ImagingTechnique(code=_PET, methods=(_PT,), target_sites=(CHEST,), time=_DONE),
        ),
        exposure=RadiationExposureSection(
            authorization=_authorized(),
            pregnancy=ImagingObservation(value=_NOT_PREGNANT),
            quantities=(_measure("113507", "Activité administrée", "180000000", "Bq"),),
            radiopharmaceuticals=(
                RadiopharmaceuticalAdministration(
                    product=Product(
                        code=Code(
                            translations=(
                                Code(
                                    code="V09IX04",
                                    system=_ATC,
                                    system_name="ATC",
                                    display="FLUDEOXYGLUCOSE [18F]",
                                ),
                            )
                        ),
                        name="Fludésoxyglucose (18F)",
                        lot="FDG-260304",
                    ),
                    route=_INTRAVENOUS,
                    dose=Quantity(value=Decimal(180), unit="MBq"),
                    time=_DONE,
                    comments=comment("Repos de 60 minutes avant l'acquisition."),
                ),
            ),
        ),
        catalogue=_catalogue(
            2,
            _PT,
            _image(
                2,
                Code(
                    code="1.2.840.10008.5.1.4.1.1.130",
                    system=_DCMUID,
                    system_name="DCMUID",
                    display="Enhanced PET Image Storage",
                ),
                purpose=ReferencePurpose(value=dcm("121112", "Source de mesure")),
                frames=ReferencedFrames(
                    displayed=DisplayedFrames(frames=WholeRange(low=42, high=47))
                ),
            ),
        ),
    )


def _findings() -> FindingsSection:
    return FindingsSection(
        observations=(
            ImagingObservation(
                code=snomed("27925004", "nodule"),
                value=Code(original_text=TextReference(text="Nodule plein de 8 mm")),
                time=_DONE,
                target_site=snomed("181216001", "poumon entier"),
            ),
        ),
        images=(AttachedFile(content=image()),),
    )
