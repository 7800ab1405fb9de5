import assert from 'node:assert/strict'
import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../server/domain/ids.ts'
import { revoke } from '../../server/domain/grants/authorization-grant.ts'
import { accept, reject, type RequestStatus } from '../../server/domain/requests/consent-request.ts'
import { grantEvent, requestEvent } from '../../server/domain/event.ts'
import type {
  ConsentQuery,
  GrantFilter,
  RequestEventFilter,
  RequestFilter,
} from '../../server/ports/requests/consent-query.ts'
import type { ConsentStore } from '../../server/ports/requests/consent-store.ts'
import type { Ids } from '../../server/ports/ids.ts'
import type { HandSetClock } from '../support/clock.ts'
import { expectRejected } from '../support/expect-problem.ts'
import { aDecision, aRequest, at, bank, kari, noon, ola } from '../support/fixtures.ts'

interface Opened {
  readonly consents: ConsentStore
  readonly query: ConsentQuery
  readonly clock: HandSetClock
  readonly ids: Ids
}

/** What `ConsentQuery` promises. `open` gives an empty store that knows the parties of the fixtures. */
export function consentQueryContract(open: () => Opened): void {
  let opened: Opened
  beforeEach(() => {
    opened = open()
  })

  const moment = () => ({ id: opened.ids.uuid() as EventId, by: kari, at: noon })

  const ask = async (changes: Parameters<typeof aRequest>[0] = {}) => {
    const request = aRequest({ id: opened.ids.uuid() as ConsentRequestId, ...changes })
    await opened.consents.addRequest(request, requestEvent('requested', request, moment()))
    return request
  }

  const give = async (changes: Parameters<typeof aRequest>[0] = {}, decidedAt = noon) => {
    const request = await ask(changes)
    const answer = accept(request, aDecision({ at: decidedAt, by: request.requestedTo }), {
      grantId: opened.ids.uuid() as GrantId,
    })
    await opened.consents.saveRequest({
      ...answer,
      event: requestEvent('accepted', answer.request, moment()),
    })
    return answer.grant
  }

  const take = async (grant: Awaited<ReturnType<typeof give>>) => {
    const next = revoke(grant, { by: kari, at: at(5000), reason: 'giver' })
    await opened.consents.saveGrant({ grant: next, events: [grantEvent('revoked', next, moment())] })
  }

  const listed = async (filter: GrantFilter) =>
    (await opened.query.grants(filter, { limit: 100 })).items.map(grant => grant.id)

  it('lists what a party has given, newest first, by standing', async () => {
    const older = await give()
    const newer = await give({}, at(1000))
    const short = await give({ asks: { singleUse: false, seconds: 10 } }, at(2000))
    await give({ requestedTo: ola, requestedFrom: ola })
    await take(newer)
    opened.clock.set(at(2000 + 10_000))
    assert.deepEqual(await listed({ grantedFor: kari, standing: 'any' }), [short.id, newer.id, older.id])
    assert.deepEqual(await listed({ grantedFor: kari, standing: 'active' }), [older.id])
    assert.deepEqual(await listed({ grantedFor: kari, standing: 'ended' }), [short.id, newer.id])
    assert.deepEqual(await listed({ grantedFor: kari, clientId: 'other', standing: 'any' }), [])
    assert.equal((await listed({ clientId: 'demo-web', standing: 'any' })).length, 4)
    assert.deepEqual(await listed({ givenBy: kari, standing: 'active' }), [older.id])
    assert.equal((await listed({ givenBy: ola, standing: 'any' })).length, 1)
    assert.deepEqual(await listed({ givenBy: bank, standing: 'any' }), [])
  })

  it('tells when each grant was used last', async () => {
    const [often, never, other] = [await give(), await give(), await give()]
    for (const when of [at(2000), at(3000), at(1000)]) {
      const use = { grantId: often.id, at: when, clientId: 'demo-web', what: 'Debt', traceId: undefined }
      await opened.consents.addUse(often, use, grantEvent('used', often, moment()))
    }
    const used = await opened.query.lastUses([often.id, never.id, other.id])
    assert.deepEqual([...used], [[often.id, at(3000)]])
    assert.deepEqual([...(await opened.query.lastUses([]))], [])
  })

  it('counts those that are active, for a purpose and on resources', async () => {
    const { countActiveGrants } = opened.query
    await give()
    await take(await give())
    await give({ asks: { singleUse: false, seconds: 10 } })
    const two = ['https://a.example', 'https://b.example'].map(resourceId => ({
      permission: 'read',
      resourceType: 'api',
      resourceId,
    }))
    await give({ purpose: { id: 'both', version: 3 }, scopes: two })
    assert.equal(await countActiveGrants({ purposeId: 'loan' }), 2)
    opened.clock.set(at(10_000))
    assert.equal(await countActiveGrants({ purposeId: 'loan' }), 1)
    assert.equal(await countActiveGrants({ purposeId: 'both' }), 1)
    assert.equal(await countActiveGrants({ resourceIds: ['https://a.example', 'https://b.example'] }), 1)
    assert.equal(await countActiveGrants({ resourceIds: ['https://debt.example', 'https://b.example'] }), 2)
    assert.equal(await countActiveGrants({ resourceIds: [] }), 0)
  })

  it('lists one that has not begun among those that have not ended', async () => {
    const { id } = await give({}, at(1000))
    opened.clock.set(at(999))
    assert.deepEqual(await listed({ grantedFor: kari, standing: 'active' }), [id])
    assert.deepEqual(await listed({ grantedFor: kari, standing: 'ended' }), [])
  })

  it('reads page after page without losing or repeating one, also within the same instant', async () => {
    const given = []
    for (let number = 0; number < 7; number++) given.push((await give()).id)
    const seen = []
    let after: string | undefined
    do {
      const page = await opened.query.grants({ grantedFor: kari, standing: 'any' }, { limit: 3, after })
      seen.push(...page.items.map(grant => grant.id))
      after = page.next
    } while (after)
    assert.deepEqual(seen, given.reverse())
  })

  it('S56 refuses a cursor that is forged, cut, or of another list', async () => {
    for (let number = 0; number < 3; number++) await give()
    const filter = { grantedFor: kari, standing: 'any' } as const
    const { next } = await opened.query.grants(filter, { limit: 1 })
    const read =
      (after: string, of: GrantFilter = filter) =>
      () =>
        opened.query.grants(of, { limit: 1, after })
    for (const forged of ['', 'x', `${next}a.b`, next!.slice(0, -4), "1' or '1'='1", 'a'.repeat(100_000)]) {
      await expectRejected('request.malformed', read(forged))
    }
    await expectRejected('request.malformed', read(next!, { grantedFor: ola, standing: 'any' }))
    await expectRejected('request.malformed', read(next!, { grantedFor: kari, standing: 'ended' }))
    await expectRejected('request.malformed', () =>
      opened.query.requests(asked(kari), { limit: 1, after: next }),
    )
  })

  it('S56 refuses a limit that is not 1 to 100', async () => {
    for (const limit of [0, -1, 101, 1e9, 1.5, Number.NaN]) {
      await expectRejected('request.malformed', () =>
        opened.query.grants({ grantedFor: kari, standing: 'any' }, { limit }),
      )
    }
  })

  const asked = (requestedFrom: PartyId, more: Partial<RequestFilter> = {}): RequestFilter => ({
    requestedFrom,
    among: [{ face: 'oauth', annotations: {} }],
    standing: 'any',
    ...more,
  })
  const idsOf = async (filter: RequestFilter) =>
    (await opened.query.requests(filter, { limit: 10 })).items.map(({ id }) => id)

  it('lists by numbered pages what a party asked and was asked, by status to the millisecond', async () => {
    const annotations = { 'elhub:type': 'AuthorizationRequest' }
    const first = await ask({ face: 'elhub', annotations })
    const second = await ask({ face: 'elhub', annotations: { ...annotations, 'elhub:more': 'x' } })
    await ask({ face: 'elhub' })
    await ask()
    await ask({ face: 'elhub', annotations, requestedBy: ola, requestedTo: ola, requestedFrom: ola })
    const read = async (party: PartyId, statuses?: readonly RequestStatus[], offset = 0, limit = 10) => {
      const filter = { party, face: 'elhub', annotations, statuses }
      const { items, total } = await opened.query.partyRequests(filter, { offset, limit })
      return { ids: items.map(({ id }) => id), total }
    }
    const both = { ids: [second.id, first.id], total: 2 }
    assert.deepEqual(await read(kari), both)
    assert.deepEqual(await read(bank), both)
    assert.deepEqual(await read(kari, undefined, 1, 1), { ids: [first.id], total: 2 })
    assert.deepEqual(await read(kari, undefined, 2 ** 31 * 100), { ids: [], total: 2 })
    for (const [milliseconds, isPending] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      opened.clock.set(at(milliseconds, first.answerBy))
      assert.equal((await read(kari, ['pending'])).total, isPending ? 2 : 0)
      assert.equal((await read(kari, ['expired', 'rejected'])).total, isPending ? 0 : 2)
    }
  })

  it('lists what waits for an answer until it is due', async () => {
    const first = await ask()
    await give()
    await ask({ requestedTo: ola, requestedFrom: ola })
    const waiting = () => idsOf(asked(kari, { standing: 'pending' }))
    opened.clock.set(at(-1, first.answerBy))
    assert.deepEqual(await waiting(), [first.id])
    opened.clock.set(first.answerBy)
    assert.deepEqual(await waiting(), [])
    assert.equal((await idsOf(asked(kari))).length, 2)
  })

  it('lists and counts requests by who answers, by face and annotation, and by what became of them', async () => {
    const shown = { 'altinn:view-mode': 'Show' }
    const open = await ask({ annotations: shown })
    const delegated = await ask({ requestedTo: ola })
    await ask({ face: 'elhub' })
    const [given, taken] = [await give(), await give()]
    await take(taken)
    const found = async (more: Partial<RequestFilter>) => {
      const ids = await idsOf(asked(kari, more))
      assert.equal(await opened.query.countRequests(asked(kari, more)), ids.length)
      return ids
    }
    assert.deepEqual(await found({ requestedTo: [ola] }), [delegated.id])
    assert.deepEqual(await found({ among: [{ face: 'oauth', annotations: shown }] }), [open.id])
    assert.deepEqual(await found({ among: [] }), [])
    assert.deepEqual(await found({ standing: 'accepted' }), [given.requestId])
    assert.deepEqual(await found({ standing: 'revoked' }), [taken.requestId])
    assert.deepEqual(await found({ standing: 'rejected' }), [])
    assert.equal((await found({ standing: 'pending' })).length, 2)
    opened.clock.set(open.answerBy)
    assert.equal(await opened.query.countRequests(asked(kari)), 0)
  })

  const decline = async (changes: Parameters<typeof aRequest>[0] = {}) => {
    const request = await ask(changes)
    const rejected = reject(request, aDecision({ by: request.requestedTo }))
    await opened.consents.saveRequest({
      request: rejected,
      event: requestEvent('rejected', rejected, moment()),
    })
    return request.id
  }

  it('lists what was declined of a party’s, whoever asked by whatever face, by asker or purpose', async () => {
    const plain = await decline()
    const other = await decline({ face: 'elhub', requestedBy: ola })
    const once = await decline({ purpose: { id: 'once', version: 1 } })
    await give()
    await ask()
    await decline({ requestedFrom: ola, requestedTo: ola })
    const found = (matching?: RequestFilter['matching']) =>
      idsOf({ requestedFrom: kari, standing: 'rejected', matching })
    assert.deepEqual(await found(), [once, other, plain])
    assert.deepEqual(await found({ askers: [ola], purposeIds: [] }), [other])
    assert.deepEqual(await found({ askers: [ola], purposeIds: ['once'] }), [once, other])
    assert.deepEqual(await found({ askers: [], purposeIds: [] }), [])
    const told = (await opened.query.everyDeclined(kari)).map(({ id }) => id)
    assert.deepEqual(told.toSorted(), [bank, ola].toSorted())
    assert.deepEqual(await opened.query.everyDeclined(bank), [])

    const page = { requestedFrom: kari, standing: 'rejected' } as const
    const first = await opened.query.requests(page, { limit: 2 })
    const rest = await opened.query.requests(page, { limit: 2, after: first.next })
    assert.deepEqual([first.items.length, rest.items.map(({ id }) => id)], [2, [plain]])
    await expectRejected('request.malformed', () =>
      opened.query.requests(
        { ...page, matching: { askers: [], purposeIds: [] } },
        { limit: 2, after: first.next },
      ),
    )
  })

  it('tells whether anything waits for an answer beside what is listed, until it is due', async () => {
    const shown = [{ face: 'altinn', annotations: { 'altinn:view-mode': 'Show' } }]
    const waits = (requestedTo: readonly PartyId[] = [kari]) =>
      opened.query.hasOtherWaiting({ requestedFrom: kari, requestedTo, among: shown })
    await ask({ face: 'altinn', annotations: shown[0]!.annotations })
    await ask({ ceremony: 'signature' })
    await give()
    await decline()
    await ask({ requestedFrom: ola, requestedTo: ola })
    assert.equal(await waits(), false)
    const hidden = await ask({ face: 'altinn', annotations: { 'altinn:view-mode': 'Hide' } })
    assert.equal(await waits(), true)
    assert.equal(await waits([ola]), false)
    opened.clock.set(hidden.answerBy)
    assert.equal(await waits(), false)
  })

  it('finds the newest active grant for many uses that covers the scopes', async () => {
    const scope = (permission: string) => ({
      permission,
      resourceType: 'api',
      resourceId: 'https://debt.example',
    })
    const both = [scope('debt.read'), scope('debt.list')]
    await give({ scopes: both })
    const wide = await give({ scopes: both }, at(1))
    const narrow = await give({ scopes: [scope('debt.read')] }, at(2))
    await give({ scopes: both, asks: { singleUse: true, seconds: 600 } }, at(3))
    const find = (scopes: typeof both, changes = {}) =>
      opened.query.findCoveringGrant({
        giver: kari,
        clientId: 'demo-web',
        holder: { grantedTo: bank, handledBy: undefined },
        purposeId: 'loan',
        scopes,
        ...changes,
      })

    opened.clock.set(at(10))
    assert.equal((await find(both))?.id, wide.id)
    assert.equal((await find([scope('debt.read')]))?.id, narrow.id)
    assert.equal(await find([scope('debt.write')]), undefined)
    assert.equal(await find(both, { giver: ola }), undefined)
    assert.equal(await find(both, { clientId: 'other' }), undefined)
    assert.equal(await find(both, { purposeId: 'other' }), undefined)
    assert.equal(await find(both, { holder: { grantedTo: ola, handledBy: undefined } }), undefined)
    assert.equal(await find(both, { holder: { grantedTo: bank, handledBy: ola } }), undefined)
    opened.clock.set(wide.validity.to)
    assert.equal(await find(both), undefined)
  })

  it('reads the ends of permissions to some resources, oldest first, up to an instant', async () => {
    const [api, other] = ['https://debt.example', 'https://other.example'].map(resourceId => [
      { permission: 'debt.read', resourceType: 'api', resourceId },
    ])
    const [first, second, third] = [
      await give({ scopes: api! }),
      await give({ scopes: other! }),
      await give({ scopes: api! }),
    ]
    for (const grant of [third, second, first]) await take(grant)
    const filter = { resourceType: 'api', resourceIds: ['https://debt.example'], before: at(1) }
    const ended = await opened.query.endings(filter, { after: undefined, limit: 10 })
    assert.deepEqual(
      ended.map(({ grantId }) => grantId),
      [third.id, first.id],
    )
    const [earliest] = await opened.query.endings(filter, { after: undefined, limit: 1 })
    const later = await opened.query.endings(filter, { after: earliest!.id, limit: 10 })
    assert.deepEqual(
      later.map(({ grantId }) => grantId),
      [first.id],
    )
    const page = { after: undefined, limit: 10 }
    assert.deepEqual(await opened.query.endings({ ...filter, before: noon }, page), [])
    assert.deepEqual(await opened.query.endings({ ...filter, resourceType: 'other' }, page), [])
  })

  it('reads what happened to requests, to one of them or to those of one asker, by the ids of the events', async () => {
    const grant = await give()
    await take(grant)
    await ask()
    await ask({ requestedBy: ola })
    const history = await opened.query.requestHistory(grant.requestId!)
    assert.deepEqual(
      history.map(({ type }) => type),
      ['requested', 'accepted', 'revoked'],
    )
    const last = opened.ids.uuid() as EventId
    const read = async (
      filter: Partial<RequestEventFilter> = {},
      page: { after?: EventId; limit?: number } = {},
    ): Promise<readonly EventId[]> => {
      const types = ['requested', 'accepted', 'rejected', 'revoked'] as const
      const wanted = { stream: bank, types, before: last, ...filter }
      const events = await opened.query.requestEvents(wanted, { after: undefined, limit: 100, ...page })
      return events.map(({ id }) => id)
    }
    const all = await read()
    assert.equal(all.length, 4)
    assert.deepEqual(all.toSorted(), all)
    assert.deepEqual(await read({}, { after: all[0]!, limit: 2 }), all.slice(1, 3))
    assert.deepEqual(await read({ from: all[1]!, before: all[3]! }), all.slice(1, 3))
    assert.deepEqual(await read({ types: ['revoked'] }), [all[2]])
    assert.deepEqual(await read({ requestId: grant.requestId }), all.slice(0, 3))
    assert.equal((await read({ stream: ola })).length, 1)
  })

  it('reads a feed from any number on', async () => {
    for (let number = 0; number < 5; number++) await ask()
    const numbers = async (after: number, limit: number) =>
      (await opened.query.events(bank, after, limit)).map(event => event.sequence)
    assert.deepEqual(await numbers(0, 3), [1, 2, 3])
    assert.deepEqual(await numbers(3, 3), [4, 5])
    assert.deepEqual(await numbers(5, 3), [])
    assert.deepEqual(await opened.query.events(ola, 0, 3), [])
  })
}
