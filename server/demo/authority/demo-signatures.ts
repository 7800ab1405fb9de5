import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { certificatesInPem } from '../../../adapters/x509/certificates-in-pem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DocumentSealer } from '../../ports/documents/document-sealer.ts'
import type { Ids } from '../../ports/ids.ts'
import { keptSigningAuthority } from './kept-signing-authority.ts'
import type { SigningAuthority } from './signing-authority.ts'

/** Signatures of the persons of the demo. */
export interface DemoSignatures {
  /** In DER. */
  readonly signerRoots: readonly Uint8Array[]
  readonly timeStampRoots: readonly Uint8Array[]
  /** The document as it is when the person has signed it (PAdES B-LT) at this moment. */
  readonly sign: (pdf: Uint8Array, nin: string) => Promise<Uint8Array>
  /** What `demo.json` shows of them: files with the trust anchors, and the keys of those who sign. */
  readonly members: Readonly<Record<string, unknown>>
}

interface Tools {
  readonly dataDir: string
  readonly clock: Clock
  readonly ids: Ids
  readonly sealer: Pick<DocumentSealer, 'certificates'>
}

/** Opens what the demo signs documents with, made on first start. */
export async function openDemoSignatures(tools: Tools): Promise<DemoSignatures> {
  const authority = await keptSigningAuthority(tools)
  const { intermediate, timeStamp, crls, customers } = authority
  return {
    signerRoots: certificatesInPem(authority.signerRoot),
    timeStampRoots: certificatesInPem(authority.timeStampRoot),
    sign: (pdf, nin) => sign(authority, { pdf, nin, now: tools.clock.now() }),
    members: {
      trust: await writeTrust(tools, authority),
      signer: { customers, intermediate, timeStamp, crls },
    },
  }
}

interface Signing {
  readonly pdf: Uint8Array
  readonly nin: string
  readonly now: Date
}

async function sign(authority: SigningAuthority, { pdf, nin, now }: Signing): Promise<Uint8Array> {
  const customer = authority.customers.find(one => one.nin === nin)
  if (!customer) throw new Error('Nobody in the demo has this number')
  const [{ fromIdentityPem }, { signAsCustomer }, { evidenceOf }] = await signingModules()
  return signAsCustomer(pdf, {
    customer: await fromIdentityPem(customer),
    above: [await fromIdentityPem(authority.intermediate)],
    timeStamp: { authority: await fromIdentityPem(authority.timeStamp), above: [], time: now },
    evidence: evidenceOf(authority),
    signedAt: now,
  })
}

/** Loaded when somebody signs: a server that starts has no need of them. */
const signingModules = () =>
  Promise.all([
    import('../../../adapters/pdf/authority/identity-pem.ts'),
    import('../../../adapters/pdf/authority/sign-as-customer.ts'),
    import('./signing-authority.ts'),
  ])

/** The anchors as files, for programs that judge documents by themselves. */
async function writeTrust({ dataDir, sealer }: Tools, authority: SigningAuthority) {
  const seals = sealer.certificates().map(der => new X509Certificate(der).toString())
  const files = {
    seal: { name: 'seal.pem', text: seals.join('') },
    signerRoot: { name: 'signer-root.pem', text: authority.signerRoot },
    timeStampRoot: { name: 'tsa-root.pem', text: authority.timeStampRoot },
  }
  await mkdir(dataDir, { recursive: true })
  const written = Object.entries(files).map(async ([key, { name, text }]) => {
    const path = resolve(dataDir, name)
    await writeFile(path, text)
    return [key, path] as const
  })
  return Object.fromEntries(await Promise.all(written))
}
