import assert from 'node:assert/strict'
import type { Validity } from '../../server/domain/grants/validity.ts'
import type { PartyId } from '../../server/domain/ids.ts'
import { isRefused } from '../../server/domain/problem.ts'
import type { RightId, VouchedRight } from '../../server/domain/rights/party-right.ts'
import type { PartyRight, PartyRightStore, RightFilter } from '../../server/ports/parties/party-rights.ts'
import type { HandSetClock } from '../support/clock.ts'
import { at, bank, kari, noon, ola } from '../support/fixtures.ts'
import { vouched } from '../support/vouched.ts'

const always = { from: noon, to: at(3600_000) }

const right = (resource: string, action: string, actor: PartyId = kari): PartyRight => ({
  actor,
  onBehalfOf: bank,
  resource,
  action,
})

/** What `PartyRightStore` promises. `open` gives one in which nobody has a right, at noon. */
export function partyRightsContract(open: () => { rights: PartyRightStore; clock: HandSetClock }): void {
  let rights: PartyRightStore
  let clock: HandSetClock
  beforeEach(() => {
    ;({ rights, clock } = open())
  })

  const give = async (one: PartyRight, validity: Validity = always, said: Partial<VouchedRight> = {}) =>
    (await rights.give([vouched(one, validity, said)], 'Vera'))[0]!
  const listed = async (filter: RightFilter) =>
    (await rights.list(filter, { limit: 10 })).items.map(({ id }) => id)

  it('lets everybody act for herself', async () => {
    assert.ok(await rights.mayAct([{ actor: kari, onBehalfOf: kari, resource: 'tax', action: 'read' }]))
    assert.ok(await rights.mayAct([]))
  })

  it('lets nobody act for another without a right', async () => {
    assert.equal(await rights.mayAct([right('tax', 'read')]), false)
  })

  it('gives one action on one resource to one actor', async () => {
    await give(right('tax', 'read'), always)
    assert.ok(await rights.mayAct([right('tax', 'read')]))
    assert.equal(await rights.mayAct([right('tax', 'write')]), false)
    assert.equal(await rights.mayAct([right('debt', 'read')]), false)
    assert.equal(await rights.mayAct([right('tax', 'read', ola)]), false)
  })

  it('needs all that is asked for', async () => {
    await give(right('tax', 'read'), always)
    assert.equal(await rights.mayAct([right('tax', 'read'), right('tax', 'write')]), false)
    await give(right('tax', '*'), always)
    assert.ok(await rights.mayAct([right('tax', 'read'), right('tax', 'write')]))
  })

  it('takes a star for every resource and every action', async () => {
    await give(right('*', '*'), always)
    assert.ok(await rights.mayAct([right('tax', 'read'), right('consents', 'write')]))
  })

  it('holds from its beginning until its end', async () => {
    await give(right('tax', 'read'), { from: at(1000), to: at(2000) })
    const holds = async (milliseconds: number) => {
      clock.set(at(milliseconds))
      return rights.mayAct([right('tax', 'read')])
    }
    assert.deepEqual(
      [await holds(999), await holds(1000), await holds(1999), await holds(2000)],
      [false, true, true, false],
    )
  })

  it('tells whose consents somebody may see, each once', async () => {
    await give(right('tax', 'read'), always)
    assert.deepEqual(await rights.actsFor(kari), [])
    await give(right('consents', 'read'), always)
    await give(right('*', '*'), always)
    assert.deepEqual(
      (await rights.actsFor(kari)).map(({ id }) => id),
      [bank],
    )
    assert.deepEqual(await rights.actsFor(ola), [])
  })

  it('keeps who vouches for it, by what, and since when', async () => {
    const document = { name: 'Vergefullmakt.pdf', sha256: 'a'.repeat(64), reference: 'sak 12/345' }
    const said = { kind: 'guardian', source: 'file:guardians', document } as const
    const one = { actor: ola, onBehalfOf: kari, resource: 'consents', action: '*' }
    const given = await give(one, always, said)
    const kept = await rights.find(given.id)
    assert.deepEqual(kept, {
      ...one,
      ...said,
      id: given.id,
      validity: always,
      registered: { at: noon, by: 'Vera' },
      ended: undefined,
    })
    assert.deepEqual(await rights.standing([right('tax', 'read'), one]), [undefined, kept])
    assert.deepEqual(given, kept)
    assert.deepEqual(await rights.idsOf('file:guardians'), [given.id])
    assert.deepEqual(await rights.idsOf('file:others'), [])
  })

  it('stays as it is when the same is said again, whoever says it', async () => {
    const first = await give(right('tax', 'read'))
    const [second] = await rights.give([vouched(right('tax', 'read'), always)], 'Olga')
    assert.deepEqual(second, first)
    assert.deepEqual(await listed({}), [first.id])
  })

  it('gives way to another statement about the same, and stays on record as replaced', async () => {
    const first = await give(right('tax', 'read'))
    clock.set(at(1000))
    const [other, second] = await rights.give(
      [vouched(right('tax', 'write'), always), vouched(right('tax', 'read'), { ...always, to: at(2000) })],
      'Olga',
    )
    assert.deepEqual(await listed({ standing: 'current' }), [second!.id, other!.id])
    assert.deepEqual(await listed({ standing: 'over' }), [first.id])
    assert.deepEqual((await rights.find(first.id))?.ended, { at: at(1000), by: 'Olga', how: 'replaced' })
  })

  it('ends once, for good, and stays on record with its end and its document', async () => {
    const document = { reference: 'sak 12/345' }
    const { id } = await give(right('tax', 'read'), always, { document })
    clock.set(at(1000))
    assert.equal(await rights.end([id], { by: 'Olga', how: 'ended' }), 1)
    assert.equal(await rights.mayAct([right('tax', 'read')]), false)
    assert.equal(await rights.end([id], { by: 'Olga', how: 'ended' }), 0)
    const kept = await rights.find(id)
    assert.deepEqual([kept?.ended, kept?.document], [{ at: at(1000), by: 'Olga', how: 'ended' }, document])
    const again = await give(right('tax', 'read'))
    assert.ok(await rights.mayAct([right('tax', 'read')]))
    assert.deepEqual(await listed({ party: bank }), [again.id, id])
  })

  it('lists by who acts, for whom, by source, and by whether it is over, page by page', async () => {
    const one = await give(right('tax', 'read'))
    const two = await give(
      right('tax', 'read', ola),
      { from: noon, to: at(1000) },
      { source: 'register:roles' },
    )
    const three = await give({ ...right('tax', 'read', ola), onBehalfOf: kari })
    const { end } = rights
    await end([one.id], { by: 'Olga', how: 'left_out' })
    clock.set(at(1000))
    assert.deepEqual(await listed({ actor: ola }), [three.id, two.id])
    assert.deepEqual(await listed({ onBehalfOf: bank }), [two.id, one.id])
    assert.deepEqual(await listed({ party: kari }), [three.id, one.id])
    assert.deepEqual(await listed({ source: 'register:roles' }), [two.id])
    assert.deepEqual(await listed({ standing: 'current' }), [three.id])
    assert.deepEqual(await listed({ standing: 'over', party: bank }), [two.id, one.id])
    const first = await rights.list({}, { limit: 2 })
    const second = await rights.list({}, { limit: 2, after: first.next })
    assert.deepEqual(
      [...first.items, ...second.items].map(({ id }) => id),
      [three.id, two.id, one.id],
    )
    assert.equal(second.next, undefined)
    const elsewhere = rights.list({ actor: ola }, { limit: 2, after: first.next })
    await assert.rejects(elsewhere, error => isRefused(error, 'request.malformed'))
  })

  it('finds nothing where nothing was registered', async () => {
    assert.equal(await rights.find('00000000-0000-7000-8000-0000000000e1' as RightId), undefined)
    assert.deepEqual(await rights.give([], 'Vera'), [])
  })
}
