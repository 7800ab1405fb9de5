import assert from 'node:assert/strict'
import type { ConsentRequestId, EventId, GrantId } from '../../../server/domain/ids.ts'
import {
  grantStatusSql,
  hasEndedSql,
  isActiveSql,
  isPendingSql,
  requestStatusSql,
} from '../../../adapters/knex/status-sql.ts'
import {
  exhaust,
  grantStatusAt,
  hasEnded,
  revoke,
} from '../../../server/domain/grants/authorization-grant.ts'
import { accept, requestStatusAt, withdraw } from '../../../server/domain/requests/consent-request.ts'
import { grantEvent, requestEvent } from '../../../server/domain/event.ts'
import { onEachDatabase } from '../../support/database.ts'
import { aDecision, aRequest, at, bank, kari, noon } from '../../support/fixtures.ts'
import { addFixtureParties, storesOn, type TestStores } from '../../support/stores.ts'

/** Every stored instant that a status depends on, just before it, at it and just after it. */
const around = (instants: readonly Date[]) =>
  instants.flatMap(instant => [-1, 0, 1].map(step => at(step, instant)))

onEachDatabase('a status in SQL', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    await addFixtureParties(database)
  })

  const moment = () => ({ id: stores.ids.uuid() as EventId, by: kari, at: noon })

  const given = async () => {
    const request = aRequest({
      id: stores.ids.uuid() as ConsentRequestId,
      asks: { singleUse: true, seconds: 60 },
    })
    await stores.consents.addRequest(request, requestEvent('requested', request, moment()))
    const answer = accept(request, aDecision(), { grantId: stores.ids.uuid() as GrantId })
    await stores.consents.saveRequest({
      ...answer,
      event: requestEvent('accepted', answer.request, moment()),
    })
    return answer
  }

  it('of a grant is the one in the domain around every boundary', async () => {
    const { grant } = await given()
    const used = (await given()).grant
    const taken = (await given()).grant
    const exhausted = exhaust(used, at(10))
    const revoked = revoke(taken, { by: kari, at: at(20), reason: 'giver' })
    for (const next of [exhausted, revoked]) {
      assert.ok(
        await stores.consents.saveGrant({ grant: next, events: [grantEvent('used', next, moment())] }),
      )
    }
    for (const now of around([grant.validity.from, at(10), at(20), grant.validity.to])) {
      for (const one of [grant, exhausted, revoked]) {
        const [row] = await database.connection().read<{ status: string; active: boolean; ended: boolean }>(
          `select ${grantStatusSql('g', '$2::timestamptz')} as status, ${isActiveSql('g', '$2::timestamptz')} as active,
             ${hasEndedSql('g', '$2::timestamptz')} as ended
           from authorization_grant g where id = $1`,
          [one.id, now],
        )
        const status = grantStatusAt(one, now)
        assert.deepEqual(
          row,
          { status, active: status === 'active', ended: hasEnded(status) },
          `${one.state.name} at ${now.toISOString()}`,
        )
      }
    }
  })

  it('of a request is the one in the domain around every boundary', async () => {
    const answered = (await given()).request
    const pending = aRequest()
    const taken = aRequest({ id: stores.ids.uuid() as ConsentRequestId })
    for (const one of [pending, taken]) {
      await stores.consents.addRequest(one, requestEvent('requested', one, moment()))
    }
    const withdrawn = withdraw(taken, { by: bank, at: at(30) })
    await stores.consents.saveRequest({
      request: withdrawn,
      event: requestEvent('withdrawn', withdrawn, moment()),
    })
    for (const now of around([noon, at(30), pending.answerBy])) {
      for (const one of [pending, answered, withdrawn]) {
        const [row] = await database.connection().read<{ status: string; pending: boolean }>(
          `select ${requestStatusSql('r', '$2::timestamptz')} as status, ${isPendingSql('r', '$2::timestamptz')} as pending
           from consent_request r where id = $1`,
          [one.id, now],
        )
        const status = requestStatusAt(one, now)
        assert.deepEqual(row, { status, pending: status === 'pending' }, `${status} at ${now.toISOString()}`)
      }
    }
  })
})
