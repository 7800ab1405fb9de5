import type { Clock } from '../../../../server/ports/clock.ts'
import type { Connection } from '../../database/transaction.ts'
import type { ArtifactKind, UntaggedTokens } from './token-value.ts'

const day = 24 * 3600

/**
 * Seconds after the upgrade for which they are taken: a day in which older processes may still run and make more, and as
 * long as one of the kind lasts.
 */
const seconds: Readonly<Record<ArtifactKind, number>> = {
  AuthorizationCode: 2 * day,
  AccessToken: 2 * day,
  ClientCredentials: 2 * day,
  RefreshToken: 401 * day,
  DeviceCode: 0,
  BackchannelAuthenticationRequest: 0,
}

interface Materials {
  readonly connection: () => Connection
  readonly clock: Clock
}

/** By when the database had tokens without tags, which one that began with them never had. */
export function untaggedTokens({ connection, clock }: Materials): UntaggedTokens {
  let upgrade: Promise<Date | undefined> | undefined

  const read = async (): Promise<Date | undefined> => {
    const rows = await connection().read<{ since: Date }>('select since from token_tag')
    return rows[0]?.since
  }

  return {
    async mayBe(kind) {
      upgrade ??= read().catch(error => {
        upgrade = undefined
        throw error
      })
      const since = await upgrade
      return since !== undefined && clock.now().getTime() < since.getTime() + seconds[kind] * 1000
    },
  }
}
