import { readFile } from 'node:fs/promises'
import { fromIdentityPem, type IdentityPem } from '../../adapters/pdf/authority/identity-pem.ts'
import type { CustomerSigning } from '../../adapters/pdf/authority/sign-as-customer.ts'
import { certificatesInPem } from '../../adapters/x509/certificates-in-pem.ts'
import { evidenceOf } from '../../server/demo/authority/signing-authority.ts'
import { nins } from './elhub-world.ts'
import type { WholeApp } from './whole-app.ts'

/** What `demo.json` tells of those who sign documents. */
interface DemoElhub {
  readonly trust: { readonly seal: string; readonly signerRoot: string; readonly timeStampRoot: string }
  readonly signer: {
    readonly customers: readonly (IdentityPem & { readonly nin: string })[]
    readonly intermediate: IdentityPem
    readonly timeStamp: IdentityPem
    readonly crls: readonly string[]
  }
}

type Announcing = Pick<WholeApp, 'demoJson' | 'clock'>

const elhubOf = async (app: Announcing): Promise<DemoElhub> => (await app.demoJson()).elhub as DemoElhub

/** Our own seals, in DER. */
export async function sealsInDemo(app: Announcing): Promise<Uint8Array[]> {
  const { trust } = await elhubOf(app)
  return certificatesInPem(await readFile(trust.seal, 'utf8'))
}

/** How a script outside signs as a person of the demo, with nothing but what `demo.json` tells. */
export async function signingInDemo(app: Announcing, nin: string = nins.p1): Promise<CustomerSigning> {
  const { signer } = await elhubOf(app)
  const now = app.clock.now()
  return {
    customer: await fromIdentityPem(signer.customers.find(one => one.nin === nin)!),
    above: [await fromIdentityPem(signer.intermediate)],
    timeStamp: { authority: await fromIdentityPem(signer.timeStamp), above: [], time: now },
    evidence: evidenceOf(signer),
    signedAt: now,
  }
}
