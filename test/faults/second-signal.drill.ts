import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { isActive, obtainTokens } from '../support/journey.ts'
import { opened } from '../support/samtykke-place.ts'

/** A second signal within half a second may be the first one, passed on by npm. */
const aWhile = 1000

describe('A server that serves on as a lame duck', () => {
  const env = { SAMTYKKE_LAME_DUCK_SECONDS: '60' }
  const place = opened({ processes: 1, database: 'embedded', env })

  it('ends at once on a second SIGTERM, and keeps what it answered', async () => {
    const [server, origin] = [place.processes[0]!, place.origins[0]!]
    process.kill(server.pid, 'SIGTERM')
    const { accessToken } = await obtainTokens(place)
    await sleep(aWhile)
    assert.equal(await isActive(place, accessToken, origin), true)
    process.kill(server.pid, 'SIGTERM')
    assert.equal(await server.ended, 1)
    await place.restart()
    assert.equal(await isActive(place, accessToken, origin), true)
  })
})
