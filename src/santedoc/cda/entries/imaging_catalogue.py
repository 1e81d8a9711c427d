"""FR-DICOM-Examen-imagerie, -Serie-imagerie, -SOP-instance-observation: where the images are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import CD, ED, II, IVL_INT, IVL_TS, TS
from santedoc.cda.datatypes.coded import Coded
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, coded, const, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.requirements import TEMPLATE, carries, is_a
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TIME, VALUE
from santedoc.model.datatypes import Code, Qualifier
from santedoc.model.imaging import (
    DisplayedFrames,
    ImagingInstance,
    ImagingSeries,
    ImagingStudy,
    ReferencedFrames,
    ReferencePurpose,
)
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

DCM = "1.2.840.10008.2.16.4"
"""DICOM Controlled Terminology."""
SOP_FR = "1.2.250.1.213.1.1.3.157"
_STUDY, _SERIES, _SOP = "1.2.840.10008.9.16", "1.2.840.10008.9.17", "1.2.840.10008.9.18"
_STUDY_FR, _SERIES_FR = "1.2.250.1.213.1.1.3.155", "1.2.250.1.213.1.1.3.156"
_FRAMES, _DISPLAYED = "1.2.250.1.213.1.1.3.164", "1.2.250.1.213.1.1.3.166"
_PURPOSE = "1.2.250.1.213.1.1.3.163"
_IMAGES = Text("Image", "Image")


def dcm(code: str, display: str) -> Code:
    """Return a DICOM concept."""
    return coded(code, DCM, display, "DCM")


def two_ids() -> Any:
    """Require two template identifiers: the international one and the French one."""
    return require(
        counts("templateId", 2, 2),
        "two identifiers",
        "deux identifiants",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )


def _linked(kind: str, template: str, name: str, rule: str) -> Any:
    """Require that what is linked so is a template, once, with its code."""
    link = f"entryRelationship[@typeCode='{kind}']"
    host = f"{link}/observation[templateId/@root='{template}']"
    return require(
        either(
            lacks(link),
            both(
                counts(f"{link}/observation/templateId[@root='{template}']", 0, 1),
                has(f"{host}/code"),
            ),
        ),
        f"{name} ({template}), once, with its code",
        f"{name} ({template}), une fois, avec son code",
        kind="template",
        rule=rule,
        label=Text("link", "lien"),
        at=link,
    )


@define(
    _DISPLAYED,
    key="IMAGING-DISPLAYED-FRAMES",
    model=DisplayedFrames,
    host="observation",
    name="FR-DICOM-Cadres-a-afficher",
    source="DICOM PS3.20, 10.5",
)
class DisplayedFramesEntry(Table):
    """Numbers of the frames that are shown."""

    _class = const("@classCode", "OBS")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, most=None, label=ID)
    code = slot("code", CD, fixed=dcm("113036", "Cadres à afficher"), label=CODE)
    frames = slot("value", IVL_INT, label=VALUE, column=Text("Frames", "Cadres"))
    _host = is_a("observation", "OBS", "EVN")
    _value = require(
        has("value[@xsi:type='IVL_INT']"),
        "whole numbers (IVL_INT)",
        "des nombres entiers (IVL_INT)",
        kind="datatype",
        rule="frames",
        label=VALUE,
        at="value",
    )


@define(
    _FRAMES,
    key="IMAGING-FRAMES",
    model=ReferencedFrames,
    host="observation",
    name="FR-DICOM-Cadres-references",
    source="DICOM PS3.20, 10.4",
)
class ReferencedFramesEntry(Table):
    """The frames of an image that are meant."""

    _class = const("@classCode", "ROIBND")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, most=None, label=ID)
    code = slot("code", CD, fixed=dcm("121190", "Cadres référencés"), label=CODE)
    displayed = child(
        "entryRelationship[@typeCode='COMP']",
        DisplayedFramesEntry,
        column=Text("Frames", "Cadres"),
    )
    _host = require(
        has(".[@classCode='ROIBND'][@moodCode]"),
        "observation, ROIBND",
        "observation, ROIBND",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
    _displayed = require(
        has(f"entryRelationship[@typeCode='COMP']/observation[templateId/@root='{_DISPLAYED}']"),
        f"FR-DICOM-Cadres-a-afficher ({_DISPLAYED})",
        f"FR-DICOM-Cadres-a-afficher ({_DISPLAYED})",
        kind="template",
        rule="displayed",
        label=Text("frames", "cadres"),
    )


@define(
    _PURPOSE,
    key="IMAGING-PURPOSE",
    model=ReferencePurpose,
    host="observation",
    name="FR-DICOM-Objectif-de-reference",
    source="DICOM PS3.20, 10.3",
)
class ReferencePurposeEntry(Table):
    """Why an image is referred to."""

    _class = const("@classCode", "OBS")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, most=None, label=ID)
    code = slot(
        "code",
        CD,
        default=coded("ASSERTION", "2.16.840.1.113883.5.4", "Assertion", "HL7:ActCode"),
        label=CODE,
    )
    value = slot("value", CD, least=1, once=True, label=VALUE, column=Text("Purpose", "Objectif"))
    _host = is_a("observation", "OBS", "EVN")
    _ids = require(
        counts("templateId", 1, 1),
        f"no other identifier than {_PURPOSE}",
        f"pas d'autre identifiant que {_PURPOSE}",
        kind="template",
        rule="templates",
        label=TEMPLATE,
    )
    _code = require(
        both(counts("code", 1, 1), has("code[@code='ASSERTION']")),
        "ASSERTION",
        "ASSERTION",
        rule="code",
        label=CODE,
        at="code",
    )


@define(
    _SOP,
    key="IMAGING-INSTANCE",
    model=ImagingInstance,
    host="observation",
    also=(SOP_FR,),
    name="FR-DICOM-SOP-instance-observation",
    source=CONTENT,
)
class ImagingInstanceEntry(Table):
    """A DICOM object."""

    _class = const("@classCode", "DGIMG")
    _mood = const("@moodCode", "EVN")
    code = slot("code", CD, least=1, once=True, label=CODE, column=_IMAGES)
    identifiers = slot("id", II, least=1, most=None, label=ID, column=_IMAGES)
    address = slot("text", ED, label=Text("address", "adresse"))
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    purpose = child(
        "entryRelationship[@typeCode='RSON']",
        ReferencePurposeEntry,
        column=Text("Purpose", "Objectif"),
    )
    frames = child(
        "entryRelationship[@typeCode='COMP']",
        ReferencedFramesEntry,
        column=Text("Frames", "Cadres"),
    )
    _host = is_a("observation", "DGIMG", "EVN")
    _ids = two_ids()
    _french = carries(SOP_FR)
    _purpose = _linked("RSON", _PURPOSE, "FR-DICOM-Objectif-de-reference", "purpose")
    _frames = _linked("COMP", _FRAMES, "FR-DICOM-Cadres-references", "frames")


_SERIES_CODE = dcm("113015", "Séries")
_MODALITY = dcm("121139", "Modalité")
_VALUE = f"{q(CDA, 'qualifier')}/{q(CDA, 'value')}"


class _Modality(Coded):
    """The code of a series, which is the same for all, for the modality that it is qualified by."""

    def read_value(self, element: _Element, reader: Reader) -> Code | None:  # type: ignore[override]
        """Return the modality; what else is said than the fixed codes stays unclaimed."""
        said = CD.read_value(element, reader)
        modality = said.qualifiers[0].value if len(said.qualifiers) == 1 else None
        if modality is None or said != self._around(modality):
            kept = [inner for one in element.iterfind(_VALUE) for inner in one.iter("{*}*")]
            for inner in element.iter("{*}*"):
                if inner not in kept and reader.is_claimed(inner):
                    for name in inner.attrib:
                        reader.disown(inner, str(name))
        return modality

    def write_value(self, element: _Element, value: Code, writer: Writer) -> None:
        """Write the code of a series, qualified by the modality."""
        CD.write_value(element, self._around(value), writer)

    @staticmethod
    def _around(modality: Code) -> Code:
        qualifier = Qualifier(name=_MODALITY, value=modality)
        return _SERIES_CODE.replaced(qualifiers=(qualifier,))


def _qualified(element: _Element) -> bool:
    """Exactly one qualifier, with one name and one value, that says the modality."""
    return all(
        one(element)
        for one in (
            counts("code/qualifier", 1, 1),
            counts("code/qualifier/name", 1, 1),
            counts("code/qualifier/value", 1, 1),
            has("code/qualifier/name[@code='121139']"),
            has(f"code/qualifier/name[@codeSystem='{DCM}']"),
        )
    )


@define(
    _SERIES,
    key="IMAGING-SERIES",
    model=ImagingSeries,
    host="act",
    also=(_SERIES_FR,),
    name="FR-DICOM-Serie-imagerie",
    source=CONTENT,
)
class ImagingSeriesEntry(Table):
    """A series of a DICOM study."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")
    modality = slot(
        "code", _Modality("CD"), least=1, label=CODE, column=Text("Modality", "Modalité")
    )
    identifiers = slot("id", II, least=1, most=None, label=ID, column=Text("Series", "Série"))
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    instances = child(
        "entryRelationship[@typeCode='COMP']", ImagingInstanceEntry, most=None, column=_IMAGES
    )
    _host = require(
        has(".[@classCode][@moodCode]"),
        "act, with its class and mood",
        "act, avec sa classe et son mode",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
    _ids = two_ids()
    _french = carries(_SERIES_FR)
    _code = require(
        both(
            counts("code", 1, 1),
            has("code[@code='113015']"),
            has(f"code[@codeSystem='{DCM}']"),
        ),
        f"one code, 113015 ({DCM})",
        f"un code, 113015 ({DCM})",
        rule="code",
        label=CODE,
        at="code",
    )
    _modality = require(
        _qualified,
        f"one qualifier, 121139 ({DCM}), with the modality as its value",
        f"un qualifier, 121139 ({DCM}), dont la valeur est la modalité",
        rule="modality",
        label=Text("modality", "modalité"),
        at="code",
    )
    _instance = require(
        both(
            counts(
                f"entryRelationship[@typeCode='COMP']/observation/templateId[@root='{_SOP}']", 1, 1
            ),
            has(f"entryRelationship[@typeCode='COMP']/observation[templateId/@root='{_SOP}']/code"),
        ),
        f"exactly one object ({_SOP}), with its class",
        f"exactement un objet ({_SOP}), avec sa classe",
        kind="cardinality",
        rule="instances",
        label=Text("DICOM object", "objet DICOM"),
    )


@define(
    _STUDY,
    key="IMAGING-STUDY",
    model=ImagingStudy,
    host="act",
    also=(_STUDY_FR,),
    name="FR-DICOM-Examen-imagerie",
    source=CONTENT,
)
class ImagingStudyEntry(Table):
    """A DICOM study."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=Text("Date", "Date"))
    identifiers = slot("id", II, least=1, most=None, label=ID, column=Text("Study", "Examen"))
    code = slot("code", CD, fixed=dcm("113014", "Examen"), label=CODE)
    series = child(
        "entryRelationship[@typeCode='COMP']",
        ImagingSeriesEntry,
        most=None,
        column=Text("Series", "Série"),
    )
    _french = carries(_STUDY_FR)
    _series = require(
        both(
            *(
                has(f"entryRelationship[@typeCode='COMP']/act[templateId/@root='{one}']")
                for one in (_SERIES, _SERIES_FR)
            )
        ),
        f"a series ({_SERIES})",
        f"une série ({_SERIES})",
        kind="template",
        rule="series",
        label=Text("series", "série"),
    )
