"""The machinery of FHIR: definitions, typed tree, FHIRPath, structure, bindings."""
