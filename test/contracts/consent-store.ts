import assert from 'node:assert/strict'
import { AsyncResource } from 'node:async_hooks'
import type { ConsentRequestId, EventId, GrantId } from '../../server/domain/ids.ts'
import { type AuthorizationGrant, exhaust, revoke } from '../../server/domain/grants/authorization-grant.ts'
import { accept, reject, withdraw } from '../../server/domain/requests/consent-request.ts'
import { grantEvent, requestEvent } from '../../server/domain/event.ts'
import type { ConsentQuery } from '../../server/ports/requests/consent-query.ts'
import type { ConsentStore } from '../../server/ports/requests/consent-store.ts'
import type { Ids } from '../../server/ports/ids.ts'
import type { UnitOfWork } from '../../server/ports/unit-of-work.ts'
import {
  aDecision,
  aGrant,
  aRequest,
  at,
  bank,
  details,
  grantId,
  kari,
  noon,
  rights,
} from '../support/fixtures.ts'

interface Opened {
  readonly consents: ConsentStore
  readonly query: Pick<ConsentQuery, 'events' | 'history'>
  readonly ids: Ids
  readonly units: { readonly unitOfWork: UnitOfWork }
}

/** What `ConsentStore` promises. `open` gives an empty store that knows the parties of the fixtures. */
export function consentStoreContract(open: () => Opened): void {
  let opened: Opened
  beforeEach(() => {
    opened = open()
  })

  const moment = (by = kari) => ({ id: opened.ids.uuid() as EventId, by, at: noon })
  const requested = (request = aRequest()) => requestEvent('requested', request, moment(bank))

  const asked = async (request = aRequest()) => {
    assert.equal(await opened.consents.addRequest(request, requested(request)), true)
    return (await opened.consents.findRequest(request.id))!
  }

  const accepted = async (request = aRequest(), id: GrantId = grantId): Promise<AuthorizationGrant> => {
    const answer = accept(await asked(request), aDecision(), { grantId: id })
    const event = requestEvent('accepted', answer.request, moment())
    assert.equal(await opened.consents.saveRequest({ ...answer, event }), true)
    return (await opened.consents.findGrant(id))!
  }

  const revocation = (grant: AuthorizationGrant) => {
    const next = revoke(grant, { by: kari, at: at(1), reason: 'giver' })
    return { grant: next, events: [grantEvent('revoked', next, moment())] }
  }

  it('gives back a request as it was added', async () => {
    const request = aRequest({ message: 'Vi vil se på gjelden din', annotations: { 'oauth:a': 'b' } })
    assert.deepEqual(await asked(request), request)
  })

  it('gives back a request that names the end of the grant and who handles it', async () => {
    const request = aRequest({ handledBy: bank, asks: { singleUse: true, until: at(86_400_000) } })
    assert.deepEqual(await asked(request), request)
  })

  it('gives back the rights that were asked for, keys in their order, and the end to the microsecond', async () => {
    const untilText = '2026-11-21T12:00:00.000123+00:00'
    const request = aRequest({ rights, asks: { singleUse: false, until: at(86_400_000), untilText } })
    assert.equal(JSON.stringify((await asked(request)).rights), JSON.stringify(rights))
    assert.deepEqual(await opened.consents.findRequest(request.id), request)
    const answer = accept(request, aDecision(), { grantId })
    await opened.consents.saveRequest({
      ...answer,
      event: requestEvent('accepted', answer.request, moment()),
    })
    assert.deepEqual((await opened.consents.findGrant(grantId))?.rights, rights)
  })

  it('gives back the details that were asked for, and of the grant the part that was given', async () => {
    const request = aRequest({ details })
    assert.deepEqual((await asked(request)).details, details)
    const answer = accept(request, aDecision(), { grantId, details: details.slice(1) })
    await opened.consents.saveRequest({
      ...answer,
      event: requestEvent('accepted', answer.request, moment()),
    })
    assert.deepEqual((await opened.consents.findGrant(grantId))?.details, details.slice(1))
    assert.deepEqual((await opened.consents.findRequest(request.id))?.details, details)
  })

  it('adds an id once', async () => {
    await asked()
    assert.equal(await opened.consents.addRequest(aRequest({ message: 'again' }), requested()), false)
    assert.equal((await opened.consents.findRequest(aRequest().id))?.message, undefined)
    assert.equal((await opened.query.events(bank, 0, 10)).length, 1)
  })

  it('finds nothing under an unknown id, nor under what is no id', async () => {
    for (const id of ['00000000-0000-7000-8000-00000000ffff', '1', "' or 1=1", '__proto__']) {
      assert.equal(await opened.consents.findRequest(id as ConsentRequestId), undefined)
      assert.equal(await opened.consents.findGrant(id as GrantId), undefined)
    }
  })

  it('keeps an acceptance: decision, grant and event', async () => {
    const grant = await accepted()
    const answer = accept(aRequest(), aDecision(), { grantId })
    assert.deepEqual(grant, answer.grant)
    assert.deepEqual(await opened.consents.findRequest(aRequest().id), { ...answer.request, version: 1 })
    assert.deepEqual(
      (await opened.query.events(bank, 0, 10)).map(event => [event.sequence, event.type, event.grantId]),
      [
        [1, 'requested', undefined],
        [2, 'accepted', grantId],
      ],
    )
  })

  it('keeps a rejection and a withdrawal', async () => {
    const rejected = reject(await asked(), aDecision())
    await opened.consents.saveRequest({
      request: rejected,
      event: requestEvent('rejected', rejected, moment()),
    })
    assert.deepEqual((await opened.consents.findRequest(rejected.id))?.state, rejected.state)

    const id = '00000000-0000-7000-8000-0000000000d2' as ConsentRequestId
    const withdrawn = withdraw(await asked(aRequest({ id })), { by: bank, at: at(5) })
    const event = requestEvent('withdrawn', withdrawn, moment(bank))
    await opened.consents.saveRequest({ request: withdrawn, event })
    assert.deepEqual((await opened.consents.findRequest(id))?.state, withdrawn.state)
  })

  it('lets one of ten answers at once win', async () => {
    const request = await asked()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const answer = accept(request, aDecision({ at: at(index) }), {
          grantId: opened.ids.uuid() as GrantId,
        })
        const event = requestEvent('accepted', answer.request, moment())
        return opened.consents.saveRequest({ ...answer, event })
      }),
    )
    assert.equal(answers.filter(Boolean).length, 1)
    assert.equal((await opened.query.events(bank, 0, 100)).length, 2)
    const state = (await opened.consents.findRequest(request.id))?.state
    assert.ok(state?.name === 'accepted' && (await opened.consents.findGrant(state.grantId)))
  })

  it('lets one of ten revocations at once win', async () => {
    const grant = await accepted()
    const saved = await Promise.all(
      Array.from({ length: 10 }, () => opened.consents.saveGrant(revocation(grant))),
    )
    assert.equal(saved.filter(Boolean).length, 1)
    assert.equal((await opened.query.events(bank, 0, 100)).length, 3)
  })

  it('lets a held grant be taken back whatever happened since it was read, and once only', async () => {
    const read = await accepted(aRequest({ asks: { singleUse: true, seconds: 60 } }))
    const reserved = { ...read, reservedUntil: at(1) }
    assert.equal(await opened.consents.saveGrant({ grant: reserved, events: [] }), true)
    const take = () =>
      opened.consents.changeHeld({ id: read.id }, held => {
        const { grant, events } = revocation(held)
        return { grant, event: events[0]! }
      })
    const taken = await Promise.allSettled([take(), take(), take()])
    assert.deepEqual(taken.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected'])
    const kept = await opened.consents.findGrant(read.id)
    assert.deepEqual([kept?.state.name, kept?.reservedUntil, kept?.version], ['revoked', at(1), 2])
    assert.equal((await opened.query.events(bank, 0, 100)).length, 3)
  })

  it('holds no grant that is not there, and none whose end was announced unless it may be late', async () => {
    const grant = await accepted()
    const take = (wanted: { id: GrantId; late?: boolean }) =>
      opened.consents.changeHeld(wanted, held => {
        const changed = revocation(held)
        return { grant: changed.grant, event: changed.events[0]! }
      })
    assert.equal(await take({ id: opened.ids.uuid() as GrantId }), undefined)
    assert.equal(await take({ id: 'no uuid' as GrantId }), undefined)
    assert.equal(await opened.consents.announceExpiry(grant, grantEvent('expired', grant, moment())), true)
    assert.equal(await take({ id: grant.id }), undefined)
    assert.equal((await take({ id: grant.id, late: true }))?.state.name, 'revoked')
  })

  it('keeps a revocation with who and why', async () => {
    const change = revocation(await accepted())
    assert.equal(await opened.consents.saveGrant(change), true)
    assert.deepEqual(await opened.consents.findGrant(grantId), { ...change.grant, version: 1 })
  })

  it('keeps a use that exhausts', async () => {
    const grant = await accepted(aRequest({ asks: { singleUse: true, seconds: 60 } }))
    const used = exhaust(grant, at(1))
    const told = { what: 'debt looked up', language: 'en', codes: ['debt.read'] } as const
    const processed = { onBehalf: { by: kari, of: bank }, audience: 'https://debt.example' }
    const use = { grantId, at: at(1), clientId: 'debt-api', ...told, ...processed, traceId: undefined }
    const events = [grantEvent('used', used, moment(bank)), grantEvent('exhausted', used, moment(bank))]
    assert.equal(await opened.consents.saveGrant({ grant: used, events, use }), true)
    assert.deepEqual((await opened.consents.findGrant(grantId))?.state, used.state)
    const history = await opened.query.history(grantId)
    assert.deepEqual(history.uses, [use])
    assert.deepEqual(history.decision, aDecision())
    assert.deepEqual(
      history.events.map(event => event.type),
      ['requested', 'accepted', 'used', 'exhausted'],
    )
  })

  it('keeps uses that leave the grant as it is, many at once, and none once it was revoked', async () => {
    const grant = await accepted()
    const use = { grantId, at: at(1), clientId: 'bank', what: 'token', traceId: undefined }
    const useOnce = () => opened.consents.addUse(grant, use, grantEvent('used', grant, moment(bank)))
    const added = await Promise.all(Array.from({ length: 10 }, useOnce))
    assert.equal(added.filter(Boolean).length, 10)
    assert.equal((await opened.query.history(grantId)).uses.length, 10)
    assert.equal(await opened.consents.saveGrant(revocation(grant)), true)
    assert.equal(await useOnce(), false)
    const { uses, events } = await opened.query.history(grantId)
    assert.deepEqual([uses.length, events.at(-1)?.type], [10, 'revoked'])
  })

  it('keeps nothing of a change whose event cannot be kept', async () => {
    const grant = await accepted()
    const change = revocation(grant)
    const taken = (await opened.query.events(bank, 0, 1))[0]!.id
    const events = change.events.map(event => ({ ...event, id: taken }))
    await assert.rejects(opened.consents.saveGrant({ ...change, events }))
    assert.equal((await opened.consents.findGrant(grantId))?.state.name, 'active')
  })

  it('raises the epoch and leaves the grant alone', async () => {
    const grant = await accepted()
    assert.equal(await opened.consents.raiseEpoch(grantId), true)
    assert.deepEqual(await opened.consents.findGrant(grantId), { ...grant, epoch: 1 })
    assert.equal(await opened.consents.raiseEpoch(grantId, 0), false)
    assert.equal(await opened.consents.saveGrant(revocation(grant)), true)
    assert.equal((await opened.consents.findGrant(grantId))?.epoch, 1)
  })

  it('holds a grant until the unit of work ends, and whoever changes it comes after', async () => {
    const grant = await accepted()
    const outside = new AsyncResource('another request')
    let changing: Promise<boolean> | undefined
    await opened.units.unitOfWork.run(async () => {
      assert.deepEqual(await opened.consents.hold(grantId), grant)
      assert.equal(await opened.consents.hold('00000000-0000-4000-8000-000000000000' as GrantId), undefined)
      changing = outside.runInAsyncScope(() => opened.consents.saveGrant(revocation(grant)))
      const use = { grantId, at: at(1), clientId: 'bank', what: 'token', traceId: undefined }
      assert.equal(await opened.consents.addUse(grant, use, grantEvent('used', grant, moment(bank))), true)
    })
    assert.equal(await changing, true)
    const { events } = await opened.query.history(grantId)
    assert.deepEqual(
      events.slice(-2).map(({ type }) => type),
      ['used', 'revoked'],
    )
  })

  const agreed = (changes: Partial<AuthorizationGrant> = {}) =>
    aGrant({ id: opened.ids.uuid() as GrantId, requestId: undefined, agreementKey: 'loan-1', ...changes })
  const add = (grant: AuthorizationGrant) =>
    opened.consents.addGrant(grant, grantEvent('accepted', grant, moment(bank)))
  const expiry = (grant: AuthorizationGrant) =>
    opened.consents.announceExpiry(grant, grantEvent('expired', grant, moment()))

  it('gives back a grant that came by agreement, by its id and by its key', async () => {
    const grant = agreed()
    assert.equal(await add(grant), true)
    assert.deepEqual(await opened.consents.findGrant(grant.id), grant)
    assert.deepEqual(await opened.consents.findAgreement(grant.clientId, 'loan-1'), grant)
    assert.equal(await opened.consents.findAgreement('somebody-else', 'loan-1'), undefined)
  })

  it('adds one grant for an agreement key of a client, with one event, though ten come at once', async () => {
    const added = await Promise.all(Array.from({ length: 10 }, () => add(agreed())))
    assert.equal(added.filter(Boolean).length, 1)
    assert.equal((await opened.query.events(bank, 0, 100)).length, 1)
    assert.equal(await add(agreed({ clientId: 'demo-app' })), true)
  })

  it('announces an expiry once, and lets no state change come after', async () => {
    const grant = await accepted()
    const announced = await Promise.all(Array.from({ length: 10 }, () => expiry(grant)))
    assert.equal(announced.filter(Boolean).length, 1)
    const later = (await opened.consents.findGrant(grant.id))!
    assert.equal(await expiry(later), false)
    assert.equal(await opened.consents.saveGrant(revocation(later)), false)
    assert.equal(await opened.consents.saveGrant({ grant: later, events: [] }), true)
    assert.equal((await opened.query.events(bank, 0, 100)).length, 3)
  })
}
