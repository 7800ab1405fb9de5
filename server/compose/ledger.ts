import { anchorFiles } from '../../adapters/anchor-files/anchor-files.ts'
import { repeat } from '../../adapters/clock/repeat.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { anchorSigner } from '../../adapters/jose/anchors/anchor-signer.ts'
import { publishedKeys } from '../../adapters/jose/receipt/published-keys.ts'
import type { SigningKeys } from '../../adapters/jose/signing-keys.ts'
import type { Config } from '../config/config.ts'
import type { SignedAnchor } from '../ports/ledger/anchors.ts'
import { anchorLedger } from '../usecases/ledger/anchor-ledger.ts'
import { verifyLedger } from '../usecases/ledger/verify-ledger.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'ledger'>
  readonly publicUrl: string | undefined
  readonly stores: Pick<Stores, 'anchors' | 'clock' | 'evidence' | 'keys'>
  readonly keys: Pick<SigningKeys, 'of'>
}

/** How the ledger is anchored and verified. */
export function openLedger({ config: { ledger }, publicUrl: issuer, stores, keys }: Parts) {
  const { clock, keys: store } = stores
  const files = ledger.anchorDir === undefined ? undefined : anchorFiles(ledger.anchorDir)
  const ports = {
    ...stores,
    digest: sha256,
    anchorSigner: anchorSigner({ keys, published: publishedKeys({ keys, store, clock }), issuer }),
    anchorFiles: files,
  }
  const anchor = anchorLedger(ports)
  const verify = verifyLedger(ports)
  /** Also when the clock has gone back since. */
  const isOld = ({ at }: SignedAnchor): boolean =>
    Math.abs(clock.now().getTime() - at.getTime()) >= ledger.anchorEverySeconds * 1000
  return {
    anchorNow: () => anchor(() => true),
    anchorWhenDue: () => anchor((newest, hasMoved) => (newest ? isOld(newest) : hasMoved)),
    anchorWhatMoved: () => anchor((_newest, hasMoved) => hasMoved),
    /** Also against what is kept at a place, a directory or a file. */
    async verify(place: string | undefined) {
      const own = files && (await files.last()) > 0 ? [files] : []
      return verify([...own, ...(place === undefined ? [] : [anchorFiles(place)])])
    },
  }
}

export type Ledger = ReturnType<typeof openLedger>

const everySeconds = 30

/** Anchors whenever it is due. Gives what ends that, with an anchor of what moved last. */
export function keepAnchoring(
  { anchorWhenDue, anchorWhatMoved }: Pick<Ledger, 'anchorWhenDue' | 'anchorWhatMoved'>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const end = repeat(anchorWhenDue, { everySeconds, onError })
  return async () => {
    await end()
    await anchorWhatMoved().catch(onError)
  }
}
