"""Can this be sent? One verdict from identity, document, metadata, body and signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import header, unpack
from santedoc.exchange import sending_rules as rules
from santedoc.exchange.archive import SUBSET
from santedoc.exchange.archive_rules import ENTRY_FIELDS
from santedoc.exchange.associations import dmp_lists
from santedoc.exchange.body import body_issues
from santedoc.exchange.metadata import Enclosure, describe
from santedoc.exchange.values import DocumentEntry, missing
from santedoc.ins import IdentityAttribute, IdentityStatus, Realm, Target, oids
from santedoc.ins.identity import decide_number
from santedoc.report import Issue, Location, Report, Severity, Stage, Text
from santedoc.validation import octets_of, validate
from santedoc.xmlkit import DEFAULT_LIMITS, Limits, location_of

if TYPE_CHECKING:
    from lxml.etree import _Element

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "mes": Target.MES,
        "dmp": Target.DMP,
        "mssante": Target.MSSANTE_PROFESSIONAL,
        "mssante-professional": Target.MSSANTE_PROFESSIONAL,
        "mssante-patient": Target.MSSANTE_PATIENT,
    }
)
"""Where a document may go, by the word that says it; ``mssante`` is to a professional."""
STATUSES: Mapping[str, IdentityStatus] = MappingProxyType(
    {
        **{status.name.lower(): status for status in IdentityStatus},
        **{status.value: status for status in IdentityStatus},
    }
)
"""The statuses of an identity, by name (``qualified``) and by code (``QUAL``)."""
_JUDGED = frozenset({"cda", "unknown"})  # of the unknown, the report says all
_SHARED = frozenset({Target.MES, Target.DMP})
_VACCINATION = frozenset({"1.2.250.1.213.1.1.1.37", "1.2.250.1.213.1.1.1.46"})
_VACCINATION_EDITION = "2023.01"
_MEGABYTE = 1_000_000
_PATIENT_LIMIT, _PROFESSIONAL_LIMIT = 25, 10
_LEVELS = MappingProxyType(
    {"R": Text("restricted", "restreint"), "V": Text("very restricted", "très restreint")}
)
_FORBIDDEN: Mapping[Target, frozenset[str]] = MappingProxyType(
    {
        Target.MSSANTE_PATIENT: frozenset({"INVISIBLE_PATIENT"}),
        Target.MSSANTE_PROFESSIONAL: frozenset({"MASQUE_PS"}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the caller said."""

    target: Target
    status: IdentityStatus | None
    attributes: frozenset[IdentityAttribute]
    realm: Realm | None
    limits: Limits


def ready(
    data: bytes | str | Path | Enclosure,
    *,
    target: str = "mes",
    identity_status: IdentityStatus | str | None = None,
    attributes: Iterable[IdentityAttribute | str] = (),
    realm: Realm | str | None = None,
    lang: str = "en",
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Tell whether a document, or an archive, can be sent, and if not why and what to do.

    The verdict of `santedoc.validate`, then: what the status of the identity allows there, the
    matricule, the metadata that the header must yield, the masks, the body and its files, the
    size. A document that carries its signature inside is refused: sign detached.

    Args:
        data: the bytes of a document or of an archive, a path, or an `Enclosure` with what the
            header does not say (masks, class, format).
        target: ``mes`` (Mon espace santé), ``dmp``, ``mssante`` (a professional) or
            ``mssante-patient``.
        identity_status: ``qualified``, ``validated``, ``recovered`` or ``provisional``. Not said,
            the verdict is INDETERMINATE at best: no document carries it.
        attributes: ``homonym``, ``doubtful``, ``fictitious``.
        realm: ``production``, ``test`` or ``demonstration``, when the receiving platform is known;
            otherwise a matricule that is not of production gets a warning.
        lang: language of the messages, ``"en"`` or ``"fr"``.
        name: name of the file in the report; the path's own by default.
        limits: how much is read before the document is refused.

    Returns:
        A report: PASSED when it can be sent. Its errors are the refusals, each with its reason and
        its remedy.

    Raises:
        InvalidValueError: an unknown target, status, attribute or realm.
        OSError: the path cannot be read.

    Source: RNIV v2.0; DMP, SEL-MP-037; MSSanté, Référentiel socle #2 v1.0.1; ANS, Mapping VIHF et
    XDS v2.1.3.

    Examples:
        >>> from santedoc import build, samples
        >>> letter = build(samples.example("LDL-SES"))
        >>> ready(letter, target="mes", identity_status="qualified").outcome.value
        'passed'
        >>> refused = ready(letter, target="mes", identity_status="validated")
        >>> [issue.rule.id for issue in refused.errors]
        ['INS.status.unqualified', 'INS.target.matricule']
    """
    asked = _Asked(
        target=_one_of(TARGETS, target, "target"),
        status=_one_of(STATUSES, identity_status, "identity_status") if identity_status else None,
        attributes=frozenset(
            _one_of({one.value: one for one in IdentityAttribute}, one, "attributes")
            for one in attributes
        ),
        realm=_one_of({one.value: one for one in Realm}, realm, "realm") if realm else None,
        limits=limits,
    )
    enclosure = data if isinstance(data, Enclosure) else None
    if isinstance(data, Enclosure):
        data = data.data
    elif not isinstance(data, bytes):
        name = name or str(data)
        data = octets_of(data, limits)
    report = validate(data, lang=lang, name=name, limits=limits)
    if report.format == "xdm":
        report = _archive(report, data, asked)
    else:
        report = _document(report, enclosure or Enclosure(data), None, asked)
    return replace(report, issues=(*report.issues, *_size(len(data), asked)))


_Word = TypeVar("_Word", Target, IdentityStatus, IdentityAttribute, Realm)


def _one_of(words: Mapping[str, _Word], said: str, field: str) -> _Word:
    found = words.get(said)
    if found is None:
        known = ", ".join(words)
        raise InvalidValueError(
            f"{said!r} is unknown; known: {known}",
            f"{said!r} est inconnu ; connus : {known}",
            field=field,
        )
    return found


def _archive(report: Report, data: bytes, asked: _Asked) -> Report:
    """Judge each document of an archive, with what its metadata say."""
    try:
        found = unpack(data)
    except UnreadableError:
        return report  # the report says why already
    entries = {
        f"{report.file or ''}!{found.archive.member(SUBSET + (one.uri or ''))}": one
        for one in found.submission.entries
    }
    files = {f"{report.file or ''}!{member}": data for member, data in found.archive.files.items()}
    parts = (
        _document(part, Enclosure(files[part.file or ""]), entries[part.file or ""], asked)
        for part in report.parts
    )
    return replace(report, parts=tuple(parts), checked=(*report.checked, Stage.READINESS))


def _document(
    report: Report, enclosure: Enclosure, entry: DocumentEntry | None, asked: _Asked
) -> Report:
    """Judge one document; ``entry`` is its metadata, when it comes out of an archive."""
    if report.format not in _JUDGED:
        params: dict[str, str | Text] = {
            "found": report.format.upper(),
            "target": asked.target.label,
        }
        issue = Issue(rules.FORMAT, Location(xpath="/"), params)
        issues = (*report.issues, issue)
        return replace(report, issues=issues, checked=(*report.checked, Stage.READINESS))
    try:
        described = describe(enclosure, limits=asked.limits)
    except UnreadableError:
        return report
    document = described.document
    found = [*_identity(document, asked), *body_issues(document)]
    if entry is None:
        found += _metadata(document, described.entry)
        found += described.issues
    found += _policy(document, entry or described.entry, asked)
    unsaid = any(issue.rule is rules.UNSAID for issue in found)
    told = {issue.rule.id for issue in found}
    return replace(
        report,
        # A remark of the validation that has become a refusal is not told twice; refusals first.
        issues=tuple(
            sorted(
                [*found, *(one for one in report.issues if one.rule.id not in told)],
                key=lambda one: -one.severity.rank,
            )
        ),
        checked=(*report.checked, Stage.READINESS),
        skipped=(*report.skipped, *([Stage.READINESS] if unsaid else [])),
    )


def _identity(document: _Element, asked: _Asked) -> Iterator[Issue]:
    """Yield what the status and the matricule forbid."""
    number = next((one for one in header.patient_numbers(document) if one.kind == "NH"), None)
    ids = header.every(document, "recordTarget/patientRole/id")
    element = next((one for one in ids if oids.is_ins(header.attribute(one, "root"))), document)
    at = location_of(element)
    professional = asked.target is Target.MSSANTE_PROFESSIONAL
    if professional and number is None:
        return  # nothing that the status could keep back
    decision = decide_number(
        number.number if number else None,
        number.root if number else None,
        # Not said, the number is still judged, as if nothing else forbade it.
        status=asked.status or IdentityStatus.QUALIFIED,
        attributes=asked.attributes,
        target=asked.target,
        realm=asked.realm,
    )
    for one in decision.reasons:
        issue = one.at(at)
        yield replace(issue, rule=replace(issue.rule, severity=Severity.ERROR))
    if decision.without_matricule:
        yield Issue(rules.MATRICULE, at)
    if asked.status is None:
        yield Issue(rules.UNSAID, at)
    authority = oids.classify(number.root) if number else None
    if asked.realm is None and authority and authority.realm is not Realm.PRODUCTION:
        yield Issue(rules.REALM, at, {"found": authority.realm.label})


def _metadata(document: _Element, entry: DocumentEntry) -> Iterator[Issue]:
    """Yield the metadata that the header does not yield."""
    for field in missing(entry):
        if field not in {"entry_uuid", "uri"}:
            name, label = ENTRY_FIELDS[field]
            yield Issue(rules.UNDERIVABLE, location_of(document), {"field": name, "label": label})


def _policy(document: _Element, entry: DocumentEntry, asked: _Asked) -> Iterator[Issue]:
    """Yield what the target says of masks, confidentiality, types and editions."""
    at = location_of(document)
    codes = {one.code for one in entry.confidentiality}
    for mask in sorted(codes & _FORBIDDEN.get(asked.target, frozenset())):
        yield Issue(rules.MASK, at, {"found": mask, "target": asked.target.label})
    if asked.target not in _SHARED:
        return
    for level in sorted(codes & set(_LEVELS)):
        yield Issue(rules.CONFIDENTIALITY, at, {"found": _LEVELS[level]})
    if "^" in (entry.unique_id or ""):
        yield Issue(rules.UNIQUE_ID, at)
    if entry.type_code and not dmp_lists(*entry.type_code.pair):
        yield Issue(rules.TYPE, at, {"found": entry.type_code.code})
    if asked.target is Target.DMP:
        for one in header.every(document, "templateId"):
            edition = header.attribute(one, "extension")
            model = header.attribute(one, "root")
            if model in _VACCINATION and edition != _VACCINATION_EDITION:
                yield Issue(rules.VACCINATION, location_of(one), {"found": edition[:20] or "–"})


def _size(size: int, asked: _Asked) -> Iterator[Issue]:
    """Yield whether a message that carries this would be too heavy: base64 adds a third."""
    limits = {
        Target.MSSANTE_PATIENT: (rules.SIZE_PATIENT, _PATIENT_LIMIT),
        Target.MSSANTE_PROFESSIONAL: (rules.SIZE_PROFESSIONAL, _PROFESSIONAL_LIMIT),
    }
    if asked.target in limits:
        rule, limit = limits[asked.target]
        weight = size * 4 / 3 / _MEGABYTE
        if weight > limit:
            params = {"found": f"{weight:.0f}", "limit": str(limit)}
            yield Issue(rule, Location(xpath="/"), params)
