import type { Clock } from '../../../server/ports/clock.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { SigningAlgorithm } from '../../../server/domain/registry/signing-algorithm.ts'
import type { SigningKey, SigningKeyStore } from '../../../server/ports/oauth/signing-key-store.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { signingKeyPlace } from '../rows/places.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
}

interface SigningKeyRow {
  readonly kid: string
  readonly alg: SigningAlgorithm
  readonly ciphertext: Buffer
  readonly key_id: string
  readonly published_at: Date
  readonly active_from: Date
  readonly retired_at: Date | null
}

const select = 'select kid, alg, ciphertext, key_id, published_at, active_from, retired_at from signing_key'

const living = '(retired_at is null or $1::timestamptz < retired_at)'

export function knexSigningKeyStore({ connection, transaction, sealer, clock }: Materials): SigningKeyStore {
  const toSigningKey = (row: SigningKeyRow): SigningKey => ({
    kid: row.kid,
    alg: row.alg,
    jwk: JSON.parse(sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, signingKeyPlace(row.kid))),
    publishedAt: row.published_at,
    activeFrom: row.active_from,
    retiredAt: row.retired_at ?? undefined,
  })

  const insert = (on: Connection, key: SigningKey) => {
    const sealed = sealer.seal(JSON.stringify(key.jwk), signingKeyPlace(key.kid))
    return on.write(
      `insert into signing_key (kid, alg, ciphertext, key_id, published_at, active_from, retired_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [key.kid, key.alg, sealed.ciphertext, sealed.keyId, key.publishedAt, key.activeFrom, key.retiredAt],
    )
  }

  return {
    async list() {
      const rows = await connection().read<SigningKeyRow>(
        `${select} where ${living} order by active_from desc, kid`,
        [clock.now()],
      )
      return rows.map(toSigningKey)
    },

    async history() {
      const rows = await connection().read<SigningKeyRow>(`${select} order by active_from desc, kid`)
      return rows.map(toSigningKey)
    },

    add: (key, { retireOthersAt, onlyIfNone }) =>
      transaction(async on => {
        await on.write('lock table signing_key in share row exclusive mode')
        const alive = await on.read(`select kid from signing_key where ${living} and alg = $2`, [
          clock.now(),
          key.alg,
        ])
        if (onlyIfNone && alive.length > 0) return
        if (retireOthersAt) {
          await on.write('update signing_key set retired_at = $1 where retired_at is null and alg = $2', [
            retireOthersAt,
            key.alg,
          ])
        }
        await insert(on, key)
      }),
  }
}
