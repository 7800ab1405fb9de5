import { systemClock } from '../../adapters/clock/system-clock.ts'
import { openDatabase } from '../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../adapters/knex/database/transaction.ts'
import { type ConsentEvent, grantEvent, requestEvent } from '../../server/domain/event.ts'
import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../server/domain/ids.ts'
import { accept } from '../../server/domain/requests/consent-request.ts'
import { aDecision, aRequest, bank, kari } from './fixtures.ts'
import { storesAt } from './stores.ts'

/** Has one asker ask, get yes and use what it got, a dozen times at once and for ever, and tells of each event that is kept. */
const [directory = '', url] = process.argv.slice(2)
const opened = await openDatabase({ url, directory })
const database = { ...opened, ...knexUnitOfWork(opened.knex, opened.lanes) }
const { consents, ids } = storesAt(database, systemClock)

const moment = (by: PartyId) => ({ id: ids.uuid() as EventId, by, at: systemClock.now() })

const tell = async (event: ConsentEvent, keep: () => Promise<boolean>): Promise<void> => {
  if (await keep()) process.send?.(event.id)
}

const journey = async (): Promise<void> => {
  const request = aRequest({ id: ids.uuid() as ConsentRequestId })
  const question = requestEvent('requested', request, moment(bank))
  await tell(question, () => consents.addRequest(request, question))
  const answer = accept(request, aDecision(), { grantId: ids.uuid() as GrantId })
  const yes = requestEvent('accepted', answer.request, moment(kari))
  await tell(yes, () => consents.saveRequest({ ...answer, event: yes }))
  const used = grantEvent('used', answer.grant, moment(bank))
  const use = { grantId: answer.grant.id, at: used.at, clientId: 'bank', what: 'debt', traceId: undefined }
  await tell(used, () => consents.addUse(answer.grant, use, used))
}

const person = async (): Promise<never> => {
  for (;;) await journey().catch(() => process.send?.('failed'))
}

await Promise.all(Array.from({ length: 12 }, person))
