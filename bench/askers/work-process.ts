import { once } from 'node:events'
import { monotonicMs } from '../../adapters/clock/monotonic.ts'
import { systemClock } from '../../adapters/clock/system-clock.ts'
import { openPostgres } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { storesOver } from '../../server/compose/storage.ts'
import { grantEvent, requestEvent } from '../../server/domain/event.ts'
import type { EventId } from '../../server/domain/ids.ts'
import { accept } from '../../server/domain/requests/consent-request.ts'
import { aDecision, aGrant, aRequest } from '../../test/support/fixtures.ts'
import type { Consent, Done, Work } from './work.ts'

/** Makes ready for what it is sent, and does it when told to, over stores of its own, as one of several servers over one database. */
const [work] = (await once(process, 'message')) as [Work]
const database = openPostgres(work.databaseUrl)
const units = knexUnitOfWork(database.knex, database.lanes)
const { consents, ids, texts } = storesOver({
  database,
  units,
  clock: systemClock,
  encryptionKeys: ['a key that only the bench knows of, long enough'],
  session: { idleMinutes: 30, longestMinutes: 480 },
  audit: { record: () => {}, written: async () => {} },
})

const moment = (by: Consent['person']) => ({ id: ids.uuid() as EventId, by, at: systemClock.now() })

const requestOf = ({ requestId: id, asker: requestedBy, person }: Consent) =>
  aRequest({ id, requestedBy, requestedFrom: person, requestedTo: person })

const each: Record<Work['kind'], (consent: Consent) => Promise<boolean>> = {
  questions: consent => {
    const request = { ...requestOf(consent), id: ids.uuid() as Consent['requestId'] }
    return consents.addRequest(request, requestEvent('requested', request, moment(consent.asker)))
  },
  answers: consent => {
    const { grantId, person } = consent
    const accepted = accept(requestOf(consent), aDecision({ by: person }), { grantId })
    const event = requestEvent('accepted', accepted.request, moment(person))
    return consents.saveRequest({ ...accepted, event })
  },
  uses: ({ grantId, requestId, asker, person }) => {
    const grant = aGrant({ id: grantId, requestId, grantedFor: person, grantedBy: person, grantedTo: asker })
    const event = grantEvent('used', grant, moment(asker))
    const use = { grantId, at: event.at, clientId: 'demo-web', what: 'debt', traceId: undefined }
    return consents.addUse(grant, { ...use, language: undefined, codes: undefined }, event)
  },
}

async function load(): Promise<Done> {
  const taken: number[] = []
  const began = monotonicMs()
  let next = 0
  const worker = async () => {
    while (monotonicMs() - began < work.seconds * 1000) {
      const consent = work.consents[next++]
      if (!consent) throw new Error('There were too few consents')
      const since = monotonicMs()
      const isDone = await database.lanes.run('ordinary', () => each[work.kind](consent))
      if (!isDone) throw new Error(`Not kept: ${work.kind} of ${consent.grantId}`)
      taken.push(monotonicMs() - since)
    }
  }
  await Promise.all(Array.from({ length: work.atOnce }, worker))
  return { seconds: (monotonicMs() - began) / 1000, taken }
}

/** Everybody has a key of her own, as after her first question. */
for (const person of new Set(work.consents.map(({ person }) => person)))
  await texts.keyFor(units.connection(), person)
process.send?.('ready')
await once(process, 'message')
const done = await load()
await database.close()
process.send?.(done, () => process.disconnect())
