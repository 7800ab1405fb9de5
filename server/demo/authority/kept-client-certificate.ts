import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import { keptInFile } from '../private-file.ts'

const Kept = z.object({ ca: z.string(), certificate: z.string(), jwk: z.record(z.string(), z.string()) })

/** A certificate by which a client of the demo authenticates, who issued it, and its private key; the first two in PEM. */
export type ClientCertificate = z.infer<typeof Kept>

interface Tools {
  readonly dataDir: string
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

const year = 365 * 24 * 3_600_000
const forClients = '1.3.6.1.5.5.7.3.2'

/** What it is issued to. */
export const certificateSubject = { C: 'NO', O: 'Demobanken', CN: 'demo-mtls' }

/** Made on first start and kept in the data directory, good for a year before that and twenty after. */
export async function keptClientCertificate({ dataDir, clock, ids }: Tools): Promise<ClientCertificate> {
  const now = clock.now().getTime()
  const lifetime = { from: new Date(now - year), to: new Date(now + 20 * year) }
  const path = join(dataDir, 'demo-secrets', 'client-certificate.json')
  return Kept.parse(await keptInFile(path, { make: () => makeCertificate(lifetime), name: ids.uuid() }))
}

async function makeCertificate(lifetime: {
  readonly from: Date
  readonly to: Date
}): Promise<ClientCertificate> {
  const [
    { extendedKeyUsage, keyUsage },
    { issueCertificate },
    { makeAuthority },
    { makeKeys },
    { certificateToPem },
  ] = await authorityModules()
  const ca = await makeAuthority({ subject: { C: 'NO', O: 'Test Bank', CN: 'Test Client CA' }, ...lifetime })
  const leaf = await issueCertificate({
    subject: certificateSubject,
    keys: await makeKeys('ec'),
    issuer: ca,
    ...lifetime,
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage(forClients)],
  })
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', leaf.keys.privateKey)
  return Kept.parse({
    ca: certificateToPem(ca.certificate),
    certificate: certificateToPem(leaf.certificate),
    jwk: { kty, crv, x, y, d, alg: 'ES256' },
  })
}

/** Loaded at the first start only. */
const authorityModules = () =>
  Promise.all([
    import('../../../adapters/pdf/authority/extensions.ts'),
    import('../../../adapters/pdf/authority/issue-certificate.ts'),
    import('../../../adapters/pdf/authority/make-seal-chain.ts'),
    import('../../../adapters/pdf/authority/make-keys.ts'),
    import('../../../adapters/pdf/authority/to-pem.ts'),
  ])
