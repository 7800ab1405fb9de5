import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const patience = 30_000

/** Resolves when it holds, which must be within half a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `not within ${patience} ms: ${holds.toString()}`)
    await sleep(50)
  }
}
