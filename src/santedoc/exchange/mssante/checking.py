"""A message held against the documents that it carries."""

from __future__ import annotations

import email
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.archive_check import check_archive
from santedoc.exchange.identities import identity_of_document
from santedoc.exchange.metadata import Description, describe
from santedoc.exchange.mssante import mail_rules as rules
from santedoc.exchange.mssante.parts import ARCHIVE, DOMAIN, headers_of, pdf_name, subject_of
from santedoc.exchange.pdf import pdf_issues
from santedoc.ins import IdentityStatus
from santedoc.report import Issue, Location, Private, Rule, Text

_QUALIFIED = IdentityStatus.QUALIFIED


def check_mail(message: EmailMessage | bytes, *, domain: str = DOMAIN) -> tuple[Issue, ...]:
    """Check a message, its archive and its PDFs, and hold them against the documents.

    Whatever the message contains, nothing is raised. The documents themselves are for
    `santedoc.validate`.

    Args:
        message: the message, or its bytes.
        domain: domain of the mailboxes of patients.

    Source: MSSanté, Référentiel socle #2 v1.0.1.

    Examples:
        >>> [issue.rule.id for issue in check_mail(b"Subject: hello")]
        ['MSS.header.product', 'MSS.archive.missing']
    """
    if isinstance(message, bytes):
        message = email.message_from_bytes(message, policy=policy.default)
    issues = []
    if not message.get("X-MSS-NIL"):
        issues.append(_issue(rules.PRODUCT, "/X-MSS-NIL"))
    files = [(part.get_filename() or "", _bytes(part)) for part in message.iter_attachments()]
    archive = next((data for name, data in files if name.upper() == ARCHIVE), None)
    if archive is None:
        return (*issues, _issue(rules.ARCHIVE, "/"))
    checked = check_archive(archive)
    issues += [replace(one, at=replace(one.at, file=ARCHIVE)) for one in checked.issues]
    try:
        documents = [describe(data) for _, data in checked.documents]
        if documents:
            issues += _against(message, documents, files, domain)
    except (UnreadableError, InvalidValueError) as error:
        issues.append(_issue(rules.BROKEN, "/", reason=Text(error.en, error.fr)))
    return tuple(issues)


def _issue(rule: Rule, place: str, /, **params: str | Text) -> Issue:
    return Issue(rule, Location(xpath=place), params)


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _against(
    message: EmailMessage,
    documents: Sequence[Description],
    files: Sequence[tuple[str, bytes]],
    domain: str,
) -> Iterator[Issue]:
    subject = subject_of(documents)
    # The birth date is optional.
    if str(message.get("Subject", "")) not in {subject, subject.rpartition(" ")[0]}:
        yield _issue(rules.SUBJECT, "/Subject", expected=Private(subject))
    to_patient = tuple(_patients(message, domain))
    # Only the sender knows the status: what the documents allow at most is what is compared.
    most = headers_of(documents, product="", identity_status=_QUALIFIED)
    for name in ("X-MSS-CODECDA", "X-MSS-INS"):
        found = str(message.get(name, ""))
        if found != most[name] and not (name == "X-MSS-INS" and found == "N" and not to_patient):
            yield _issue(
                rules.HEADER, f"/{name}", header=name, found=found[:60] or "–", expected=most[name]
            )
    ending = str(message.get("X-MSS-MES", ""))
    if ending and (ending != "FIN" or not to_patient):
        expected = "FIN" if to_patient else "–"
        yield _issue(
            rules.HEADER, "/X-MSS-MES", header="X-MSS-MES", found=ending[:60], expected=expected
        )
    matricule = identity_of_document(documents[0].document).matricule
    if any(matricule is None or one != matricule.number for one in to_patient):
        yield _issue(rules.ADDRESS, "/To")
    yield from _pdfs(documents, files)


def _patients(message: EmailMessage, domain: str) -> Iterator[str]:
    """Yield the local parts of the addresses of patients."""
    said = [str(value) for name in ("To", "Cc") for value in message.get_all(name, ())]
    for _, address in getaddresses(said):
        local, _, host = address.rpartition("@")
        if host.lower() == domain:
            yield local


def _pdfs(documents: Sequence[Description], files: Sequence[tuple[str, bytes]]) -> Iterator[Issue]:
    found = [(name, data) for name, data in files if name.lower().endswith(".pdf")]
    if len(found) < len(documents):
        yield _issue(rules.PDF, "/", count=str(len(documents)), found=str(len(found)))
    names = [name.removesuffix(".pdf") for name, _ in found]
    for one in documents:
        # The number of the record at the end is the sender's own.
        start = pdf_name(one).removesuffix(".pdf")
        if found and not any(name.startswith(start) for name in names):
            yield _issue(rules.PDF_NAME, "/", expected=Private(f"{start}.pdf"))
    for name, data in found:
        place = Location(xpath=f"/attachment[{files.index((name, data)) + 1}]")
        yield from pdf_issues(data, place)
