"""FHIRPath 2.0 over the typed tree: exact decimals, and three answers (yes, no, not checkable)."""

from santedoc.fhir.engine.fhirpath.compiler import evaluate, holds_for
from santedoc.fhir.engine.fhirpath.scope import Hooks, Nobody
from santedoc.fhir.engine.fhirpath.values import NotCheckableError

__all__ = ["Hooks", "Nobody", "NotCheckableError", "evaluate", "holds_for"]
