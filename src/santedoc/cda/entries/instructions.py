"""FR-Reference-interne, FR-Instructions-au-patient, FR-Instructions-au-dispensateur."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CS, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import coded, const, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.requirements import carries
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.statement import InternalReference
from santedoc.model.treatments import Instruction
from santedoc.report import Text

_ACTS = "1.3.6.1.4.1.19376.1.5.3.2"
INSTRUCTIONS = Text("Instructions", "Instructions")
TO_DISPENSER = Text("To the dispenser", "Au dispensateur")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.4.1",
    key="INTERNAL-REFERENCE",
    model=InternalReference,
    host="act",
    also=("1.2.250.1.213.1.1.3.36",),
    name="FR-Reference-interne",
    source=CONTENT,
)
class InternalReferenceEntry(ActRows):
    """A pointer to another statement of the document."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, least=1, many=True, label=ID)
    # What it points to has the words.
    text = slot("text", ED, label=TEXT)
    code = slot("code", CD, label=CODE)
    status = slot("statusCode", CS, label=STATUS)
    _code = require(
        either(counts("code[@nullFlavor='NA']", 1, 1), counts("code[@code][@codeSystem]", 1, 1)),
        "a code and its system, or the nullFlavor NA",
        "un code et son système, ou le nullFlavor NA",
        kind="attribute",
        rule="code",
        label=CODE,
        at="code",
    )
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)


class InstructionRows(ActRows):
    """What someone must know."""

    _class = const("@classCode", "ACT")
    _mood = const("@moodCode", "INT")
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    text = slot("text", ED, refer=True, label=TEXT, column=INSTRUCTIONS)
    _text = require(
        both(counts("text", 1, 1), counts("text/reference", 1, 1)),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )


_PATIENT, _PATIENT_CCD = "1.3.6.1.4.1.19376.1.5.3.1.4.3", "2.16.840.1.113883.10.20.1.49"


@define(
    _PATIENT,
    key="PATIENT-INSTRUCTION",
    model=Instruction,
    host="act",
    also=(_PATIENT_CCD,),
    name="FR-Instructions-au-patient",
    source=CONTENT,
)
class IhePatientInstruction(InstructionRows):
    """What the patient must know, as IHE has it."""

    code = slot(
        "code",
        CD,
        label=CODE,
        fixed=coded("PINSTRUCT", _ACTS, "Instructions au patient", "IHEActCode"),
    )
    _ids = carries(_PATIENT_CCD)


_FR_PATIENT = "1.2.250.1.213.1.1.3.33"
_OTHER = "observation[templateId/@root='1.2.250.1.213.1.1.3.48.35']"


@define(
    _FR_PATIENT,
    key="PATIENT-INSTRUCTION-FR",
    model=Instruction,
    name="FR-Instructions-au-patient",
    source=CONTENT,
)
class PatientInstruction(IhePatientInstruction):
    """What the patient must know."""

    _ids = carries(_PATIENT_CCD, _PATIENT)
    _once = require(
        counts(f"templateId[@root='{_FR_PATIENT}']", 0, 1),
        f"the identifier {_FR_PATIENT} once",
        f"l'identifiant {_FR_PATIENT} une seule fois",
        kind="template",
        rule="once",
        label=Text("template", "modèle"),
    )
    _observation = require(
        either(
            lacks(f"entryRelationship/{_OTHER}"),
            has(
                f"entryRelationship[@typeCode='COMP']/{_OTHER}"
                f"/code[@code='PINSTRUCT'][@codeSystem='{_ACTS}']"
            ),
        ),
        "the observation below is a component with the code PINSTRUCT",
        "l'observation subordonnée est un composant de code PINSTRUCT",
        rule="observation",
        label=Text("observation", "observation"),
    )


_DISPENSER, _DISPENSER_CCD = "1.3.6.1.4.1.19376.1.5.3.1.4.3.1", "2.16.840.1.113883.10.20.1.43"


@define(
    _DISPENSER,
    key="DISPENSER-INSTRUCTION",
    model=Instruction,
    host="act",
    also=(_DISPENSER_CCD,),
    name="FR-Instructions-au-dispensateur",
    source=CONTENT,
)
class IheDispenserInstruction(InstructionRows):
    """What the dispenser must know, as IHE has it."""

    code = slot(
        "code",
        CD,
        label=CODE,
        fixed=coded("FINSTRUCT", _ACTS, "Instructions au dispensateur", "IHEActCode"),
    )
    text = slot("text", ED, refer=True, label=TEXT, column=TO_DISPENSER)
    _ids = carries(_DISPENSER_CCD)


@define(
    "1.2.250.1.213.1.1.3.34",
    key="DISPENSER-INSTRUCTION-FR",
    model=Instruction,
    name="FR-Instructions-au-dispensateur",
    source=CONTENT,
)
class DispenserInstruction(IheDispenserInstruction):
    """What the dispenser must know."""

    _ids = carries(_DISPENSER_CCD, _DISPENSER)
