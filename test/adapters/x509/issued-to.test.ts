import assert from 'node:assert/strict'
import { distinguishedName } from '../../../server/domain/registry/distinguished-name.ts'
import { clientCertificate } from '../../../server/http/client-certificate.ts'
import { authority, certificate, pemOf } from '../../support/client-certificates.ts'
import { judgeOfClientCertificates } from '../../../adapters/x509/client-certificates.ts'
import { X509Certificate } from 'node:crypto'

describe('a distinguished name (RFC 4514)', () => {
  it('is read with what is escaped in it', () => {
    assert.deepEqual(distinguishedName('CN=bank, O=A\\, B\\2C C ,C=NO'), [
      ['2.5.4.3', 'bank'],
      ['2.5.4.10', 'A, B, C'],
      ['2.5.4.6', 'NO'],
    ])
    assert.deepEqual(distinguishedName('O=A\\\\2C\\\\,CN=a\\c3\\a5'), [
      ['2.5.4.10', 'A\\2C\\'],
      ['2.5.4.3', 'aå'],
    ])
    assert.deepEqual(distinguishedName('2.5.4.97=NTRNO-1,cn=x'), [
      ['2.5.4.97', 'NTRNO-1'],
      ['2.5.4.3', 'x'],
    ])
  })

  it('is none with a type that nobody knows, or two values in one place', () => {
    for (const text of ['', 'bank', 'X=bank', 'CN=a+O=b', 'CN=a,', ',CN=a'])
      assert.equal(distinguishedName(text), undefined, text)
  })
})

describe('the subject of a certificate', () => {
  it('is compared whole, in its order and as it is written', async () => {
    const ca = await authority('CA')
    const { pem } = await certificate({ issuer: ca, subject: { C: 'NO', O: 'A, B', CN: 'bank' } })
    const { isOf } = judgeOfClientCertificates({
      clock: { now: () => new Date() },
      roots: undefined,
      more: [pemOf(ca)],
    })
    const isSubject = (value: string) =>
      isOf(new X509Certificate(pem), { member: 'tls_client_auth_subject_dn', value })
    assert.equal(isSubject('CN=bank,O=A\\, B,C=NO'), true)
    for (const wrong of ['C=NO,O=A\\, B,CN=bank', 'CN=bank,O=A\\, B', 'CN=Bank,O=A\\, B,C=NO', 'CN=bank'])
      assert.equal(isSubject(wrong), false, wrong)
  })
})

describe('an address in a certificate', () => {
  it('is compared by its octets, and a text that is no address is nobody’s', async () => {
    const { pem } = await certificate({ address: Buffer.from('20010db8000000000000000000000001', 'hex') })
    const { isOf } = judgeOfClientCertificates({ clock: { now: () => new Date() }, roots: undefined })
    const isAddress = (value: string) =>
      isOf(new X509Certificate(pem), { member: 'tls_client_auth_san_ip', value })
    for (const right of ['2001:db8::1', '2001:DB8:0:0:0:0:0:1']) assert.equal(isAddress(right), true, right)
    for (const wrong of ['2001:db8::2', '2001:db8::1%eth0', 'fe80::1%1', '::1', '10.0.0.1', 'bank'])
      assert.equal(isAddress(wrong), false, wrong)
  })
})

describe('the header of a proxy', () => {
  it('may hold a certificate as RFC 9440, PEM or bare base64 write it', async () => {
    const { pem, header, base64 } = await certificate({})
    const read = clientCertificate({ trusted: 1, header: 'X-Cert' })
    for (const value of [header, encodeURIComponent(pem), base64]) {
      const request = { socket: { remoteAddress: '127.0.0.1' }, rawHeaders: ['x-cert', value] }
      assert.equal(read(request as never)?.raw.toString('base64'), base64)
    }
    for (const value of [`${base64}:`, `:${base64}`, `${encodeURIComponent(pem)}x`]) {
      const request = { socket: { remoteAddress: '127.0.0.1' }, rawHeaders: ['x-cert', value] }
      assert.throws(() => read(request as never), { code: 'request.malformed' }, value)
    }
  })
})
