"""The header: one table per participant, the same for every document model."""
