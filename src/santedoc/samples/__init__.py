"""Fictitious documents of every model, and a throw-away PKI marked as such."""

from santedoc.samples.registry import SAMPLES, Sample, example, level_1

__all__ = ["SAMPLES", "Sample", "example", "level_1"]
