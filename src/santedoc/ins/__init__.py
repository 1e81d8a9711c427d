"""The national identity (INS) and the national identifiers: plain values in, findings out."""

from santedoc.ins import (
    adeli,
    datamatrix,
    finess,
    insi,
    matricule,
    oids,
    pid,
    record,
    rpps,
    siren,
    siret,
    symbol,
)
from santedoc.ins.comparison import Agreement, Comparison, Trait, TraitComparison, Verdict, compare
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
    "Agreement",
    "Authority",
    "Comparison",
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
    "Trait",
    "TraitComparison",
    "Traits",
    "Verdict",
    "adeli",
    "compare",
    "consistency",
    "datamatrix",
    "decide",
    "decision_table",
    "finess",
    "insi",
    "matricule",
    "may_carry_matricule",
    "oids",
    "pid",
    "record",
    "rpps",
    "rules",
    "siren",
    "siret",
    "symbol",
]
