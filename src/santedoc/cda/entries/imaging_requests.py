"""FR-Demande-d-examen-ou-de-suivi-IMG-DA, and what completes it."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import ANY, CD, ED, IVL_TS, TS
from santedoc.cda.datatypes.coded import Coded
from santedoc.cda.engine.member import child, coded, part, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.acts import ServiceRequestEntry
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.components import ComponentObservation
from santedoc.cda.entries.imaging import DATE, SITE, WHERE, ImagingObservationEntry
from santedoc.cda.entries.observations import TA_CISIS, SimpleObservation
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.relations import SUBJECT
from santedoc.cda.entries.rows import CODE, CONTENT, TEXT, TIME, VALUE
from santedoc.model.datatypes import Absent, Code
from santedoc.model.imaging import ImagingObservation, ImagingRequest
from santedoc.model.statement import Observation
from santedoc.report import Text

_LOINC = "2.16.840.1.113883.6.1"
_COMPONENT = "entryRelationship[@typeCode='COMP'][@inversionInd:='false']"


class _Priority(Coded):
    """A priority, told with its reason."""

    def show(self, value: Code) -> str:
        """Return the label, and the reason in the author's words."""
        reason = value.original_text.text if value.original_text else None
        told = super().show(value)
        return f"{told} ({reason})" if reason and reason != told else told


def _cisis(code: str, display: str) -> Code:
    return coded(code, TA_CISIS, display, "TerminologieCISIS")


def _time() -> Any:
    """Return the row of a time that says nothing unless somebody gives one."""
    return slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), gate=False, label=TIME)


def _code(code: Code) -> Any:
    return slot("code", CD, fixed=code, gate=False, label=CODE)


_CALLED = Text("Call back", "Retour par téléphone")
_HAPPENED = Text("Event", "Évènement associé")
_STUDIED = Text("Function", "Fonction étudiée")
CALL_BACK = _cisis("GEN-297", "Le demandeur souhaite un retour par téléphone")
EVENT = _cisis("GEN-296", "Évènement associé à l'examen demandé")
FUNCTION = _cisis("MED-1133", "Fonction étudiée")
INFORMED = _cisis(
    "MED-1130",
    "Le patient a-t-il été informé des risques relatifs à l'examen d'imagerie médicale ?",
)
INFORMATION = coded("99622-3", _LOINC, "Informations pour le patient", "LOINC")


@define(None, key="IMAGING-CALL-BACK", model=Observation, name="FR-Simple-Observation")
class CallBackEntry(SimpleObservation):
    """Whether the one who asks wants to be called."""

    code = _code(CALL_BACK)
    time = _time()
    value = slot("value", ANY, gate=False, label=VALUE, column=_CALLED)


@define(None, key="IMAGING-EVENT", model=Observation, name="FR-Simple-Observation")
class EventEntry(SimpleObservation):
    """An event that the request goes with."""

    code = _code(EVENT)
    time = _time()
    text = slot("text", ED, refer=True, label=TEXT, column=_HAPPENED)


@define(
    None,
    key="IMAGING-FUNCTION",
    model=Observation,
    also=("1.2.250.1.213.1.1.3.48.36",),
    name="FR-Fonction-etudiee",
    source=CONTENT,
)
class FunctionEntry(SimpleObservation):
    """The function studied."""

    code = _code(FUNCTION)
    time = _time()
    value = slot(
        "value",
        ANY,
        refer=True,
        gate=False,
        label=VALUE,
        column=_STUDIED,
    )


@define(
    None,
    key="IMAGING-REQUEST",
    model=ImagingRequest,
    also=("1.2.250.1.213.1.1.3.27.3",),
    name="FR-Demande-d-examen-ou-de-suivi-IMG-DA",
    source=CONTENT,
)
class ImagingRequestEntry(ServiceRequestEntry):
    """An imaging act asked for."""

    code = slot("code", CD, refer=True, gate=False, label=CODE, column=Text("Act", "Acte demandé"))
    target_site = slot("targetSiteCode", CD, refer=True, gate=False, label=SITE, column=WHERE)
    further_sites = slot("targetSiteCode", CD, most=None, gate=False, label=SITE, column=WHERE)
    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        gate=False,
        label=TIME,
        column=Text("Wanted", "Souhaité"),
    )
    priority = slot(
        "priorityCode",
        _Priority("CE"),
        refer_words=True,
        label=Text("priority", "priorité"),
        column=Text("Priority", "Priorité"),
    )
    performers = part("performer", BodyPerformer, most=None)
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    call_back = child(_COMPONENT, CallBackEntry, gate=False, column=_CALLED)
    event = child(_COMPONENT, EventEntry, gate=False, column=_HAPPENED)
    function = child(_COMPONENT, FunctionEntry, gate=False, column=_STUDIED)
    observations = child(
        _COMPONENT, ComponentObservation, most=None, column=Text("Observation", "Observation")
    )


@define(None, key="IMAGING-INFORMED", model=Observation, name="FR-Simple-Observation")
class InformedEntry(SimpleObservation):
    """Whether the patient was told of the risks."""

    code = _code(INFORMED)
    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        default=Absent(reason="NA"),
        gate=False,
        label=TIME,
        column=DATE,
    )
    value = slot(
        "value",
        ANY,
        gate=False,
        label=VALUE,
        column=Text("Told of the risks", "Patient informé des risques de l'examen"),
    )


@define(None, key="IMAGING-INFORMATION", model=Observation, name="FR-Simple-Observation")
class InformationEntry(SimpleObservation):
    """What the patient was told."""

    code = _code(INFORMATION)
    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        default=Absent(reason="NA"),
        gate=False,
        label=TIME,
        column=DATE,
    )
    text = slot(
        "text",
        ED,
        refer=True,
        label=TEXT,
        column=Text("Told", "Informations pour le patient"),
    )


def _history(key: str, code: Code, words: Text) -> type[ImagingObservationEntry]:
    """Return the table of an observation of the history, which its code alone tells."""
    rows = {
        "code": _code(code),
        "value": slot("value", ANY, refer=True, gate=False, label=VALUE, column=words),
        "__doc__": f"{words.en}.",
        "__module__": __name__,
    }
    made = type(key.title().replace("-", ""), (ImagingObservationEntry,), rows)
    return define(
        None, key=key, model=ImagingObservation, name="FR-DICOM-Observation", source=CONTENT
    )(made)


MedicalHistoryEntry = _history(
    "IMAGING-MEDICAL-HISTORY",
    coded("11348-0", _LOINC, "Antécédents médicaux", "LOINC"),
    Text("Medical history", "Antécédents médicaux"),
)
SurgicalHistoryEntry = _history(
    "IMAGING-SURGICAL-HISTORY",
    coded("47519-4", _LOINC, "Antécédents chirurgicaux", "LOINC"),
    Text("Surgical history", "Antécédents chirurgicaux"),
)
ContraindicationEntry = _history(
    "IMAGING-CONTRAINDICATION",
    coded("64100-1", _LOINC, "Contre-indications", "LOINC"),
    Text("Contraindication", "Contre-indication"),
)
PrecautionEntry = _history(
    "IMAGING-PRECAUTION",
    _cisis("ORG-192", "Informations pour la prise en charge"),
    Text("For the visit", "Information pour la prise en charge"),
)
PregnancyEntry = _history(
    "IMAGING-PREGNANCY",
    coded("364320009", "2.16.840.1.113883.6.96", "statut de grossesse", "SNOMED CT"),
    Text("Pregnancy", "Statut de grossesse"),
)
