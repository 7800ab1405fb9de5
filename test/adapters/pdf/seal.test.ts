import assert from 'node:assert/strict'
import { createHash, verify, X509Certificate } from 'node:crypto'
import { type Certificate, ContentInfo, type IssuerAndSerialNumber, SignedData } from 'pkijs'
import type { SealChain } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import { toDer } from '../../../adapters/x509/der.ts'
import { keyFromPem, localSigner } from '../../../adapters/pdf/seal/local-signer.ts'
import { openPdfWorkers, type PdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import { prepareSignature } from '../../../adapters/pdf/write/prepare-signature.ts'
import { embedSignature } from '../../../adapters/pdf/write/embed-signature.ts'
import type { DocumentSealer } from '../../../server/ports/documents/document-sealer.ts'
import { handSetClock } from '../../support/clock.ts'
import { expectProblem, expectRejected } from '../../support/expect-problem.ts'
import { paperOf } from '../../support/papers.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'
import { freshSeal, sealerWith, testSeal } from '../../support/seal-world.ts'

const latin1 = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')

function sealOf(pdf: Uint8Array) {
  const text = latin1(pdf)
  const [, start, before, after, rest] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text)!.map(Number)
  const digits = text.slice(before! + 1, after! - 1)
  const covered = Buffer.concat([
    Buffer.from(pdf).subarray(start, before),
    Buffer.from(pdf).subarray(after, after! + rest!),
  ])
  const info = ContentInfo.fromBER(new Uint8Array(Buffer.from(digits, 'hex')))
  return { start, end: after! + rest!, digits, covered, cms: new SignedData({ schema: info.content }) }
}

const attributeOf = (cms: SignedData, type: string) =>
  cms.signerInfos[0]!.signedAttrs!.attributes.find(one => one.type === type)!

/** The certificates are a set; the one that signed is told by its issuer and number. */
function certificateOfSigner(cms: SignedData): Uint8Array | undefined {
  const sid = cms.signerInfos[0]!.sid as IssuerAndSerialNumber
  const own = (cms.certificates as Certificate[]).find(
    one => one.serialNumber.isEqual(sid.serialNumber) && one.issuer.isEqual(sid.issuer),
  )
  return own && toDer(own.toSchema())
}

describe('The seal', () => {
  const clock = handSetClock()
  let workers: PdfWorkers
  let chain: SealChain
  let sealer: DocumentSealer
  let unsealed: Uint8Array
  let sealed: Uint8Array

  before(async () => {
    workers = openPdfWorkers()
    chain = await testSeal()
    sealer = sealerWith({ chain, workers, clock })
    unsealed = await workers.run('render', paperOf())
    sealed = await sealer.seal(unsealed)
  })
  after(() => workers.close())

  it('E78 is one signature over the whole document, ETSI.CAdES.detached, DocMDP 2, with our certificate', () => {
    const text = latin1(sealed)
    const { start, end, digits, cms } = sealOf(sealed)
    assert.equal(text.match(/\/ByteRange/g)?.length, 1)
    assert.deepEqual([start, end], [0, sealed.length])
    assert.equal(digits.length, 18_944)
    assert.match(text, /\/Filter \/Adobe\.PPKLite\n\/SubFilter \/ETSI\.CAdES\.detached/)
    assert.match(text, /\/TransformMethod \/DocMDP[\s\S]*\/P 2\n\/V \/1\.2/)
    assert.match(text, /\/Perms <<\n\/DocMDP \d+ 0 R/)
    assert.match(text, /\/SigFlags 3/)
    assert.match(text, /\/F 132\n\/T \(Signature1\)[\s\S]*\/Rect \[ 0 0 0 0 \]/)
    assert.match(text, /\/M \(D:20261120120000\+00'00'\)/)
    const certificates = cms.certificates!.map(one => toDer(one.toSchema()))
    assert.deepEqual(
      new Set(certificates.map(der => new X509Certificate(der).toString())),
      new Set([chain.certificate, chain.intermediate]),
    )
    assert.equal(certificates.length, 2)
    assert.deepEqual(certificateOfSigner(cms), sealer.certificates()[0])
  })

  it('E78 is SHA-256 with RSA PKCS#1 over exactly three signed attributes', () => {
    const { covered, cms } = sealOf(sealed)
    const [signer, ...others] = cms.signerInfos
    assert.equal(others.length, 0)
    assert.equal(cms.version, 1)
    assert.equal(signer!.digestAlgorithm.algorithmId, '2.16.840.1.101.3.4.2.1')
    assert.equal(signer!.signatureAlgorithm.algorithmId, '1.2.840.113549.1.1.11')
    assert.equal(signer!.unsignedAttrs, undefined)
    const types = ['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.16.2.47']
    assert.deepEqual(
      signer!.signedAttrs!.attributes.map(one => one.type),
      types,
    )
    const digest = createHash('sha256').update(covered).digest()
    assert.deepEqual(Buffer.from(attributeOf(cms, types[1]!).values[0].valueBlock.valueHexView), digest)
    const signed = Buffer.from(signer!.signedAttrs!.encodedValue)
    assert.equal(signed[0], 0x31)
    const { publicKey } = new X509Certificate(chain.certificate)
    assert.ok(verify('sha256', signed, publicKey, Buffer.from(signer!.signature.valueBlock.valueHexView)))
  })

  it('E78 is broken when byte 100 is changed', async function () {
    const [standing, changed] = [sealed, Uint8Array.from(sealed)]
    changed[100]! ^= 1
    const ask = (pdf: Uint8Array) => askPdfTool(this, 'pdfsig', { pdf, args: ['-nocert'] })
    assert.match(await ask(standing), /Total document signed[\s\S]*Signature is Valid/)
    assert.match(await ask(changed), /Digest Mismatch/)
  })

  it('is well formed', async function () {
    const answer = await askPdfTool(this, 'qpdf', { pdf: sealed, args: ['--check'] })
    assert.match(answer, /No syntax or stream encoding errors/)
  })

  it('leaves what stood as it was, and renews only the second part of the id', () => {
    assert.deepEqual(sealed.subarray(0, unsealed.length), unsealed)
    const [first, second] = [...latin1(sealed).matchAll(/\/ID \[ ?<(\w+)> <(\w+)> ?\]/g)]
    assert.equal(first![1], second![1])
    assert.notEqual(first![2], second![2])
  })

  it('lets others sign after it, and none of them before its room', async function () {
    const prepared = await prepareSignature(sealed, {
      fieldName: 'Signature2',
      subFilter: 'ETSI.CAdES.detached',
    })
    assert.deepEqual(prepared.pdf.subarray(0, sealed.length), sealed)
    const update = latin1(prepared.pdf.subarray(sealed.length))
    assert.match(update, /\/Fields \[ \d+ 0 R \d+ 0 R \]/)
    assert.match(update, /\/Annots \[ \d+ 0 R \d+ 0 R \]/)
    assert.match(update, /\/DocMDP/)
    assert.throws(() => embedSignature(prepared, new Uint8Array(9473)), /room for 9472/)
    const answer = await askPdfTool(this, 'qpdf', { pdf: prepared.pdf, args: ['--check'] })
    assert.match(answer, /No syntax or stream encoding errors/)
  })

  it('is recognised under earlier certificates, while the newest seals', async () => {
    const newest = await freshSeal()
    const rotated = sealerWith({ chain: newest, workers, clock, earlier: [chain.certificate] })
    const pems = rotated.certificates().map(der => new X509Certificate(der).toString())
    assert.deepEqual(pems, [newest.certificate, chain.certificate])
    const { cms } = sealOf(await rotated.seal(unsealed))
    assert.deepEqual(certificateOfSigner(cms), rotated.certificates()[0])
  })

  it('is refused by a key that is not the certificate’s', async () => {
    const other = await freshSeal()
    const wrong = sealerWith({ chain, workers, clock, signer: localSigner(keyFromPem(other.key)) })
    await expectRejected('document.sealer-misconfigured', () => wrong.seal(unsealed))
  })

  it('starts only with one certificate in each file, of an issuer that issued it', () => {
    const open = (changes: Partial<SealChain>) => () =>
      sealerWith({ chain: { ...chain, ...changes }, workers, clock })
    for (const changes of [
      { certificate: '' },
      { certificate: chain.certificate + chain.intermediate },
      { certificate: chain.certificate.replace(/[a-z]/g, 'x') },
      { certificate: chain.intermediate },
      { intermediate: chain.root },
      { key: 'no key' },
    ]) {
      expectProblem('document.sealer-misconfigured', open(changes))
    }
  })
})
