"""Entries that refer to files and devices elsewhere."""

from __future__ import annotations

from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.entries.known import (
    SIMPLE,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CONTENT

_PCC = "1.3.6.1.4.1.19376.1.5.3.1"
_FR = "1.2.250.1.213.1.1.3"
_IHE = "IHE PCC TF-2, 6.3.4"
_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"
_REFERENCE = f"{_PCC}.4.4"
ExternalReferencesEntry = known(
    _REFERENCE,
    "EXTERNAL-REFERENCES",
    "act",
    "FR-References-externes",
    _IHE,
    host=is_a("act", "ACT", "EVN"),
    id=one("id"),
    code=that(
        both(counts("code", 1, 1), has("code[@nullFlavor='NA']")),
        "one code, with the nullFlavor NA",
        "un code, avec le nullFlavor NA",
        "code",
    ),
    text=one("text"),
    reference=present("reference[@typeCode='SPRT'|'REFR']"),
    document=present(
        "reference/externalDocument[@classCode='DOC'][@moodCode='EVN']", rule="document"
    ),
    document_id=present("reference/externalDocument/id", rule="documentId"),
)
FrenchExternalReferences = known(
    f"{_FR}.35",
    "EXTERNAL-REFERENCES-FR",
    "act",
    "FR-References-externes",
    CONTENT,
    ids=carries(_REFERENCE),
)

DeviceComplementEntry = known(
    f"{_FR}.1",
    "DEVICE-COMPLEMENT",
    "observation",
    "FR-Dispositif-medical-complement",
    _ANS,
    host=is_a("observation", "OBS", "EVN"),
    own=one(f"templateId[@root='{_FR}.1']", "template"),
    simple=one(f"templateId[@root='{SIMPLE}']", "simple"),
    id=one("id"),
    code=one("code"),
    text=one("text/reference"),
    time=one("effectiveTime"),
    status=one("statusCode"),
    value=one("value"),
)
