"""Profiles from official packages, checked from their snapshots."""
