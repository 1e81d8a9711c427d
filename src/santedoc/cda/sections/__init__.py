"""Sections: the templates of sections."""
