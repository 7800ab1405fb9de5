"""Signs as pyhanko.tsv of the folder says: one line for each file, `source key look profile also name`."""

import asyncio
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

from asn1crypto import crl, keys, pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.metadata.model import DocumentMetadata
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

folder = Path(sys.argv[1])
time = datetime.fromisoformat(sys.argv[2])
name_of = generic.NameObject


def der(name):
    return pem.unarmor((folder / name).read_bytes())[2]


def certificate(name):
    return x509.Certificate.load(der(f"{name}.pem"))


def key(name):
    return keys.PrivateKeyInfo.load(der(f"{name}.key"))


def store(*names):
    made = SimpleCertificateStore()
    made.register_multiple(certificate(name) for name in names)
    return made


def trust():
    return ValidationContext(
        trust_roots=[certificate("bank-root"), certificate("stamp-root")],
        other_certs=[certificate("bank"), certificate("stamp")],
        crls=[crl.CertificateList.load(path.read_bytes()) for path in folder.glob("*.crl")],
        allow_fetching=False,
        moment=time,
        best_signature_time=time,
        revocation_mode="hard-fail",
    )


def title(writer):
    writer._meta = DocumentMetadata(title="Other")


def author(writer):
    writer._meta = DocumentMetadata(author="Mallory")


def annotation(writer):
    note = {"/Type": name_of("/Annot"), "/Subtype": name_of("/Text"), "/Contents": generic.TextStringObject("More")}
    box = generic.ArrayObject(generic.NumberObject(one) for one in (10, 10, 40, 40))
    page = writer.root["/Pages"]["/Kids"][0]
    made = generic.DictionaryObject({name_of(entry): value for entry, value in note.items()} | {name_of("/Rect"): box})
    page.setdefault(name_of("/Annots"), generic.ArrayObject()).append(writer.add_object(made))
    writer.update_container(page)


def action(writer):
    script = {name_of("/S"): name_of("/JavaScript"), name_of("/JS"): generic.TextStringObject("app.alert(1)")}
    writer.root[name_of("/OpenAction")] = generic.DictionaryObject(script)
    writer.update_root()


def text(writer):
    stream = generic.StreamObject(stream_data=b"BT 50 50 Td (More) Tj ET")
    page = writer.root["/Pages"]["/Kids"][0]
    page[name_of("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


attacks = {one.__name__: one for one in (title, author, annotation, action, text)}


def sign(source, key_name, look, profile, also, name):
    writer = IncrementalPdfFileWriter(BytesIO((folder / source).read_bytes()))
    if also != "-":
        attacks[also](writer)
    box = (60, 60, 260, 120) if look == "visible" else None
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name="Customer",
            subfilter=SigSeedSubFilter.PADES,
            validation_context=trust(),
            embed_validation_info=profile in ("LT", "LTA"),
            use_pades_lta=profile == "LTA",
        ),
        signer=SimpleSigner(
            signing_cert=certificate(key_name), signing_key=key(key_name), cert_registry=store("bank")
        ),
        timestamper=DummyTimeStamper(
            certificate("stamp"), key("stamp"), certs_to_embed=store("stamp-root"), fixed_dt=time
        ),
        stamp_style=TextStampStyle() if box else None,
        new_field_spec=SigFieldSpec("Customer", box=box),
    )
    signed = asyncio.run(signer.async_sign_pdf(writer, output=BytesIO()))
    (folder / name).write_bytes(signed.getbuffer())


for line in (folder / "pyhanko.tsv").read_text().splitlines():
    sign(*line.split("\t"))
