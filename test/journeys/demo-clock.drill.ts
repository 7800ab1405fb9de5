import assert from 'node:assert/strict'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freshDataDir } from '../support/fresh-data-dir.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

describe('the demo clock of a whole server', () => {
  let server: SamtykkeProcess
  let log: string
  before(async () => {
    const dataDir = await freshDataDir()
    log = join(dataDir, 'stderr')
    const stderr = openSync(log, 'w')
    server = await startSamtykke({ dataDir, stderr, env: { SAMTYKKE_LOG_LEVEL: 'warn' } })
    closeSync(stderr)
  })
  after(async () => {
    await server.stop()
    await removeDataDir(server)
  })

  const move = async (change: object): Promise<Date> => {
    const answer = await fetch(`${server.publicUrl}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    })
    return new Date(((await answer.json()) as { now: string }).now)
  }

  it('is quiet after it went two months ahead and back', async () => {
    const ahead = await move({ advanceSeconds: 60 * 24 * 3600 })
    const back = await move({ reset: true })
    assert.ok(ahead.getTime() - back.getTime() > 59 * 24 * 3600 * 1000)
    await fetch(`${server.publicUrl}/consents`)
    await sleep(1000)
    assert.equal(readFileSync(log, 'utf8'), '')
  })
})
