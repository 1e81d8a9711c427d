"""The national identity (INS) and the national identifiers: plain values in, findings out."""

from santedoc.ins.findings import Finding, rules
from santedoc.ins.identity import Identity, consistency, decide
from santedoc.ins.matricule import Kind, Matricule
from santedoc.ins.national_ids import PersonId, PersonScheme, StructureId, StructureScheme
from santedoc.ins.oids import Authority, Realm, Scheme
from santedoc.ins.sex import Sex
from santedoc.ins.status import (
    Decision,
    IdentityAttribute,
    IdentityStatus,
    Right,
    Target,
    decision_table,
    may_carry_matricule,
)
from santedoc.ins.traits import Traits

__all__ = [
    "Authority",
    "Decision",
    "Finding",
    "Identity",
    "IdentityAttribute",
    "IdentityStatus",
    "Kind",
    "Matricule",
    "PersonId",
    "PersonScheme",
    "Realm",
    "Right",
    "Scheme",
    "Sex",
    "StructureId",
    "StructureScheme",
    "Target",
    "Traits",
    "consistency",
    "decide",
    "decision_table",
    "may_carry_matricule",
    "rules",
]
