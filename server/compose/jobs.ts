import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { repeat } from '../../adapters/clock/repeat.ts'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import type { Config } from '../config/config.ts'
import { revokeGrant } from '../usecases/grants/revoke-grant.ts'
import { announceExpiry } from '../usecases/ledger/announce-expiry.ts'
import { endRemovedClients } from '../usecases/registry/end-removed-clients.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'jobs' | 'delivery'>
  readonly stores: Stores
  readonly onError: (error: unknown) => void
}

type RemovalStores = Pick<Stores, 'clients' | 'query' | 'consents' | 'rights' | 'clock' | 'ids'>

/** Ends the grants of clients that were removed. */
export const endRemoved = (stores: RemovalStores) =>
  endRemovedClients({ ...stores, revokeGrant: revokeGrant(stores) })

/**
 * Makes room in the storage, now and from time to time, announces what runs out and ends what removed clients leave. Gives
 * what ends that.
 */
export async function keepHouse({
  config: { jobs, delivery },
  stores,
  onError,
}: Parts): Promise<() => Promise<void>> {
  const maintenance = knexMaintenance({
    ...stores.units,
    ...stores.database,
    clock: stores.clock,
    feedMonths: delivery.keepMonths,
  })
  await maintenance.makeRoom()
  const endMaintenance = repeat(() => maintenance.maintain(), { ...jobs.maintenance, onError })
  const endRemoval = repeat(
    async () => {
      await endRemoved(stores)()
    },
    { ...jobs.expiry, onError },
  )
  const endExpiry = repeat(announceExpiry(stores), { ...jobs.expiry, onError })
  const endCounting = repeat(() => untilTired(() => stores.tallies.gather()), { ...jobs.expiry, onError })
  return async () => {
    await endCounting()
    await endExpiry()
    await endRemoval()
    await endMaintenance()
  }
}

/** Sends notices from time to time, when there are any. Gives what ends that. */
export const keepSending = (
  send: (() => Promise<void>) | undefined,
  { config: { jobs }, onError }: { readonly config: Pick<Config, 'jobs'> } & Pick<Parts, 'onError'>,
): (() => Promise<void>) => (send ? repeat(send, { ...jobs.notices, onError }) : async () => {})

/** The longest that one turn of what comes in portions takes, in milliseconds. */
const longestTurn = 1000

/** Does a portion after the other until all is done, or as long as a turn may take. */
async function untilTired(work: () => Promise<boolean>): Promise<void> {
  const end = monotonicMs() + longestTurn
  while (!(await work()) && monotonicMs() < end);
}

/** Learns from time to time which keys are in use, and seals anew what is not under them. Gives what ends that. */
export const keepSealed = ({ config: { jobs }, stores, onError }: Parts): (() => Promise<void>) =>
  repeat(
    async () => {
      await stores.masterKeys.load()
      await untilTired(async () => !(await stores.resealing.work()))
    },
    { ...jobs.keys, onError },
  )

/** The longest that one round of taking away goes on, in milliseconds: another process may take the next. */
const longestRound = 60_000

/** Takes away what of ended consents is past its time, from time to time. Gives what ends that, after the portion at hand. */
export function keepRetention(
  applyDue: (goOn: () => boolean) => Promise<unknown>,
  { config: { jobs }, onError }: Pick<Parts, 'onError'> & { readonly config: Pick<Config, 'jobs'> },
): () => Promise<void> {
  let isEnding = false
  const round = () => {
    const end = monotonicMs() + longestRound
    return applyDue(() => !isEnding && monotonicMs() < end)
  }
  const endRounds = repeat(round, { ...jobs.maintenance, onError })
  return () => {
    isEnding = true
    return endRounds()
  }
}
