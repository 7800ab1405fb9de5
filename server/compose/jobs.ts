import { repeat } from '../../adapters/clock/repeat.ts'
import { knexMaintenance } from '../../adapters/knex/ledger/maintenance.ts'
import type { Config } from '../config/config.ts'
import { announceExpiry } from '../usecases/ledger/announce-expiry.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'jobs'>
  readonly stores: Stores
  readonly onError: (error: unknown) => void
}

/** Makes room in the storage, now and from time to time, and announces what runs out. Gives what ends that. */
export async function keepHouse({ config: { jobs }, stores, onError }: Parts): Promise<() => Promise<void>> {
  const maintenance = knexMaintenance({ ...stores.units, ...stores.database, clock: stores.clock })
  await maintenance.makeRoom()
  const endMaintenance = repeat(() => maintenance.maintain(), { ...jobs.maintenance, onError })
  const endExpiry = repeat(announceExpiry(stores), { ...jobs.expiry, onError })
  return async () => {
    await endExpiry()
    await endMaintenance()
  }
}

/** Sends notices from time to time, when there are any. Gives what ends that. */
export const keepSending = (
  send: (() => Promise<void>) | undefined,
  { config: { jobs }, onError }: Pick<Parts, 'config' | 'onError'>,
): (() => Promise<void>) => (send ? repeat(send, { ...jobs.notices, onError }) : async () => {})
