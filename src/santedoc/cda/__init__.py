"""CDA R2 as the CI-SIS constrains it: one table per template, one engine for all of them."""
