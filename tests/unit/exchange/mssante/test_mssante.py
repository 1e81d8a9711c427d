"""MSSanté messages: composed from the documents, checked against them, each defect by its rule."""

from __future__ import annotations

import email
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from importlib.resources import files
from typing import Any

import pytest

import santedoc
from santedoc import Enclosure
from santedoc.errors import InvalidValueError
from santedoc.exchange.metadata import describe
from santedoc.exchange.mssante import (
    Audience,
    check_mail,
    compose,
    headers_of,
    integration_error,
    patient_address,
    pdf_name,
    subject_of,
)
from santedoc.exchange.mssante.mail_rules import RULES
from santedoc.ins import IdentityStatus
from santedoc.ins.record import read
from tests.unit.exchange.conftest import changed, letter, level_1, seeded

PDF = files("santedoc.samples").joinpath("data", "letter.pdf").read_bytes()
PATIENT_ID = ("recordTarget", "patientRole", "id")
QUALIFIED = IdentityStatus.QUALIFIED


def mail(*documents: bytes | Enclosure, **changes: Any) -> EmailMessage:
    said: dict[str, Any] = {
        "sender": "service@ch-a.mssante.fr",
        "to": ("dr.b@medecin.mssante.fr",),
        "product": "NIL123",
        "identity_status": QUALIFIED,
        "pdfs": (PDF,),
        "context": seeded(),
    }
    return compose(documents or (letter(),), **{**said, **changes})


def to_patient(**changes: Any) -> EmailMessage:
    return mail(to=(), audience=Audience.PATIENT, **changes)


def ids(message: EmailMessage | bytes) -> list[str]:
    return [one.rule.id for one in check_mail(message) if one.rule.id != "PDF.noProof"]


def attachments(message: EmailMessage) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_payload(decode=True)  # type: ignore[misc]
        for part in message.iter_attachments()
    }


def test_to_a_professional() -> None:
    message = mail()
    assert message["Subject"] == (
        "XDM/1.0/DDM+Lettre de liaison à la sortie d'un établ ROSSIGNOL SUZANNE 17/05/1949"
    )
    assert (message["X-MSS-CODECDA"], message["X-MSS-INS"]) == ("11490-0", "O")
    assert message["X-MSS-NIL"] == "NIL123"
    assert message["X-MSS-MES"] is None
    found = attachments(message)
    assert next(iter(found)) == "IHE_XDM.ZIP"
    assert santedoc.unpack(found["IHE_XDM.ZIP"]).documents == (letter(),)
    (name,) = list(found)[1:]
    assert found[name] == PDF
    assert name.isascii()
    assert name.endswith("_ROSSIGNOL_SUZANNE.pdf")
    assert " " not in name
    assert ids(message) == []


def test_to_the_patient() -> None:
    message = to_patient(no_reply=True)
    number = describe(letter()).entry.patient
    assert number is not None
    assert message["To"] == f"{number.number}@patient.mssante.fr"
    assert message["X-MSS-MES"] == "FIN"
    assert ids(message) == []


def test_several_documents() -> None:
    message = mail(letter(), level_1(), record="42")
    assert str(message["Subject"]).startswith("XDM/1.0/DDM+2 documents ROSSIGNOL")
    assert message["X-MSS-CODECDA"] == "11490-0"  # one code for both
    names = [name for name in attachments(message) if name.endswith(".pdf")]
    assert len(names) == 2
    assert all("_42" in name for name in names)
    assert ids(message) == []


def test_the_same_bytes_and_what_a_wire_keeps() -> None:
    data = mail().as_bytes()
    assert data == mail().as_bytes()
    assert b"\r\n" in data
    again = email.message_from_bytes(data, policy=policy.default)
    assert attachments(again)["IHE_XDM.ZIP"] == attachments(mail())["IHE_XDM.ZIP"]
    assert ids(data) == []


def test_a_document_of_level_1_brings_its_own_pdf() -> None:
    message = mail(level_1(), pdfs=())
    (pdf,) = (data for name, data in attachments(message).items() if name.endswith(".pdf"))
    assert pdf == PDF


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"to": ()}, "nobody"),
        ({"pdfs": ()}, r"ECO\.2\.1\.1"),
        ({"pdfs": (b"no pdf",)}, "cannot be read"),
        ({"identity_status": IdentityStatus.VALIDATED}, "may not carry"),
        ({"audience": "patient"}, "give none"),
        (
            {"audience": "patient", "to": (), "identity_status": IdentityStatus.VALIDATED},
            "INS|matr",
        ),
    ],
)
def test_what_is_not_composed(changes: dict[str, Any], text: str) -> None:
    with pytest.raises(InvalidValueError, match=text) as caught:
        mail(**changes)
    assert caught.value.fr != caught.value.en


def test_masks() -> None:
    masked = Enclosure(letter(), masks=("MASQUE_PS",))
    hidden = Enclosure(letter(), masks=("INVISIBLE_PATIENT",))
    with pytest.raises(InvalidValueError, match="MASQUE_PS"):
        mail(masked)
    with pytest.raises(InvalidValueError, match="INVISIBLE_PATIENT"):
        compose([hidden], sender="a@b", product="N", identity_status=QUALIFIED, audience="patient")
    assert ids(mail(hidden)) == []
    assert ids(to_patient()) == []


def test_without_matricule() -> None:
    bare = changed(letter(), *PATIENT_ID, root="1.2.250.1.999.1", extension="123")
    message = mail(bare, identity_status=IdentityStatus.PROVISIONAL)
    assert message["X-MSS-INS"] == "N"
    assert ids(message) == []
    with pytest.raises(InvalidValueError):
        compose([bare], sender="a@b", product="N", identity_status=QUALIFIED, audience="patient")


def test_parts_alone() -> None:
    described = describe(letter())
    assert subject_of([described]) == mail()["Subject"]
    assert pdf_name(described).endswith(".pdf")
    assert headers_of([], product="N") == {"X-MSS-NIL": "N"}
    assert headers_of([described], product="N")["X-MSS-INS"] == "N"
    with pytest.raises(InvalidValueError, match="no document"):
        subject_of([])


@pytest.mark.parametrize("status", IdentityStatus)
def test_the_mailbox_of_a_patient(status: IdentityStatus) -> None:
    identity = read({"matricule": "277010115400329", "oid": "1.2.250.1.213.1.4.8"})
    if status is QUALIFIED:
        found = patient_address(identity, status=status, domain="test.mssante.fr")
        assert found == "277010115400329@test.mssante.fr"
    else:
        with pytest.raises(InvalidValueError):
            patient_address(identity, status=status)
    wrong = read({"matricule": "277010115400328", "oid": "1.2.250.1.213.1.4.8"}, check_key=False)
    with pytest.raises(InvalidValueError) as caught:
        patient_address(wrong, status=QUALIFIED)
    assert "277010115400328" not in str(caught.value)


def with_header(name: str, value: str | None) -> Callable[[], EmailMessage]:
    def change() -> EmailMessage:
        message = to_patient() if name == "To" else mail()
        del message[name]
        if value is not None:
            message[name] = value
        return message

    return change


def with_files(
    change: Callable[[dict[str, bytes]], dict[str, bytes]],
) -> Callable[[], EmailMessage]:
    def apply() -> EmailMessage:
        found = change(attachments(mail()))
        message = EmailMessage(policy=policy.SMTP)
        for name, value in mail().items():
            if not name.lower().startswith(("content", "mime")):
                message[name] = value
        message.set_content("x")
        for name, data in found.items():
            message.add_attachment(data, maintype="application", subtype="zip", filename=name)
        return message

    return apply


def only_archive(found: dict[str, bytes]) -> dict[str, bytes]:
    return {"IHE_XDM.ZIP": found["IHE_XDM.ZIP"]}


def other_names(found: dict[str, bytes]) -> dict[str, bytes]:
    return {**only_archive(found), "letter.pdf": PDF}


MUTANTS: dict[str, tuple[Callable[[], EmailMessage], list[str]]] = {
    "subject": (with_header("Subject", "Votre patient"), ["MSS.subject.format"]),
    "code": (with_header("X-MSS-CODECDA", "34112-3"), ["MSS.header.value"]),
    "no code": (with_header("X-MSS-CODECDA", None), ["MSS.header.value"]),
    "INS": (with_header("X-MSS-INS", "oui"), ["MSS.header.value"]),
    "ending, to a professional": (with_header("X-MSS-MES", "FIN"), ["MSS.header.value"]),
    "no product": (with_header("X-MSS-NIL", None), ["MSS.header.product"]),
    "address": (with_header("To", "255069999999934@patient.mssante.fr"), ["MSS.patient.address"]),
    "no PDF": (with_files(only_archive), ["MSS.pdf.missing"]),
    "name of the PDF": (with_files(other_names), ["MSS.pdf.name"]),
    "no archive": (with_files(lambda _: {"a.pdf": PDF}), ["MSS.archive.missing"]),
    "an archive that is none": (
        with_files(lambda found: {**found, "IHE_XDM.ZIP": b"PK"}),
        ["XDM.zip.syntax"],
    ),
    "a PDF that is none": (
        with_files(
            lambda found: {name: data if "ZIP" in name else b"x" for name, data in found.items()}
        ),
        ["PDF.syntax"],
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant(name: str) -> None:
    message, expected = MUTANTS[name]
    assert ids(message()) == expected
    assert ids(message().as_bytes()) == expected


def test_a_header_from_the_patient_says_no_ins() -> None:
    message = to_patient()
    del message["X-MSS-INS"]
    message["X-MSS-INS"] = "N"
    assert ids(message) == ["MSS.header.value"]
    del message["X-MSS-INS"]
    message["X-MSS-INS"] = "O"
    message["X-MSS-MES"] = "fin"
    assert ids(message) == ["MSS.header.value"]


def test_every_rule_has_a_mutant() -> None:
    found = {rule for _, rules in MUTANTS.values() for rule in rules}
    assert {one.id for one in RULES} - found == {"MSS.archive.broken"}


def test_a_patient_that_cannot_be_read() -> None:
    wrong = changed(letter(), *PATIENT_ID, extension="12")
    archive = santedoc.pack([wrong])
    message = with_files(lambda _: {"IHE_XDM.ZIP": archive})()
    assert "MSS.archive.broken" in ids(message)


def test_the_birth_date_is_optional_in_the_subject() -> None:
    message = mail()
    subject = str(message["Subject"]).rpartition(" ")[0]
    del message["Subject"]
    message["Subject"] = subject
    assert ids(message) == []


def test_messages_hide_the_patient() -> None:
    for issue in check_mail(with_header("Subject", "x")()):
        assert "ROSSIGNOL" not in issue.message("en") + issue.message("fr")
        assert "ROSSIGNOL" not in repr(issue)


def test_an_answer_that_nothing_was_filed() -> None:
    original = mail(reply_to="reply@ch-a.mssante.fr")
    said: dict[str, Any] = {
        "code": "902",
        "reason": "patient inconnu",
        "sender": "app@ch-b.mssante.fr",
    }
    answer = integration_error(original, **said, product="NIL9", context=seeded())
    assert str(answer["Subject"]).startswith("[KO Intégration système !][902] XDM/1.0/DDM+")
    assert (answer["To"], answer["X-MSS-NIL"]) == ("reply@ch-a.mssante.fr", "NIL9")
    assert answer["In-Reply-To"] == original["Message-ID"]
    assert attachments(answer) == attachments(original)
    body = answer.get_body()
    assert body is not None
    assert "Erreur 902 : patient inconnu" in body.get_content()
    again = integration_error(original, **said, product="NIL9", context=seeded())
    assert answer.as_bytes() == again.as_bytes()
    del original["Reply-To"]
    assert integration_error(original, **said, product="N")["To"] == original["From"]
    del original["From"]
    with pytest.raises(InvalidValueError, match="nobody"):
        integration_error(original, **said, product="N")
