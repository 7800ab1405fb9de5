"""Prints what pyHanko's own validator says of each PDF of the folder's `validate`, as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

folder = Path(sys.argv[1])
time = datetime.fromisoformat(sys.argv[2])


def certificate(name):
    return x509.Certificate.load(pem.unarmor((folder / f"{name}.pem").read_bytes())[2])


def trust():
    return ValidationContext(
        trust_roots=[certificate(name) for name in ("bank-root", "stamp-root", "seal-root")],
        other_certs=[certificate(name) for name in ("bank", "seal-intermediate")],
        crls=[crl.CertificateList.load(path.read_bytes()) for path in folder.glob("*.crl")],
        allow_fetching=False,
        moment=time,
        best_signature_time=time,
        revocation_mode="soft-fail",
    )


def describe(signature):
    validate = validate_pdf_timestamp if signature.sig_object["/Type"] == "/DocTimeStamp" else validate_pdf_signature
    status = validate(signature, trust())
    stamp = getattr(status, "timestamp_validity", None)
    return {
        "field": signature.field_name,
        "intact": status.intact and status.valid,
        "trusted": status.trusted,
        "docMdp": getattr(status, "docmdp_ok", None),
        "changes": status.modification_level.name if status.modification_level is not None else None,
        "timeStamp": bool(stamp and stamp.intact and stamp.valid and stamp.trusted),
    }


def read(path):
    with path.open("rb") as file:
        return [describe(signature) for signature in PdfFileReader(file).embedded_signatures]


print(json.dumps({path.name: read(path) for path in sorted((folder / "validate").glob("*.pdf"))}))
