"""ITI-41: documents and their metadata for a repository, as the DMP takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from santedoc.context import Context
from santedoc.exchange.ebrim import write_submission
from santedoc.exchange.metadata import Enclosure
from santedoc.exchange.submission import Assembly, Sender
from santedoc.exchange.values import Author, Coded, Submission
from santedoc.exchange.xds.envelope import PROVIDE, XDSB, XOP, envelope
from santedoc.exchange.xds.mtom import Payload, write_parts
from santedoc.xmlkit import parse, q

if TYPE_CHECKING:
    from santedoc.signing import Signer


def provide_and_register(
    documents: Iterable[bytes | Enclosure],
    *,
    signature: bytes | None = None,
    signer: Signer | None = None,
    set_id: str | None = None,
    source_id: str | None = None,
    content_type: Coded | None = None,
    author: Author | None = None,
    title: str | None = None,
    comments: str | None = None,
    to: str = "",
    headers: Sequence[bytes] = (),
    context: Context | None = None,
) -> Payload:
    """Return a ProvideAndRegisterDocumentSet-b request with its documents; nothing is sent.

    The documents are MTOM parts, byte for byte. A document replaces another when its `Enclosure`
    says the entry that it replaces, which the registry gave. The security header (for the DMP the
    VIHF, a SAML assertion) is the caller's to make: ``headers`` takes it.

    Args:
        documents: as for `santedoc.pack`.
        signature: as for `santedoc.pack`.
        signer: as for `santedoc.pack`.
        set_id: as for `santedoc.pack`.
        source_id: as for `santedoc.pack`.
        content_type: as for `santedoc.pack`.
        author: as for `santedoc.pack`.
        title: as for `santedoc.pack`.
        comments: as for `santedoc.pack`.
        to: address of the service; left out when empty.
        headers: SOAP header blocks to carry along.
        context: the time it is, and new identifiers.

    Raises:
        InvalidValueError: as for `santedoc.pack`.
        UnreadableError: as for `santedoc.pack`; a header block that is no XML.

    Source: IHE ITI TF-2 3.41; ANS, Mapping VIHF et XDS v2.1.3; DMP, TD2.1 and TD2.2.

    Examples:
        >>> from santedoc import build, samples
        >>> letter = build(samples.example("LDL-SES"))
        >>> payload = provide_and_register([letter])
        >>> payload.content_type.partition(";")[0], letter in payload.body
        ('multipart/related', True)
    """
    from lxml import etree

    context = context or Context.system()
    assembly = Assembly(
        context=context,
        sender=Sender(
            source_id=source_id,
            content_type=content_type,
            author=author,
            title=title,
            comments=comments,
            set_id=set_id,
            signer=signer,
        ),
        in_files=False,
    )
    data: list[bytes] = []
    for one in documents:
        enclosure = one if isinstance(one, Enclosure) else Enclosure(one)
        assembly.take(enclosure, None)
        data.append(enclosure.data)
    submission_set = assembly.close()
    signature = signature or assembly.signature_of(submission_set)
    if signature is not None:
        assembly.sign(signature, None, submission_set)
        data.append(signature)
    submission = Submission(
        submission_set=submission_set,
        entries=tuple(assembly.entries),
        associations=assembly.associations(submission_set),
    )
    body = etree.Element(q(XDSB, "ProvideAndRegisterDocumentSetRequest"), nsmap={"xdsb": XDSB})
    body.append(parse(write_submission(submission)))
    attachments = {}
    for number, (entry, octets) in enumerate(zip(submission.entries, data, strict=True), start=1):
        name = f"document{number}@santedoc"
        document = etree.SubElement(body, q(XDSB, "Document"), id=str(entry.entry_uuid))
        include = etree.SubElement(document, q(XOP, "Include"), nsmap={"xop": XOP})
        include.set("href", f"cid:{name}")
        attachments[name] = (entry.mime_type or "text/xml", octets)
    root = envelope(body, action=PROVIDE, to=to, headers=headers, context=context)
    return write_parts(root, attachments, action=PROVIDE, context=context)
