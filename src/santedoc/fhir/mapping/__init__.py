"""Documents as FHIR and back: one table for each class of the model, one engine for all."""
