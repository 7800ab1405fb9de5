import assert from 'node:assert/strict'
import { Null } from 'asn1js'
import { extension } from '../../../adapters/pdf/authority/extensions.ts'
import { businessCertificates } from '../../../adapters/x509/business-certificates.ts'
import { type BusinessPki, businessPki } from '../../support/business-pki.ts'
import { handSetClock } from '../../support/clock.ts'

const subject = { C: 'NO', O: 'Bank AS', serialNumber: '810419512', CN: 'Bank AS' }

describe('Business certificates', () => {
  let pki: BusinessPki
  before(async () => {
    pki = await businessPki()
  })
  after(() => pki.close())

  const read = (chain: readonly string[], roots: string | undefined = pki.roots) =>
    businessCertificates({ clock: handSetClock() })({ roots }).read(chain)
  const isBad = { code: 'certificate.not-believed' }

  it('takes a chain to a root of a file or of a directory, and tells whose it is', async () => {
    const { x5c, jwk } = await pki.business({ subject })
    for (const roots of [pki.roots, pki.directory]) {
      const { organization, key } = await read(x5c, roots)
      assert.deepEqual([organization, key.n], ['810419512', jwk.n])
    }
  })

  it('reads the newer member of the subject before the older one', async () => {
    const newer = { ...subject, serialNumber: '1', organizationIdentifier: 'NTRNO-991825827' }
    const { x5c } = await pki.business({ subject: newer })
    assert.equal((await read(x5c)).organization, '991825827')
  })

  it('does not believe a chain without its middle, of another root, or without any root', async () => {
    const { x5c } = await pki.business({ subject })
    await assert.rejects(read(x5c.slice(0, 1)), isBad)
    await assert.rejects(
      businessCertificates({ clock: handSetClock() })({ roots: undefined }).read(x5c),
      isBad,
    )
    const stranger = await pki.authority('Rot')
    const foreign = await pki.business({ subject, issuer: stranger })
    await assert.rejects(read(foreign.x5c), isBad)
    await assert.rejects(read([...foreign.x5c.slice(0, 1), pki.base64(pki.issuing)]), isBad)
  })

  it('does not believe authorities beyond what a path may hold, nor a business that issues', async () => {
    const beyond = await pki.authority('Under', pki.issuing)
    const deep = await pki.business({ subject, issuer: beyond })
    await assert.rejects(read([...deep.x5c, pki.base64(pki.issuing)]), isBad)
  })

  it('believes a certificate through its last instant (RFC 5280 section 4.1.2.5), and no longer', async () => {
    const until = new Date('2026-12-24T12:00:00Z')
    const { x5c } = await pki.business({ subject, until })
    const clock = handSetClock()
    const { read: readThen } = businessCertificates({ clock })({ roots: pki.roots })
    clock.set(until)
    assert.equal((await readThen(x5c)).organization, '810419512')
    clock.set(new Date(until.getTime() + 1))
    await assert.rejects(readThen(x5c), isBad)
  })

  it('does not believe a certificate whose time is over, whose key is not RSA, or without an organization', async () => {
    const bad = [
      { subject, until: new Date('2026-01-01T00:00:00Z') },
      { subject, kind: 'ec' as const },
      { subject: { C: 'NO', CN: 'Bank AS' } },
      { subject: { ...subject, serialNumber: '9578-4050-1' } },
      { subject: { C: 'NO', CN: 'x\nserialNumber=810419512' } },
    ]
    for (const one of bad) await assert.rejects(read((await pki.business(one)).x5c), isBad)
  })

  it('does not believe a key that may not sign, nor a critical extension that nobody understands', async () => {
    const unknown = extension('1.2.3.4', new Null(), true)
    const odd = [
      await pki.business({ subject, use: 'cRLSign' }),
      await pki.business({ subject, more: [unknown] }),
    ]
    for (const { x5c } of odd) await assert.rejects(read(x5c), isBad)
    const harmless = extension('1.2.3.4', new Null())
    assert.ok(await read((await pki.business({ subject, more: [harmless] })).x5c))
  })

  it('does not open when its roots cannot be read', () => {
    const open = () => businessCertificates({ clock: handSetClock() })({ roots: '/nowhere/roots.pem' })
    assert.throws(open, /roots of business certificates at \/nowhere\/roots\.pem/)
  })

  it('tells what is no chain', async () => {
    for (const chain of [['x'], [''], Array.from({ length: 6 }, () => pki.base64(pki.root))]) {
      await assert.rejects(read(chain), { code: 'certificate.no-chain' })
    }
  })
})
