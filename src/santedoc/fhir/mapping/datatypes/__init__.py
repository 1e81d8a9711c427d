"""Tables of the datatypes: what FHIR calls a value, and what the model calls it."""
