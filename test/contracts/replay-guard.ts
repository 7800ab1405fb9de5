import assert from 'node:assert/strict'
import type { ReplayGuard } from '../../server/ports/oauth/replay-guard.ts'
import type { HandSetClock } from '../support/clock.ts'
import { at } from '../support/fixtures.ts'

/** What `ReplayGuard` promises. `open` gives an empty one, at noon. */
export function replayGuardContract(open: () => { replays: ReplayGuard; clock: HandSetClock }): void {
  let replays: ReplayGuard
  let clock: HandSetClock
  beforeEach(() => {
    ;({ replays, clock } = open())
  })

  it('lets a thing be used once', async () => {
    assert.equal(await replays.burn(['client', 'jti'], at(120_000)), true)
    assert.equal(await replays.burn(['client', 'jti'], at(120_000)), false)
  })

  it('tells the things of one client from those of another', async () => {
    assert.equal(await replays.burn(['a', 'b'], at(120_000)), true)
    assert.equal(await replays.burn(['ab', ''], at(120_000)), true)
    assert.equal(await replays.burn(['other', 'b'], at(120_000)), true)
  })

  it('has one winner of fifty at once', async () => {
    const won = await Promise.all(
      Array.from({ length: 50 }, () => replays.burn(['client', 'raced'], at(120_000))),
    )
    assert.equal(won.filter(Boolean).length, 1)
  })

  it('knows a thing again whose end was moved beyond midnight', async () => {
    const beforeMidnight = new Date('2026-11-20T23:59:30Z')
    clock.set(beforeMidnight)
    assert.equal(await replays.burn(['client', 'late'], at(20_000, beforeMidnight)), true)
    assert.equal(await replays.burn(['client', 'late'], at(100_000, beforeMidnight)), false)
  })

  it('knows a thing again after midnight', async () => {
    const beforeMidnight = new Date('2026-11-20T23:59:30Z')
    clock.set(beforeMidnight)
    assert.equal(await replays.burn(['client', 'later'], at(100_000, beforeMidnight)), true)
    clock.set(at(60_000, beforeMidnight))
    assert.equal(await replays.burn(['client', 'later'], at(100_000, beforeMidnight)), false)
  })
}
