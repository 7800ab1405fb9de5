import { anchorClaims, beforeFirstAnchor, type Misfit } from '../../domain/ledger.ts'
import { canonicalJson } from '../../domain/text/canonical-json.ts'
import type { Digest } from '../../ports/digest.ts'
import type { AnchorFiles, AnchorSigner, AnchorStore, SignedAnchor } from '../../ports/ledger/anchors.ts'
import type { Evidence, Examined } from '../../ports/ledger/evidence.ts'

interface Ports {
  readonly evidence: Pick<Evidence, 'examine'>
  readonly anchors: Pick<AnchorStore, 'all' | 'find' | 'misfit'>
  readonly anchorSigner: Pick<AnchorSigner, 'open'>
  readonly digest: Digest
}

export interface VerifiedLedger extends Examined {
  readonly anchors: number
  readonly newestAnchor: SignedAnchor | undefined
}

/**
 * Holds the whole ledger against itself, against what it tells of, against every anchor, and the anchors against those that
 * were kept elsewhere. Says the first row that does not fit.
 */
export const verifyLedger =
  (ports: Ports) =>
  async (kept: readonly Pick<AnchorFiles, 'all'>[]): Promise<VerifiedLedger> => {
    const { misfit: anchorMisfit, ...anchored } = await verifyAnchors(ports)
    const examined = await ports.evidence.examine()
    const misfit =
      examined.misfit ?? anchorMisfit ?? (await ports.anchors.misfit()) ?? (await keptMisfit(ports, kept))
    return { ...examined, ...anchored, misfit }
  }

async function verifyAnchors({ anchors, anchorSigner, digest }: Ports) {
  let count = 0
  let newestAnchor: SignedAnchor | undefined
  for await (const { anchor, ...signed } of anchors.all()) {
    const previous = newestAnchor ? digest(newestAnchor.signed) : beforeFirstAnchor
    const opened = await anchorSigner.open(signed.signed)
    const said = canonicalJson(anchorClaims({ ...anchor, previous, number: count + 1 }, digest))
    const fits = opened && isSameSecond(opened.issuedAt, signed.at) && canonicalJson(opened.claims) === said
    if (!fits) return { anchors: count, newestAnchor, misfit: misfitAt(signed.number, 'anchor') }
    count++
    newestAnchor = signed
  }
  return { anchors: count, newestAnchor, misfit: undefined }
}

const isSameSecond = (signed: Date, kept: Date): boolean =>
  signed.getTime() === Math.floor(kept.getTime() / 1000) * 1000

/** The first anchor that was kept elsewhere and is not the one that is here. */
async function keptMisfit(
  { anchors }: Pick<Ports, 'anchors'>,
  kept: readonly Pick<AnchorFiles, 'all'>[],
): Promise<Misfit | undefined> {
  for (const files of kept) {
    for await (const { number, signed } of files.all()) {
      if ((await anchors.find(number))?.signed !== signed) return misfitAt(number, 'kept-anchor')
    }
  }
  return undefined
}

const misfitAt = (number: number, why: 'anchor' | 'kept-anchor'): Misfit => ({
  table: 'ledger_anchor',
  row: String(number),
  why,
})
