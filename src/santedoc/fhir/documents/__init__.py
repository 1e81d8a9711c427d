"""What a FHIR document is: entries and references, narrative, its rules."""
