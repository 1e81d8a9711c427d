"""Imaging: ImagingStudy, Procedure, MedicationAdministration, ServiceRequest."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Inline, Refer
from santedoc.fhir.mapping.datatypes.codes import CODE, CODING
from santedoc.fhir.mapping.datatypes.links import IMPLIED
from santedoc.fhir.mapping.datatypes.quantities import QUANTITY
from santedoc.fhir.mapping.datatypes.systems import URI
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.primitive import DATA_ABSENT_REASON, Primitive
from santedoc.fhir.mapping.resources.acts import ServiceRequestTable
from santedoc.fhir.mapping.resources.base import CodeRow, StatementTable, when
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.resources.people import PERFORMER
from santedoc.fhir.mapping.rows import Const, Derived, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.datatypes import Code, Identifier
from santedoc.model.imaging import (
    ImagingInstance,
    ImagingRequest,
    ImagingSeries,
    ImagingStudy,
    ImagingTechnique,
    ProductAdministration,
    RadiopharmaceuticalAdministration,
)
from santedoc.model.treatments import Product

_DCM = "http://dicom.nema.org/resources/ontology/DCM"


def _uid(value: Any) -> Any:
    """Return the UID of a DICOM object, which FHIR writes bare."""
    one = next((one for one in value.identifiers if isinstance(one, Identifier)), None)
    return one.root if one is not None and one.extension is None else None


def _sop_class(value: ImagingInstance) -> Any:
    return {"system": URI, "code": f"urn:oid:{value.code.code}"}


@maps(ImagingInstance)
class ImagingInstanceTable(Table):
    """A DICOM object (ImagingStudy.series.instance)."""

    _uid = Derived("uid", _uid)
    _class = Derived("sopClass", _sop_class)


def _modality(value: ImagingSeries) -> Any:
    return {"system": _DCM, "code": "OT"} if value.modality is None else None


@maps(ImagingSeries)
class ImagingSeriesTable(Table):
    """A series (ImagingStudy.series)."""

    _uid = Derived("uid", _uid)
    modality = Row("modality", CODING)
    _modality = Derived("modality", _modality)
    time = Row("started", DATE_TIME)
    instances = Row("instance", Inline(ImagingInstance))


@maps(ImagingStudy, "ImagingStudy", default=True)
class ImagingStudyTable(StatementTable):
    """A DICOM study (FHIR 4.0.1, ImagingStudy)."""

    _status = Const("status", "available")
    time = Row("started", DATE_TIME)
    series = Row("series", Inline(ImagingSeries))


@maps(ImagingTechnique, "Procedure")
class ImagingTechniqueTable(StatementTable):
    """How an imaging act was done (FHIR 4.0.1, Procedure)."""

    _status = Const("status", "completed")
    code = CodeRow(required=True)
    time = when("performed")
    target_sites = Row("bodySite", CODE)
    comments = Row("note", NOTE)


def _never(value: ProductAdministration) -> Any:
    """Say that the time is not known: FHIR requires one."""
    if value.time is not None:
        return None
    reason = {"url": DATA_ABSENT_REASON, "valueCode": "unknown"}
    return Primitive(None, (reason, {"url": IMPLIED, "valueBoolean": True}))


@maps(ProductAdministration, "MedicationAdministration", default=True)
class ProductAdministrationTable(StatementTable):
    """A product given (FHIR 4.0.1, MedicationAdministration)."""

    _status = Const("status", "completed")
    product = Row("medicationReference", Refer(Product))
    time = when("effective")
    _never = Derived("effectiveDateTime", _never)
    route = Row("dosage.route", CODE)
    dose = Row("dosage.dose", QUANTITY)
    rate = Row("dosage.rateQuantity", QUANTITY)
    comments = Row("note", NOTE)


@maps(RadiopharmaceuticalAdministration, "MedicationAdministration")
class RadiopharmaceuticalTable(ProductAdministrationTable):
    """A radiopharmaceutical given."""

    code = CodeRow("category")


_PRIORITIES = {"R": "routine", "UR": "urgent", "A": "asap", "S": "stat"}


def _priority(value: ImagingRequest) -> Any:
    said = value.priority
    return _PRIORITIES.get(str(said.code)) if isinstance(said, Code) else None


@maps(ImagingRequest, "ServiceRequest")
class ImagingRequestTable(ServiceRequestTable):
    """An imaging act asked for."""

    _priority = Derived("priority", _priority)
    performers = Row("performer", PERFORMER)
