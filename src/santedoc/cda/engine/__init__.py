"""The engine: reads the tables, and builds, parses, checks, narrates and describes from them."""
