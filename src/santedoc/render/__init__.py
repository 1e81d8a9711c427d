"""What people and tools read: a report in seven formats, a document as a page."""

from santedoc.render.document import document_html
from santedoc.render.formats import FORMATS, render
from santedoc.render.options import Options

__all__ = ["FORMATS", "Options", "document_html", "render"]
