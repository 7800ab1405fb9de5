import { keyRing, masterKeyId } from '../../adapters/crypto/key-ring.ts'
import { aesPartyKeys } from '../../adapters/crypto/party-keys.ts'
import { randomIds } from '../../adapters/ids/random-ids.ts'
import { randomSecret } from '../../adapters/ids/random-secret.ts'
import { keptKey } from '../../adapters/knex/keys/kept-key.ts'
import { knexMasterKeys } from '../../adapters/knex/keys/master-keys.ts'
import { knexResealing } from '../../adapters/knex/keys/resealing.ts'
import { privateTexts } from '../../adapters/knex/parties/private-texts.ts'
import type { KnexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { protocolScopesKey } from '../domain/requests/protocol-scopes.ts'
import { faces } from '../faces/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyWrapper } from '../ports/keys/key-wrapper.ts'

interface Materials {
  readonly units: KnexUnitOfWork
  readonly clock: Clock
  readonly encryptionKeys: readonly string[]
  readonly wrapper?: KeyWrapper | undefined
  readonly keyPublishAheadSeconds?: number
  /** How soon after a change of keys every process has heard of it. */
  readonly settleSeconds?: number
}

/** What is sealed at rest, under which keys, and how these are changed. */
export function composeEncryption(materials: Materials) {
  const { units, clock, encryptionKeys, wrapper, keyPublishAheadSeconds = 0, settleSeconds = 0 } = materials
  let plain = false
  // A new key goes first, so this one stays, and what was derived before is derived again.
  let derivation = encryptionKeys.at(-1) ?? ''
  let isLoaded = false
  const ids = randomIds({
    clock,
    get key() {
      return derivation
    },
  })
  const sealers = keyRing({ keys: encryptionKeys, ids })
  const partyKeys = aesPartyKeys({ sealer: sealers.texts, ids })
  const texts = privateTexts({ ...units, keys: partyKeys, clock, plain: () => plain, searched })
  const [newest] = encryptionKeys
  const masterKeys = knexMasterKeys({
    ...units,
    ring: sealers,
    clock,
    ids,
    wrapper,
    configured: newest && masterKeyId(newest),
    publishAhead: keyPublishAheadSeconds,
    onPlainText: kept => {
      plain = kept
    },
  })
  return {
    ids,
    /** Of what must be known again when master keys have changed; the last one stays. */
    stayingKeys: (): readonly string[] => [...encryptionKeys, derivation],
    sealers,
    texts,
    masterKeys: {
      ...masterKeys,
      async load() {
        if (!(await masterKeys.load()) || isLoaded) return
        const first = () => (plain ? derivation : randomSecret())
        derivation = await keptKey('derived-ids', first, { ...units, sealer: sealers.texts })
        isLoaded = true
      },
    },
    resealing: knexResealing({ ...units, clock, sealers, texts, partyKeys, settleSeconds }),
  }
}

/** Annotations that requests and grants are looked for by. */
const searched: ReadonlySet<string> = new Set([
  protocolScopesKey,
  ...faces.flatMap(face => face.searched ?? []),
])
