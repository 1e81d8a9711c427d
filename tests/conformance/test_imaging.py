"""The official examples of imaging: judged, understood whole, written again."""

from __future__ import annotations

from typing import ClassVar

import pytest

from santedoc.model.document import Document
from santedoc.model.imaging_documents import ImagingOrder, ImagingReport
from tests.conformance.official import Accepted, OfficialExamples

pytestmark = pytest.mark.shared


class TestImaging(OfficialExamples):
    """IMG-CR-IMG and IMG-DA-IMG."""

    CLASSES: ClassVar[dict[str, type[Document]]] = {
        "IMG_CR_IMG_2024.01": ImagingReport,
        "IMG_CR_IMG_2024.01_CDA-R2-Niveau-1": Document,
        "IMG-DA-IMG_2024.01_Radiographie_ChevilleGenou": ImagingOrder,
        "IMG-DA-IMG_2024.01_Radiographie_Echographie_SeinThorax": ImagingOrder,
        "IMG-DA-IMG_2024.01_Radiographie_Scanner_Genou": ImagingOrder,
        "IMG-DA-IMG_2024.01_Scanner_Crane_ThoraxAbdomenPelvis": ImagingOrder,
    }
    ACCEPTED = (
        Accepted(
            "/section",
            "@classCode",
            "DOCSECT → –",
            "the value that the schema gives by default, said or not",
        ),
        Accepted(
            "/consumable",
            "@typeCode",
            "– → CSM",
            "the value that the schema gives by default, said or not",
        ),
        Accepted(
            "/(procedure|observation|substanceAdministration)",
            "added text",
            ".*",
            "what statements without a link are given to point to",
        ),
        Accepted(
            "/playingDevice/code",
            "added originalText",
            ".*",
            "that link, from the code of the device",
        ),
        Accepted(
            "/section/text",
            "text",
            r"(.*) → \1",
            "white space alone between a line break and a list says nothing",
        ),
    )
