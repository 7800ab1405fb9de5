import { anchorClaims } from '../../domain/ledger.ts'
import type { Digest } from '../../ports/digest.ts'
import type {
  AnchorFiles,
  AnchorSigner,
  AnchorStore,
  NewAnchor,
  SignedAnchor,
} from '../../ports/ledger/anchors.ts'

interface Ports {
  readonly anchors: Pick<AnchorStore, 'add' | 'newest' | 'after'>
  readonly anchorSigner: Pick<AnchorSigner, 'sign'>
  /** `undefined` when anchors are kept in the database alone. */
  readonly anchorFiles: Pick<AnchorFiles, 'last' | 'keep'> | undefined
  readonly digest: Digest
}

/**
 * Signs the heads of the ledger and keeps them, when that is due; `undefined` when it is not. Throws `evidence.altered` when
 * the ledger is not as it was anchored before.
 */
export const anchorLedger =
  ({ anchors, anchorSigner, anchorFiles, digest }: Ports) =>
  async (isDue: NewAnchor['isDue']): Promise<SignedAnchor | undefined> => {
    if (!isDue(await anchors.newest(), true)) return undefined
    const added = await anchors.add({
      isDue,
      sign: (anchor, at) => anchorSigner.sign(anchorClaims(anchor, digest), at),
    })
    if (anchorFiles) await keepMissing(anchors, anchorFiles)
    return added
  }

/** Those, too, that could not be kept before, or were made by others. */
async function keepMissing(
  anchors: Pick<AnchorStore, 'after'>,
  files: Pick<AnchorFiles, 'last' | 'keep'>,
): Promise<void> {
  for await (const anchor of anchors.after(await files.last())) await files.keep(anchor)
}
