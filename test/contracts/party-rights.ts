import assert from 'node:assert/strict'
import type { PartyId } from '../../server/domain/ids.ts'
import type { PartyRight, PartyRightStore } from '../../server/ports/parties/party-rights.ts'
import type { HandSetClock } from '../support/clock.ts'
import { at, bank, kari, noon, ola } from '../support/fixtures.ts'

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

  it('lets everybody act for herself', async () => {
    assert.ok(await rights.mayAct([{ actor: kari, onBehalfOf: kari, resource: 'tax', action: 'read' }]))
    assert.ok(await rights.mayAct([]))
  })

  it('lets nobody act for another without a right', async () => {
    assert.equal(await rights.mayAct([right('tax', 'read')]), false)
  })

  it('gives one action on one resource to one actor', async () => {
    await rights.give(right('tax', 'read'), always)
    assert.ok(await rights.mayAct([right('tax', 'read')]))
    assert.equal(await rights.mayAct([right('tax', 'write')]), false)
    assert.equal(await rights.mayAct([right('debt', 'read')]), false)
    assert.equal(await rights.mayAct([right('tax', 'read', ola)]), false)
  })

  it('needs all that is asked for', async () => {
    await rights.give(right('tax', 'read'), always)
    assert.equal(await rights.mayAct([right('tax', 'read'), right('tax', 'write')]), false)
    await rights.give(right('tax', '*'), always)
    assert.ok(await rights.mayAct([right('tax', 'read'), right('tax', 'write')]))
  })

  it('takes a star for every resource and every action', async () => {
    await rights.give(right('*', '*'), always)
    assert.ok(await rights.mayAct([right('tax', 'read'), right('consents', 'write')]))
  })

  it('holds from its beginning until its end', async () => {
    await rights.give(right('tax', 'read'), { from: at(1000), to: at(2000) })
    const holds = async (milliseconds: number) => {
      clock.set(at(milliseconds))
      return rights.mayAct([right('tax', 'read')])
    }
    assert.deepEqual(
      [await holds(999), await holds(1000), await holds(1999), await holds(2000)],
      [false, true, true, false],
    )
  })

  it('takes a right back once', async () => {
    await rights.give(right('tax', 'read'), always)
    assert.equal(await rights.take(right('tax', 'read')), true)
    assert.equal(await rights.mayAct([right('tax', 'read')]), false)
    assert.equal(await rights.take(right('tax', 'read')), false)
  })

  it('tells whose consents somebody may see, each once', async () => {
    await rights.give(right('tax', 'read'), always)
    assert.deepEqual(await rights.actsFor(kari), [])
    await rights.give(right('consents', 'read'), always)
    await rights.give(right('*', '*'), always)
    assert.deepEqual(
      (await rights.actsFor(kari)).map(({ id }) => id),
      [bank],
    )
    assert.deepEqual(await rights.actsFor(ola), [])
  })
}
