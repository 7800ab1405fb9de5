import assert from 'node:assert/strict'
import {
  BmpString,
  Boolean as AsnBoolean,
  IA5String,
  Null,
  PrintableString,
  Sequence,
  UniversalString,
} from 'asn1js'
import type { Extension } from 'pkijs'
import { addSecurityStore, type StoredEvidence } from '../../../adapters/pdf/authority/add-security-store.ts'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import {
  basicConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
} from '../../../adapters/pdf/authority/extensions.ts'
import {
  type CertificateOrder,
  type Identity,
  issueCertificate,
} from '../../../adapters/pdf/authority/issue-certificate.ts'
import { type CrlOrder, issueCrl } from '../../../adapters/pdf/authority/issue-crl.ts'
import { issueOcsp } from '../../../adapters/pdf/authority/issue-ocsp.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { makeAuthority } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import { type CustomerSigning, signAsCustomer } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { derOf, signWith } from '../../../adapters/pdf/authority/signing-key.ts'
import { oids } from '../../../adapters/pdf/common/cms/oids.ts'
import { attribute, signedAttributes } from '../../../adapters/pdf/common/cms/signed-attributes.ts'
import { toSchema } from '../../../adapters/x509/der.ts'
import { validateDocument } from '../../../adapters/pdf/verify/validate-document.ts'
import type { SignatureTrust } from '../../../server/ports/documents/signature-validator.ts'
import { at, noon } from '../../support/fixtures.ts'
import {
  algorithmProtection,
  contentTypeAttribute,
  digestAttribute,
  type OddCms,
  oddCms,
  versionAttribute,
  withAttributes,
} from '../../support/pki/odd-cms.ts'
import { signRevision } from '../../support/pki/sign-revision.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { lifetime, nin } from '../../support/pki/test-pki.ts'

const ids = {
  number: '2.16.578.1.61.2.4',
  shortTerm: '0.4.0.194121.2.1',
  distributionPoint: '2.5.29.28',
  deltaList: '2.5.29.27',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  responding: '1.3.6.1.5.5.7.3.9',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const

describe('The signature of a customer', () => {
  let world: SignedWorld
  before(async () => {
    world = await signedWorld()
  })

  const verdictOf = (uploaded: Uint8Array, trust: Partial<SignatureTrust> = {}): string => {
    const verdict = validateDocument({
      uploaded,
      original: world.sealed,
      trust: { ...world.trust, ...trust },
    })
    return verdict.verdict === 'valid' ? 'valid' : verdict.code
  }
  const sign = (changes: Partial<CustomerSigning> = {}): Promise<Uint8Array> =>
    signAsCustomer(world.sealed, { ...world.signing, ...changes })
  const signOddly = async (odd: OddCms): Promise<Uint8Array> => {
    const signed = signRevision(world.sealed, world.signing, { sign: oddCms(world.signing, odd) })
    return addSecurityStore(signed, world.pki.evidence)
  }
  const certificate = async (
    changes: Partial<Parameters<typeof issueCustomerCertificate>[0]> = {},
  ): Promise<Identity> =>
    issueCustomerCertificate({
      customer: { name: 'Kari Eksempel', nationalIdentityNumber: nin },
      keys: await makeKeys('ec'),
      issuer: world.pki.bank,
      ...lifetime,
      ...changes,
    })

  it('may protect its algorithms and carry attributes that nobody knows', async () => {
    const attributes = (digest: Uint8Array, der: Uint8Array) =>
      withAttributes(signedAttributes(digest, der), {
        more: [algorithmProtection(oids.sha256, oids.sha256WithEcdsa), versionAttribute()],
      })
    assert.equal(verdictOf(await signOddly({ attributes })), 'valid')
  })

  const odd: Readonly<Record<string, OddCms>> = {
    'of other content': {
      attributes: (digest, der) =>
        withAttributes(signedAttributes(digest, der), {
          without: [oids.messageDigest],
          more: [digestAttribute('other')],
        }),
    },
    'of another kind of content': {
      attributes: (digest, der) =>
        withAttributes(signedAttributes(digest, der), {
          without: [oids.contentType],
          more: [contentTypeAttribute(oids.timeStampInfo)],
        }),
    },
    'of two digests': {
      attributes: (digest, der) =>
        withAttributes(signedAttributes(digest, der), { more: [digestAttribute('other')] }),
    },
    'not bound to its certificate': {
      attributes: (digest, der) =>
        withAttributes(signedAttributes(digest, der), { without: [oids.signingCertificateV2] }),
    },
    'bound to another certificate': {
      attributes: digest => signedAttributes(digest, derOf(world.pki.bank)),
    },
    'with other algorithms than it protects': {
      attributes: (digest, der) =>
        withAttributes(signedAttributes(digest, der), {
          more: [algorithmProtection(ids.sha512, oids.sha256WithEcdsa)],
        }),
    },
    'made with another key': {
      parts: parts => ({ ...parts, signature: signWith(world.pki.bank, parts.signedAttributes) }),
    },
    'with content of its own': {
      parts: parts => ({ ...parts, content: { type: oids.data, bytes: new Uint8Array([1]) } }),
    },
    'that says to be RSA': { parts: parts => ({ ...parts, signatureAlgorithm: 'sha256WithRsa' }) },
  }
  for (const [what, how] of Object.entries(odd)) {
    it(`is refused when it is ${what}`, async () => {
      assert.equal(verdictOf(await signOddly(how)), 'signature-invalid')
    })
  }

  it('is refused when its certificate is not there, or it is no message at all', () => {
    const parts = (honest: Parameters<NonNullable<OddCms['parts']>>[0]) =>
      ({ ...honest, certificates: [derOf(world.pki.customer)] }) as const
    const lonely = signRevision(world.sealed, world.signing, { sign: oddCms(world.signing, { parts }) })
    assert.equal(verdictOf(lonely), 'signer-untrusted')
    for (const bytes of [new Uint8Array(), new Uint8Array([0x30, 0x80]), new Uint8Array(500).fill(0x30)]) {
      const signed = signRevision(world.sealed, world.signing, { sign: () => bytes })
      assert.equal(verdictOf(signed), 'signature-invalid')
    }
  })

  it('is refused in another form than that of PAdES', () => {
    const signed = signRevision(world.sealed, world.signing, { subFilter: 'adbe.pkcs7.detached' })
    assert.equal(verdictOf(signed), 'signature-invalid')
  })

  it('may have its authorities in the security store', async () => {
    assert.equal(verdictOf(await sign({ above: [] })), 'valid')
  })

  it('may be made with RSA', async () => {
    assert.equal(
      verdictOf(await sign({ customer: await certificate({ keys: await makeKeys('rsa') }) })),
      'valid',
    )
  })

  describe('tells the national identity number', () => {
    const kinds = { PrintableString, BmpString, IA5String, UniversalString } as const
    for (const [name, Kind] of Object.entries(kinds)) {
      it(`as a ${name}`, async () => {
        const number = extension(ids.number, new Kind({ value: nin }))
        const customer = await certificate({ customer: { name: 'Kari' }, extensions: [number] })
        const verdict = validateDocument({
          uploaded: await sign({ customer }),
          original: world.sealed,
          trust: world.trust,
        })
        assert.equal(verdict.verdict === 'valid' && verdict.signer.nationalIdentityNumber, nin)
      })
    }

    it('and is refused when that is not one', async () => {
      for (const value of ['', '1484224909', 'a'.repeat(11)]) {
        const customer = await certificate({ customer: { name: 'Kari', nationalIdentityNumber: value } })
        assert.equal(verdictOf(await sign({ customer })), 'national-id-missing', value)
      }
    })
  })

  describe('is refused when', () => {
    const code = 'signer-untrusted'
    const under = async (extensions: readonly Extension[], times: Partial<CertificateOrder> = {}) => {
      const name = { CN: 'Middle' }
      const order = {
        subject: name,
        keys: await makeKeys('ec'),
        issuer: world.pki.bank,
        ...lifetime,
        ...times,
      }
      const middle = await issueCertificate({ ...order, extensions })
      const crls = [await issueCrl({ issuer: middle, ...lifetime }), ...world.pki.evidence.crls!]
      return sign({
        customer: await certificate({ issuer: middle }),
        above: [middle, world.pki.bank],
        evidence: { crls },
      })
    }
    const mayIssue = keyUsage('keyCertSign', 'cRLSign')

    it('its issuer is no authority', async () => {
      assert.equal(verdictOf(await under([basicConstraints(true), mayIssue])), 'valid')
      assert.equal(verdictOf(await under([basicConstraints(false), mayIssue])), code)
      assert.equal(verdictOf(await under([mayIssue])), code)
    })

    it("its issuer's key may not sign certificates", async () => {
      assert.equal(verdictOf(await under([basicConstraints(true), keyUsage('digitalSignature')])), code)
    })

    it('an authority has more authorities under it than it may', async () => {
      const narrow = await issueCertificate({
        subject: { CN: 'Narrow' },
        keys: await makeKeys('ec'),
        issuer: world.pki.bankRoot,
        ...lifetime,
        extensions: [basicConstraints(true, 0), mayIssue],
      })
      const middle = await makeAuthority({ subject: { CN: 'Middle' }, issuer: narrow, ...lifetime })
      const signed = await sign({ customer: await certificate({ issuer: middle }), above: [middle, narrow] })
      assert.equal(verdictOf(signed), code)
    })

    it('a certificate has a critical extension that nobody here understands', async () => {
      const odd = extension('1.2.3.4', new Null(), true)
      assert.equal(verdictOf(await under([basicConstraints(true), mayIssue, odd])), code)
      assert.equal(verdictOf(await sign({ customer: await certificate({ extensions: [odd] }) })), code)
    })

    it('its key is not for signing', async () => {
      const order = {
        subject: { CN: 'Kari' },
        keys: await makeKeys('ec'),
        issuer: world.pki.bank,
        ...lifetime,
      }
      const customer = await issueCertificate({ ...order, extensions: [keyUsage('keyCertSign')] })
      assert.equal(verdictOf(await sign({ customer })), code)
    })

    it('an authority was not valid at that time', async () => {
      const signed = await under([basicConstraints(true), mayIssue], { to: at(-1000) })
      assert.equal(verdictOf(signed), 'signer-not-valid')
    })

    it('only qualified ones are wanted and this one is not', async () => {
      assert.equal(verdictOf(world.signed, { onlyQualified: true }), code)
    })
  })

  describe('has no trusted time-stamp when', () => {
    const code = 'time-stamp-missing'
    const stampedBy = async (changes: Partial<CertificateOrder>) => {
      const order = {
        subject: { CN: 'TSA' },
        keys: await makeKeys('ec'),
        issuer: world.pki.stampRoot,
        ...lifetime,
      }
      const usual = [keyUsage('digitalSignature'), extendedKeyUsage(ids.timeStamping, true)]
      const authority = await issueCertificate({ ...order, extensions: usual, ...changes })
      return sign({ timeStamp: { authority, above: [], time: noon } })
    }

    it('the token is of something else', async () => {
      assert.equal(verdictOf(await signOddly({ stamped: () => new Uint8Array([1]) })), code)
    })

    it('there are two tokens', async () => {
      const more = (token: Uint8Array) => [attribute(oids.timeStampToken, toSchema(token))]
      assert.equal(verdictOf(await signOddly({ more })), code)
    })

    it('the authority is not one for time-stamps alone', async () => {
      assert.equal(verdictOf(await stampedBy({})), 'valid')
      assert.equal(verdictOf(await stampedBy({ extensions: [] })), code)
      assert.equal(verdictOf(await stampedBy({ extensions: [extendedKeyUsage(ids.timeStamping)] })), code)
      assert.equal(verdictOf(await stampedBy({ extensions: [extendedKeyUsage(ids.responding, true)] })), code)
    })

    it('the authority was not valid at that time', async () => {
      assert.equal(verdictOf(await stampedBy({ to: at(-1000) })), code)
    })

    it('the authority had been revoked', async () => {
      const { stampRoot, stamp, evidence } = world.pki
      const revoked = await issueCrl({
        issuer: stampRoot,
        ...lifetime,
        revoked: [{ certificate: stamp, at: noon }],
      })
      assert.equal(verdictOf(await sign({ evidence: { crls: [...evidence.crls!, revoked] } })), code)
    })
  })

  describe('shows that nobody had revoked its certificates', () => {
    const missing = 'evidence-missing'
    const crl = (changes: Partial<CrlOrder> = {}) =>
      issueCrl({ issuer: world.pki.bank, ...lifetime, ...changes })
    const rootCrl = () => issueCrl({ issuer: world.pki.bankRoot, ...lifetime })
    const withEvidence = async (evidence: StoredEvidence, changes: Partial<CustomerSigning> = {}) =>
      verdictOf(await sign({ evidence, ...changes }))
    const answer = (changes: Partial<Parameters<typeof issueOcsp>[0]> = {}) =>
      issueOcsp({ certificate: world.pki.customer, issuer: world.pki.bank, ...lifetime, ...changes })

    it('by lists for each of them, and not for some', async () => {
      assert.equal(await withEvidence({ crls: [await rootCrl(), await crl()] }), 'valid')
      assert.equal(await withEvidence({ crls: [await rootCrl()] }), missing)
      assert.equal(await withEvidence({ crls: [await crl()] }), missing)
    })

    it('without a list for one that is valid for a short time only', async () => {
      const customer = await certificate({ extensions: [extension(ids.shortTerm, new Null())] })
      assert.equal(await withEvidence({ crls: [await rootCrl()] }, { customer }), 'valid')
    })

    it('not by a list that somebody else signed, that has run out, or that is about others', async () => {
      const impostor = { ...world.pki.bank, keys: await makeKeys('ec') }
      const authorities = extension(ids.distributionPoint, onlyAuthorities(), true)
      const delta = extension(ids.deltaList, new Null(), true)
      for (const list of [
        await crl({ issuer: impostor }),
        await crl({ to: at(-1000) }),
        await crl({ extensions: [authorities] }),
        await crl({ extensions: [delta] }),
      ]) {
        assert.equal(await withEvidence({ crls: [await rootCrl(), list] }), missing)
      }
    })

    it('not by a list of an issuer that may not sign lists', async () => {
      const silent = await issueCertificate({
        subject: { CN: 'Silent' },
        keys: await makeKeys('ec'),
        issuer: world.pki.bankRoot,
        ...lifetime,
        extensions: [basicConstraints(true), keyUsage('keyCertSign')],
      })
      const signing = { customer: await certificate({ issuer: silent }), above: [silent] }
      const crls = [await rootCrl(), await crl({ issuer: silent })]
      assert.equal(await withEvidence({ crls }, signing), missing)
    })

    it('by status answers of the issuer or of those whom it lets answer, and of nobody else', async () => {
      const responder = (issuer: Identity, extensions: Extension[]) =>
        makeKeys('ec').then(keys =>
          issueCertificate({ subject: { CN: 'OCSP' }, keys, issuer, ...lifetime, extensions }),
        )
      const crls = [await rootCrl()]
      const allowed = await responder(world.pki.bank, [extendedKeyUsage(ids.responding)])
      const forbidden = await responder(world.pki.bank, [])
      const foreign = await responder(world.pki.stampRoot, [extendedKeyUsage(ids.responding)])
      assert.equal(await withEvidence({ crls, ocsps: [await answer()] }), 'valid')
      assert.equal(await withEvidence({ crls, ocsps: [await answer({ responder: allowed })] }), 'valid')
      assert.equal(await withEvidence({ crls, ocsps: [await answer({ responder: forbidden })] }), missing)
      assert.equal(await withEvidence({ crls, ocsps: [await answer({ responder: foreign })] }), missing)
      assert.equal(await withEvidence({ crls, ocsps: [await answer({ to: at(-1000) })] }), missing)
      assert.equal(
        await withEvidence({ crls, ocsps: [await answer({ certificate: world.pki.bank })] }),
        missing,
      )
    })

    it('and is refused when an answer says that one had been', async () => {
      const crls = [await rootCrl(), await crl()]
      const revoked = (revokedAt: Date) => answer({ revokedAt })
      assert.equal(await withEvidence({ crls, ocsps: [await revoked(noon)] }), 'signer-revoked')
      assert.equal(await withEvidence({ crls, ocsps: [await revoked(at(1000))] }), 'valid')
    })

    it('and is refused when an authority had been', async () => {
      const { bankRoot, bank } = world.pki
      const list = await issueCrl({
        issuer: bankRoot,
        ...lifetime,
        revoked: [{ certificate: bank, at: at(-1000) }],
      })
      assert.equal(await withEvidence({ crls: [list, await crl()] }), 'signer-revoked')
    })

    it('not by what cannot be read', async () => {
      assert.equal(await withEvidence({ crls: [new Uint8Array([0x30, 0x03, 1, 2, 3])] }), missing)
    })
  })
})

/** `onlyContainsCACerts`. */
function onlyAuthorities() {
  const flag = new AsnBoolean({ value: true })
  flag.idBlock.tagClass = 3
  flag.idBlock.tagNumber = 2
  return new Sequence({ value: [flag] })
}
