"""Entries of payers, transport and fluids."""

from __future__ import annotations

from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import within
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.known import (
    at_most_one,
    held,
    in_status,
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
_PAYER = f"{_PCC}.4.18"


@define(key="PAYER.performer", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerPerformerRows(Table):
    """Who pays."""

    _kind = that(has(".[@typeCode='PRF']"), "PRF", "PRF", "kind", kind="fixed")
    _entity = that(
        has("assignedEntity[@classCode='ASSIGNED']"),
        "assignedEntity, ASSIGNED",
        "assignedEntity, ASSIGNED",
        "entity",
    )


@define(key="PAYER.covered", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerCoveredRows(Table):
    """Who is covered."""

    _role = that(has("participantRole[@classCode='PAT']"), "PAT", "PAT", "role")


@define(key="PAYER.holder", name="FR-Organisme-assurance-maladie", source=_IHE)
class PayerHolderRows(Table):
    """Who holds the contract."""

    _role = that(has("participantRole[@classCode='INDIV']"), "INDIV", "INDIV", "role")


PayerEntry = known(
    _PAYER,
    "PAYER",
    "act",
    "FR-Organisme-assurance-maladie",
    _IHE,
    host=is_a("act", "ACT", "EVN"),
    ids=carries("2.16.840.1.113883.10.20.1.26"),
    id=present("id"),
    code=one("code"),
    status=in_status("completed"),
    participant=present("participant"),
    performer=within("performer", PayerPerformerRows),
    covered=within("participant[@typeCode='COV']", PayerCoveredRows),
    holder=within("participant[@typeCode='HLD']", PayerHolderRows),
)
PayersEntry = known(
    f"{_PCC}.4.17",
    "PAYERS-LIST",
    "act",
    "FR-Organismes-assurance-maladie",
    CONTENT,
    id=one("id"),
    status=one("statusCode"),
    code=that(
        both(counts("code", 1, 1), has("code[@code='48768-6']")),
        "one code, 48768-6",
        "un code, 48768-6",
        "code",
    ),
    payers=held(
        f"entryRelationship/act[templateId/@root='{_PAYER}']",
        f"FR-Organisme-assurance-maladie ({_PAYER})",
        "payers",
    ),
)

TransportEntry = known(
    f"{_PCC}.1.10.4.1",
    "TRANSPORT",
    "act",
    "FR-Transport",
    _IHE,
    host=that(
        has(".[@classCode='ACT'][@moodCode='INT'|'EVN']"),
        "act, ACT, INT | EVN",
        "act, ACT, INT | EVN",
        "host",
        kind="host",
    ),
    id=one("id"),
    root=present("id[@root]", rule="root"),
    code=present("code"),
    text=that(
        either(lacks("text"), has("text/reference")),
        "a link to the narrative",
        "un lien vers le texte",
        "text",
        at="text",
    ),
    time=present(
        "effectiveTime/low[@value]",
        "effectiveTime/high[@value]",
        "effectiveTime/high[@nullFlavor='UNK']",
        rule="time",
    ),
)
_FLUID = f"{_PCC}.1.13.3.2"
_TIMES = path("effectiveTime")
IntravenousFluidEntry = known(
    _FLUID,
    "INTRAVENOUS-FLUID",
    "substanceAdministration",
    "FR-Fluide-intraveineux",
    _IHE,
    host=that(
        has(".[@classCode='SBADM'][@moodCode='EVN'|'INT']"),
        "substanceAdministration, SBADM, EVN | INT",
        "substanceAdministration, SBADM, EVN | INT",
        "host",
        kind="host",
    ),
    id=one("id"),
    ids=carries("2.16.840.1.113883.10.20.1.24", f"{_PCC}.4.7", f"{_PCC}.4.7.1"),
    code=one("code"),
    text=one("text/reference[@value]"),
    status=in_status("completed", "active"),
    time=present("effectiveTime"),
    consumable=one("consumable"),
)
FrenchIntravenousFluid = known(
    f"{_FR}.26",
    "INTRAVENOUS-FLUID-FR",
    "substanceAdministration",
    "FR-Fluide-intraveineux",
    CONTENT,
    ids=carries(_FLUID),
    period=that(
        lambda element: any(one.get("operator") != "A" for one in _TIMES.elements(element)),
        "a time that is no frequency",
        "une date qui n'est pas une fréquence",
        "period",
        kind="cardinality",
    ),
    frequency=at_most_one("effectiveTime[@operator='A']", "frequency"),
    orders=at_most_one(
        f"entryRelationship[@typeCode='REFR']/supply/templateId[@root='{_PCC}.4.7.3']", "orders"
    ),
    comment=at_most_one(
        f"entryRelationship[@typeCode='SUBJ']/act/templateId[@root='{_PCC}.4.2']", "comment"
    ),
)
