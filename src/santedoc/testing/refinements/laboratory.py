"""Medical biology: analyses, specimens, isolates, and what its document models ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from santedoc.model.datatypes import Code, TextReference
from santedoc.model.header import ServiceEvent
from santedoc.model.laboratory_sections import LaboratoryChapter
from santedoc.model.people import Performer
from santedoc.testing import people, values
from santedoc.testing.refinements.shapes import Refined, maybe, one, some, table_of, tables
from santedoc.testing.refinements.statements import known_people
from santedoc.testing.rows import WHOLE, Refinements, instances

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_LOINC = "2.16.840.1.113883.6.1"
_SNOMED = "2.16.840.1.113883.6.96"
_NCBI = "2.16.840.1.113883.3.9471"
_TITLE = "Compte rendu d'examens biologiques"
_INTERPRETATIONS = "jdv-hl7-v3-ObservationInterpretation-cisis"
_ANALYSES = ("718-7", "777-3", "2160-0", "40193-5", "31147-2", "653-6")
_CHAPTERS = ("18719-5", "18723-7", "18725-2", "18727-8", "14340-4")
_ORGANISMS = (("112283007", "562"), ("3092008", "1280"), ("58800005", "1301"))
_SCREENING = Code(code="DEPISTAGE", system="1.2.250.1.213.1.1.4.9", display="Dépistage")
_UDI = ("2.51.1.1", "1.0.15961.10.816", "2.16.840.1.113883.6.18.1.34")
_OBSERVATIONS = ("LAB-OBSERVATION", "LAB-OBSERVATION-IHE")
_SPECIMENS = ("SPECIMEN", "SPECIMEN-IHE")
_ISOLATES = ("LAB-ISOLATE", "LAB-ISOLATE-IHE")


def laboratory(known: Refinements) -> Refined:
    """Return what is between the fields of results."""
    refined: Refined = {
        ("LAB-RESULTS", "code"): maybe(_loinc(_CHAPTERS)),
        ("LAB-RESULTS", "status"): st.sampled_from((None, "completed", "active", "aborted")),
        ("LAB-RESULTS", "time"): maybe(values.periods(ended=True)),
        ("LAB-RESULTS", "results"): _results(known),
        ("LAB-SUB-CHAPTER", "code"): _loinc(_CHAPTERS),
        ("LAB-SUB-CHAPTER", "results"): instances(table_of("LAB-RESULTS"), known),
        ("LAB-CHAPTER", WHOLE): _chapters(known),
        ("LAB-BATTERY", "identifiers"): maybe(one(values.identifiers())),
        ("LAB-BATTERY", "status"): st.sampled_from((None, "completed", "active", "aborted")),
        ("LAB-BATTERY", "results"): some(instances(table_of("LAB-OBSERVATION"), known)),
        ("LAB-PREVIOUS", "code"): maybe(_loinc(_ANALYSES)),
        ("LAB-PREVIOUS", "status"): st.sampled_from((None, "completed")),
        ("LAB-PREVIOUS", "time"): values.times() | values.periods(),
        ("LAB.device", "code"): maybe(values.codes()),
        ("LAB-PERFORMER", WHOLE): _laboratories(known),
        ("LAB-IMAGE", "content"): values.media(),
        ("SPECIMEN-RECEPTION", "status"): None,
        ("SPECIMEN-RECEPTION", "time"): values.times(),
        ("PDF-COPY", "title"): None,
        ("PDF-COPY", "attachments"): one(instances(table_of("ATTACHMENT"), known)),
        ("LAB-SECOND-INTENTION", "code"): values.plain_codes(),
        ("CODED-REASON-FOR-REFERRAL", "problems"): some(instances(table_of("PROBLEM-FR"), known)),
        ("CODED-REASON-FOR-REFERRAL", "observations"): some(
            instances(table_of("SIMPLE-OBSERVATION"), known)
        ),
    }
    for key in _OBSERVATIONS:
        refined |= _observation(known, key)
    for key in _SPECIMENS:
        refined |= {
            (key, "time"): values.times() | values.periods(),
            (key, "type"): maybe(values.codes(values.members("jdv-specimen-type-cisis"))),
            (key, "specimen_identifiers"): one(values.identifiers()),
            (key, "performers"): maybe(one(instances(table_of("BODY.performer"), known))),
            (key, "status"): st.sampled_from((None, "completed")),
        }
    for key in _ISOLATES:
        refined |= {
            (key, "organism"): _organisms(),
            (key, "status"): st.sampled_from((None, "completed", "active", "aborted")),
        }
    return refined


def _observation(known: Refinements, key: str) -> Refined:
    return {
        (key, "code"): _analyses(),
        (key, "status"): st.sampled_from((None, "completed", "aborted")),
        (key, "interpretation"): maybe(values.members(_INTERPRETATIONS)),
        (key, "reference_ranges"): maybe(one(instances(table_of("RESULT.range"), known))),
    }


def _loinc(codes: tuple[str, ...]) -> SearchStrategy[Code]:
    return st.sampled_from(codes).map(
        lambda code: Code(code=code, system=_LOINC, display=f"Examen {code}")
    )


def _analyses() -> SearchStrategy[Code]:
    """Return LOINC codes, with the laboratory's own or not, and codes that are only its own."""
    local = st.integers(1, 9999).map(
        lambda number: Code(
            code=f"L{number}",
            system="1.2.250.1.999.1.1.7.8",
            system_name="Codes du laboratoire",
            display=f"Analyse {number}",
        )
    )
    words = maybe(values.words().map(lambda text: TextReference(text=text)))

    def made(code: Code | None, own: Code | None, said: TextReference | None) -> Code:
        if code is None:
            return Code(translations=(own,) if own is not None else (), original_text=said)
        return code.replaced(translations=(own,) if own is not None else (), original_text=said)

    return st.one_of(
        st.builds(made, _loinc(_ANALYSES), maybe(local), words),
        st.builds(made, st.none(), local, words),
    )


def _organisms() -> SearchStrategy[Code]:
    coded = st.sampled_from(_ORGANISMS).map(
        lambda pair: Code(
            code=pair[0],
            system=_SNOMED,
            display=f"Germe {pair[0]}",
            translations=(Code(code=pair[1], system=_NCBI, display=f"Taxon {pair[1]}"),),
        )
    )
    spoken = values.words().map(lambda text: Code(original_text=TextReference(text=text)))
    return coded | spoken


def _results(known: Refinements) -> SearchStrategy[Any]:
    keys = ("LAB-OBSERVATION", "LAB-BATTERY", "LAB-ISOLATE")
    return some(st.one_of(*(instances(table_of(key), known) for key in keys)))


def _chapters(known: Refinements) -> SearchStrategy[LaboratoryChapter]:
    """Return chapters: results, or parts that have them."""
    table = table_of("LAB-CHAPTER")
    code = _loinc(_CHAPTERS)
    alone = {"code": code, "sections": None, "sub_chapters": None}
    results = instances(table_of("LAB-RESULTS"), known)
    parts = some(instances(table_of("LAB-SUB-CHAPTER"), known))
    divided = {"code": code, "text": None, "results": None, "sub_chapters": parts}
    return instances(table, known, said={**alone, "results": results}) | instances(
        table, known, said=divided
    )


def _laboratories(known: Refinements) -> SearchStrategy[Performer]:
    """Return laboratories with all that rules ask of them."""
    place = instances(
        table_of("BODY.organization"),
        known,
        said={"name": values.words(), "identifiers": one(people.finess())},
        needs=("telecoms", "addresses", "industry"),
    )

    def placed(entity: Any, organization: Any, time: Any) -> Performer:
        return Performer(entity=entity.replaced(organization=organization), time=time)

    return st.builds(placed, known_people(known, "BODY.assignedEntity"), place, values.moments())


# --------------------------------------------------------------------------- document models
def laboratory_report(known: Refinements) -> Refined:
    """Return what a report asks of its header: who validated, which laboratory, who answers."""
    validating = instances(
        table_of("HEADER.authenticator"),
        known,
        said={"entity": _whole(known, "HEADER.authenticatorEntity", "signerOrganization")},
    )
    reads = maybe(values.members(_INTERPRETATIONS))
    everywhere: Refined = {
        (table.key, "interpretation"): reads
        for table in tables()
        if table.model is not None
        and table.key != "RESULT.range"
        and "interpretation" in table.members
    }
    return everywhere | {
        ("HEADER", "sections"): None,
        ("HEADER", "title"): st.just(_TITLE),
        ("HEADER", "authenticators"): maybe(one(validating)),
        ("HEADER", "service_events"): one(_acts(known)),
        ("HEADER.encounter", "responsible"): instances(
            table_of("HEADER.responsibleEntity"),
            known,
            said={"identifiers": one(people.rpps()), "name": values.names()},
            needs=("code",),
        ),
    }


def _whole(known: Refinements, key: str, place: str) -> SearchStrategy[Any]:
    organization = instances(
        table_of(f"HEADER.{place}"),
        known,
        said={"identifiers": one(people.finess()), "name": values.words()},
        needs=("telecoms", "addresses"),
    )
    said = {
        "identifiers": one(people.rpps()),
        "name": values.names(),
        "organization": organization,
    }
    return instances(table_of(key), known, said=said, needs=("addresses", "telecoms"))


def _acts(known: Refinements) -> SearchStrategy[ServiceEvent]:
    place = instances(
        table_of("HEADER.performerOrganization"),
        known,
        said={"identifiers": one(people.finess()), "name": values.words()},
        needs=("telecoms", "addresses", "industry"),
    )
    entity = instances(
        table_of("HEADER.performerEntity"),
        known,
        said={
            "identifiers": one(people.rpps()),
            "name": values.names(),
            "organization": place,
        },
        needs=("addresses", "telecoms"),
    )
    performer = instances(
        table_of("HEADER.performer"), known, said={"entity": entity, "time": values.periods()}
    )
    event = instances(table_of("HEADER.serviceEvent"), known)
    return st.builds(
        lambda event, performer, time, code: event.replaced(
            performers=(performer,), time=time, code=code
        ),
        event,
        performer,
        values.periods(),
        _loinc(_CHAPTERS),
    )


def rapid_test(known: Refinements) -> Refined:
    """Return what a rapid test asks: one device with its words, results of a few types."""
    device = instances(
        table_of("LAB.device"),
        known,
        said={
            "identifiers": one(
                st.sampled_from(_UDI).flatmap(
                    lambda root: values.identifiers().map(
                        lambda identifier: identifier.replaced(root=root, extension="(01)0376")
                    )
                )
            ),
            "code": values.words().map(lambda text: Code(original_text=TextReference(text=text))),
        },
    )
    refined: Refined = {
        ("HEADER", "sections"): None,
        ("HEADER", "service_events"): one(
            _acts(known).map(
                lambda event: event.replaced(performers=tuple(map(_tests, event.performers)))
            )
        ),
        ("LAB-RESULTS", "devices"): one(device),
        ("LAB-RESULTS", "results"): some(instances(table_of("LAB-OBSERVATION"), known)),
        ("LAB-CHAPTER", WHOLE): instances(
            table_of("LAB-CHAPTER"),
            known,
            said={
                "code": _loinc(_CHAPTERS),
                "sections": None,
                "sub_chapters": None,
                "results": instances(table_of("LAB-RESULTS"), known),
            },
        ),
    }
    comments = some(instances(table_of("COMMENT"), known, said={"authors": None}))
    for key in _OBSERVATIONS:
        refined |= {
            (key, "value"): values.quantities() | values.ranges() | values.codes(),
            (key, "time"): values.times() | values.periods(),
            (key, "comments"): comments,
            (key, "devices"): None,
        }
    return refined


def _tests(performer: Performer) -> Performer:
    entity = performer.entity
    assert entity.organization is not None  # drawn with one
    return performer.replaced(
        entity=entity.replaced(organization=entity.organization.replaced(industry=_SCREENING))
    )
