import { KeyObject, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { basicConstraints, keyUsage } from '../../adapters/pdf/authority/extensions.ts'
import type { Extension } from 'pkijs'
import { type Identity, issueCertificate } from '../../adapters/pdf/authority/issue-certificate.ts'
import { makeKeys } from '../../adapters/pdf/authority/make-keys.ts'
import type { DistinguishedName } from '../../adapters/pdf/authority/to-name.ts'
import { toDer } from '../../adapters/x509/der.ts'

const [from, to] = [new Date('2020-01-01T00:00:00Z'), new Date('2040-01-01T00:00:00Z')]

const authority = async (CN: string, issuer?: Identity, pathLength?: number): Promise<Identity> =>
  issueCertificate({
    subject: { C: 'NO', O: 'Prøveutsteder', CN },
    keys: await makeKeys('ec'),
    ...(issuer && { issuer }),
    from,
    to,
    extensions: [basicConstraints(true, pathLength), keyUsage('keyCertSign')],
  })

const made = new Map<'rsa' | 'ec', Promise<CryptoKeyPair>>()

/** The same for every business of this process, because keys of RSA take long to make. */
function keysOfBusiness(kind: 'rsa' | 'ec'): Promise<CryptoKeyPair> {
  const keys = made.get(kind) ?? makeKeys(kind)
  made.set(kind, keys)
  return keys
}

interface Business {
  readonly subject: DistinguishedName
  readonly kind?: 'rsa' | 'ec'
  readonly until?: Date
  readonly issuer?: Identity
  readonly use?: 'digitalSignature' | 'cRLSign'
  readonly more?: readonly Extension[]
}

export type BusinessPki = Awaited<ReturnType<typeof businessPki>>

/** A root whose certificate lies in a file, an authority under it, and certificates for businesses. */
export async function businessPki() {
  const root = await authority('Rot')
  const issuing = await authority('Virksomheter', root, 0)
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-roots-'))
  const roots = join(directory, 'roots.pem')
  writeFileSync(roots, x509(root).toString())

  const business = async (wanted: Business) => {
    const {
      subject,
      kind = 'rsa',
      until = to,
      issuer = issuing,
      use = 'digitalSignature',
      more = [],
    } = wanted
    const identity = await issueCertificate({
      subject,
      keys: await keysOfBusiness(kind),
      issuer,
      from,
      to: until,
      extensions: [basicConstraints(false), keyUsage(use), ...more],
    })
    const jwk = KeyObject.from(identity.keys.privateKey).export({ format: 'jwk' })
    return { x5c: [base64(identity), base64(issuer)], jwk: { ...jwk, alg: 'RS256' } }
  }
  return {
    directory,
    roots,
    root,
    issuing,
    business,
    authority,
    base64,
    close: () => rmSync(directory, { recursive: true }),
  }
}

const x509 = ({ certificate }: Identity): X509Certificate =>
  new X509Certificate(toDer(certificate.toSchema()))

const base64 = (identity: Identity): string => x509(identity).raw.toString('base64')
