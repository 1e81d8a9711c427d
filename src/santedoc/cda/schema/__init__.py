"""The table of CDA R2 as the CI-SIS extends it: the builder's order, the structural stage."""

from santedoc.cda.schema.faults import rules
from santedoc.cda.schema.order import (
    Slot,
    attributes,
    child_order,
    codes_of,
    is_a,
    slots,
    type_of,
    type_of_child,
    type_of_root,
    xsi_type,
)
from santedoc.cda.schema.structure import structure_issues

__all__ = [
    "Slot",
    "attributes",
    "child_order",
    "codes_of",
    "is_a",
    "rules",
    "slots",
    "structure_issues",
    "type_of",
    "type_of_child",
    "type_of_root",
    "xsi_type",
]
