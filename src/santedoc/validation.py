"""Recognise what was given, run its stages, one report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.errors import UnreadableError
from santedoc.exchange.archive import DEFAULT_ARCHIVE_LIMITS, is_zip
from santedoc.jsonkit import DEFAULT_JSON_LIMITS
from santedoc.report import Issue, Location, Outcome, Report, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, DEFAULT_LIMITS, DS, Limits, parse, q, read_file

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.fhir.profiles.package import Package
    from santedoc.signing import SignatureReport

_ROOT = q(CDA, "ClinicalDocument")
_FHIR = "{http://hl7.org/fhir}"
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")
_SHOWN = 80  # of a name that may be a hostile one


def _reading_rule(name: str, en: str, fr: str) -> Rule:
    return Rule(
        id=name,
        severity=Severity.ERROR,
        stage=Stage.XML,
        kind="reading",
        text=Text("The file cannot be read: {reason}.", "Le fichier est illisible : {reason}."),
        why=Text(en, fr),
        source="XML 1.0, fifth edition",
    )


_READING = {
    rule.id: rule
    for rule in (
        _reading_rule(
            "XML.empty",
            "An empty file holds no document.",
            "Un fichier vide ne contient aucun document.",
        ),
        _reading_rule(
            "XML.syntax",
            "No reader can open a file that is not well formed.",
            "Aucun lecteur ne peut ouvrir un fichier mal formé.",
        ),
        _reading_rule(
            "XML.encoding",
            "The characters would be read wrong, or not at all.",
            "Les caractères seraient mal lus, ou illisibles.",
        ),
        _reading_rule(
            "XML.nul",
            "No reader can open a file with such characters.",
            "Aucun lecteur ne peut ouvrir un fichier avec de tels caractères.",
        ),
        _reading_rule(
            "XML.doctype",
            "Entities are a well-known way to attack a reader.",
            "Les entités sont un moyen connu d'attaquer un lecteur.",
        ),
        _reading_rule(
            "XML.limit",
            "Such a file can exhaust the memory of its reader.",
            "Un tel fichier peut épuiser la mémoire de son lecteur.",
        ),
    )
}
_ROOT_RULE = Rule(
    id="XML.root",
    severity=Severity.ERROR,
    stage=Stage.XML,
    kind="reading",
    text=Text(
        "The root element is {found}, not ClinicalDocument (namespace urn:hl7-org:v3).",
        "L'élément racine est {found}, et non ClinicalDocument (espace urn:hl7-org:v3).",
    ),
    why=Text(
        "Only a ClinicalDocument is a CDA document.",
        "Seul un ClinicalDocument est un document CDA.",
    ),
    fix=Text("Check which file was given.", "Vérifier quel fichier a été donné."),
    source="HL7 CDA Release 2, 4.1",
    gate=True,
)
_ENVELOPED = Rule(
    id="SIGN.enveloped.refused",
    severity=Severity.ERROR,
    stage=Stage.SIGNATURE,
    kind="reading",
    text=Text("The document holds a signature.", "Le document contient une signature."),
    why=Text(
        "The national schema has no place for a signature inside a CDA: the gate refuses it.",
        "Le schéma national n'a pas de place pour une signature dans une CDA : elle est refusée.",
    ),
    fix=Text("Use a detached signature.", "Employer une signature détachée."),
    source="CI-SIS, schéma CDA étendu",
    gate=True,
)


def validate(
    data: bytes | str | Path,
    *,
    lang: str = "en",
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    packages: Sequence[Package | str | Path] = (),
    signature: SignatureReport | None = None,
) -> Report:
    """Check a document (CDA or FHIR), an archive (IHE XDM) or a message (HL7 v2): one report.

    Whatever the document contains, nothing is raised: what is wrong is in the report.

    Args:
        data: the bytes of a document, of an archive or of a message, or the path of a file.
        lang: language of the report's messages, ``"en"`` or ``"fr"``.
        name: name of the file in the report; the path's own by default.
        limits: how much is read before the document is refused.
        packages: FHIR packages (tgz) of the profiles that FHIR documents are held against, as
            `santedoc.fhir.read_package` returned them, or their paths.
        signature: what `santedoc.verify` found of the signature of this very document: its signer
            is then held against the ``legalAuthenticator`` of the header.

    Returns:
        The report; its ``outcome`` is PASSED, FAILED, or INDETERMINATE when a stage could not run.

    Raises:
        OSError: a path cannot be read.
        InvalidValueError: a package is none of FHIR R4.

    Source: CI-SIS, schéma CDA étendu, Structuration minimale, Modèles de contenus CDA; HL7 FHIR R4.

    Examples:
        >>> validate(b"<ClinicalDocument/>").outcome.value
        'failed'
    """
    if not isinstance(data, bytes):
        file = Path(data)
        name = name or str(file)
        data = octets_of(file, limits)
    report = _validate(data, name, limits, _read(packages))
    if signature is not None:
        report = _signed(report, data, signature)
    return replace(report, lang=lang)


def signer_issues(signature: SignatureReport) -> tuple[Issue, ...]:
    """Hold who signed against who answers for the CDA documents that were signed.

    Args:
        signature: what `santedoc.verify` found; documents that are no CDA are passed over.

    Returns:
        Warnings where the RPPS number or the name differs, an information where one is missing.

    Source: CI-SIS, Structuration minimale, legalAuthenticator.
    """
    from santedoc.exchange.header import legal_authenticator
    from santedoc.signing import rules
    from santedoc.xmlkit import location_of

    signer = signature.signer
    issues = []
    for one in signature.signed if signer else ():
        try:
            root = parse(one.octets)
        except UnreadableError:
            continue
        if root.tag != _ROOT or signer is None:
            continue
        held = next(root.iterchildren(q(CDA, "legalAuthenticator")), root)
        person, at = legal_authenticator(root), location_of(held)
        number = person.number.removeprefix("8")[-11:] if person else ""
        if signer.rpps is None or len(number) != _RPPS:
            who = _NO_CERTIFIED if signer.rpps is None else _NO_HEADER
            issues.append(Issue(rules.NO_NUMBER, at, {"who": who}))
        elif signer.rpps != number:
            numbers = {"signer": signer.rpps, "responsible": number}
            issues.append(Issue(rules.OTHER_SIGNER, at, numbers))
        elif person and signer.surname and _letters(signer.surname) != _letters(person.family):
            names = {"signer": signer.surname, "responsible": person.family}
            issues.append(Issue(rules.OTHER_NAME, at, names))
    return tuple(issues)


_RPPS = 11
_NO_CERTIFIED = Text("the certificate", "le certificat")
_NO_HEADER = Text("the header", "l'en-tête")


def _letters(name: str) -> str:
    """Return the letters of a name alone: case, accents and hyphens are written in many ways."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in plain if one.isalpha())


def _signed(report: Report, data: bytes, signature: SignatureReport) -> Report:
    """Add to the report of a document what was found of its signature."""
    from santedoc.signing import Packaging, rules

    issues = list(signer_issues(signature))
    covered = signature.packaging is Packaging.ENVELOPED or any(
        one.octets == data for one in signature.signed
    )
    if signature.outcome is Outcome.FAILED:
        issues += signature.errors
    elif signature.outcome is Outcome.PASSED and not covered:
        issues.append(Issue(rules.OTHER_DOCUMENT, Location(xpath="/")))
    doubtful = signature.outcome is Outcome.INDETERMINATE
    return replace(
        report,
        issues=(*report.issues, *issues),
        checked=report.checked if doubtful else (*report.checked, Stage.SIGNATURE),
        skipped=(*report.skipped, Stage.SIGNATURE) if doubtful else report.skipped,
    )


def _read(packages: Sequence[Package | str | Path]) -> tuple[Package, ...]:
    if not packages:
        return ()
    from santedoc.fhir.profiles.package import package_at

    return tuple(package_at(one) if isinstance(one, str | Path) else one for one in packages)


def octets_of(file: str | Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return what is read of a file: one byte more than the limit of what it is, at most.

    Args:
        file: the path of a document or of an archive.
        limits: how much is read of a document; an archive has a limit of its own.

    Raises:
        OSError: the path cannot be read.
    """
    data = read_file(Path(file), limits)
    if is_zip(data) and len(data) > limits.size:
        data = read_file(Path(file), replace(limits, size=DEFAULT_ARCHIVE_LIMITS.size))
    return data


def _validate(data: bytes, name: str | None, limits: Limits, packages: Sequence[Package]) -> Report:
    if is_zip(data):
        return _validate_archive(data, name, limits, packages)
    if data.lstrip(b"\x0b")[:4] == b"MSH|":
        return _validate_message(data, name, limits, packages)
    return _validate_document(data, name, limits, packages)


def _validate_message(
    data: bytes, name: str | None, limits: Limits, packages: Sequence[Package]
) -> Report:
    """Check an HL7 v2 message that carries documents, then each of them."""
    from santedoc.exchange.hl7v2 import check_message

    found = check_message(data)
    return Report(
        issues=found.issues,
        checked=(Stage.CONSISTENCY,),
        file=name,
        format="hl7v2",
        parts=tuple(
            _validate_document(document, f"{name or ''}!{place}", limits, packages)
            for place, document in found.documents
        ),
    )


def _validate_document(
    data: bytes, name: str | None, limits: Limits, packages: Sequence[Package]
) -> Report:
    if _JSON_START.match(data):
        from santedoc.fhir.checking import check_fhir

        most = replace(DEFAULT_JSON_LIMITS, size=limits.size)
        return check_fhir(data, name=name, packages=packages, limits=most)
    try:
        root = parse(data, limits)
    except UnreadableError as error:
        return _unreadable(error, name)
    if str(root.tag).startswith(_FHIR):
        from santedoc.fhir.checking import not_in_json

        return not_in_json(name)
    if root.tag != _ROOT:
        return _validate_style_sheet(root, name)
    return _validate_cda(root, name)


def _validate_archive(
    data: bytes, name: str | None, limits: Limits, packages: Sequence[Package]
) -> Report:
    """Check an archive and its metadata, then each of its documents."""
    from santedoc.exchange.archive_check import check_archive

    found = check_archive(data)
    return Report(
        issues=found.issues,
        checked=(Stage.ARCHIVE,),
        file=name,
        format="xdm",
        parts=tuple(
            # An archive within an archive is no document: it is not opened.
            _validate_document(document, f"{name or ''}!{member}", limits, packages)
            for member, document in found.documents
        ),
    )


def _unreadable(error: UnreadableError, name: str | None) -> Report:
    issue = Issue(
        _READING[error.rule],
        Location(xpath="/", line=error.line),
        {"reason": Text(error.en, error.fr)},
    )
    return Report(
        issues=(issue,),
        checked=(Stage.XML,),
        file=name,
        skipped=(Stage.STRUCTURE, Stage.HEADER, Stage.TEMPLATE),
    )


def _validate_style_sheet(root: _Element, name: str | None) -> Report:
    """Check a self-presenting document: the style sheet, and the document inside it."""
    from santedoc.cda.documents import self_presenting

    document = self_presenting.document_in(root)
    if document is None:
        return _not_a_cda(root, name)
    around = self_presenting.self_presenting_issues(root)
    report = _validate_cda(document, name)
    return replace(report, issues=(*around, *report.issues))


def _not_a_cda(root: _Element, name: str | None) -> Report:
    from santedoc.xmlkit import location_of

    issue = Issue(_ROOT_RULE, location_of(root), {"found": str(root.tag)[:_SHOWN]})
    return Report(
        issues=(issue,),
        checked=(Stage.XML,),
        file=name,
        skipped=(Stage.STRUCTURE, Stage.HEADER, Stage.TEMPLATE),
    )


def _validate_cda(root: _Element, name: str | None) -> Report:
    from santedoc.cda.documents import beyond, checking, editions
    from santedoc.cda.documents.models import recognise

    issues = _without_signature(root)
    found = recognise(root)
    stages: dict[Stage, Callable[[], list[Issue]]] = {
        Stage.STRUCTURE: partial(checking.check_structure, root),
        Stage.HEADER: partial(checking.check_header, root),
        # Rules that fire by template identifier run whatever the model is.
        Stage.TEMPLATE: partial(checking.check_templates, root, found),
        **{stage: partial(beyond.issues_of, root, stage) for stage in beyond.CHECKS},
        # One stage, two judges: the gate's lists of codes, then what it does not look at.
        Stage.TERMINOLOGY: lambda: [
            *checking.check_membership(root),
            *beyond.issues_of(root, Stage.TERMINOLOGY),
        ],
    }
    for run in stages.values():
        issues += run()
    issues = beyond.told_once(issues)
    skipped = () if found.known else (Stage.TEMPLATE,)
    issues += editions.edition_issues(root, found)
    return Report(
        issues=tuple(issues),
        checked=(Stage.XML, *(stage for stage in stages if stage not in skipped)),
        skipped=skipped,
        not_requested=(Stage.PROFILE,),
        file=name,
        format="cda",
        model=found.model or editions.code_of(found.template),
        edition=found.edition,
    )


def _without_signature(root: _Element) -> list[Issue]:
    """Report signatures inside the document, and judge it without them."""
    from santedoc.xmlkit import location_of

    found = list(root.iterchildren(q(DS, "Signature")))
    issues = [Issue(_ENVELOPED, location_of(one)) for one in found]
    for one in found:
        root.remove(one)
    return issues


@cache
def catalogue() -> Mapping[str, Rule]:
    """Return every rule that santedoc may report, by id.

    Examples:
        >>> catalogue()["HEADER.recordTarget.cardinality"].severity.value
        'error'
    """
    from santedoc import ins
    from santedoc.cda.documents import beyond, checking, editions, self_presenting
    from santedoc.exchange import archive_rules, sending_rules
    from santedoc.exchange.hl7v2 import message_rules
    from santedoc.exchange.mssante import mail_rules
    from santedoc.fhir.rules import rules as fhir_rules
    from santedoc.signing import RULES

    found = {**_READING, **{r.id: r for r in (_ROOT_RULE, _ENVELOPED)}}
    for rule in (
        *checking.rules(),
        *beyond.rules(),
        *self_presenting.RULES,
        *editions.rules(),
        *ins.rules(),
        *RULES,
        *archive_rules.RULES,
        *sending_rules.RULES,
        *message_rules.RULES,
        *fhir_rules(),
        *mail_rules.RULES,
    ):
        found.setdefault(rule.id, rule)
    return MappingProxyType(dict(sorted(found.items())))
