"""Published value sets, lists of codes and names of code systems, read when first asked for."""

from santedoc.terminology.code_systems import CodeSystem, code_system, known_systems
from santedoc.terminology.packages import package_name
from santedoc.terminology.system_names import system_name
from santedoc.terminology.ucum import ucum_contains
from santedoc.terminology.vaccines import target_diseases
from santedoc.terminology.value_sets import Concept, ValueSet, known_value_sets, value_set

__all__ = [
    "CodeSystem",
    "Concept",
    "ValueSet",
    "code_system",
    "known_systems",
    "known_value_sets",
    "package_name",
    "system_name",
    "target_diseases",
    "ucum_contains",
    "value_set",
]
