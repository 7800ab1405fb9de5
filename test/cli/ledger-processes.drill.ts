import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onEachPlace } from '../support/samtykke-place.ts'

onEachPlace('The ledger of running servers', place => {
  const anchorDir = () => join(place.processes[0]!.dataDir, 'anchors')

  const samtykke = (...words: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, ['server/cli/launch.js', ...words, '--json'], {
      env: {
        ...process.env,
        DATABASE_URL: place.databaseUrl,
        SAMTYKKE_DATA_DIR: place.processes[0]!.dataDir,
        SAMTYKKE_LEDGER_ANCHOR_DIR: anchorDir(),
      },
      encoding: 'utf8',
    })
    return {
      status,
      json: JSON.parse(stdout) as { first?: { why: string }; number?: number; anchors?: number },
    }
  }

  it('is anchored once by all of them, at the stop and by command, and shows a tail that was cut then', async () => {
    const origin = place.origins[0]!
    await place.person.sayYes(await place.person.ask(), origin)
    const newest = async () => (await fetch(`${origin}/ledger/anchors/newest`)).status
    assert.equal(await newest(), 404)
    await Promise.all(
      place.origins.map(one =>
        fetch(`${one}/demo/clock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"advanceSeconds": 1}',
        }),
      ),
    )
    assert.equal(await newest(), 200)
    await place.person.sayYes(await place.person.ask(), origin)
    for (const one of place.processes) assert.equal(await one.stop(), 0)

    const stopped = samtykke('ledger', 'verify')
    assert.deepEqual([stopped.status, stopped.json.anchors], [0, 2])
    assert.equal(samtykke('ledger', 'anchor').json.number, 3)
    assert.equal(readdirSync(anchorDir()).length, 3)

    const database = await place.open()
    try {
      await database.knex.raw(
        'delete from event where (stream, sequence) in (select stream, sequence from event_stream)',
      )
      await database.knex.raw(
        `update event_stream s set sequence = e.sequence, head_hash = e.hash, previous_hash = e.previous_hash from event e
         where e.stream = s.stream and e.sequence = s.sequence - 1`,
      )
    } finally {
      await database.close()
    }
    assert.equal(samtykke('ledger', 'verify').status, 1)
  })

  it('cannot be judged, and ends with 2, when there is no database', () => {
    const { status } = spawnSync(process.execPath, ['server/cli/launch.js', 'ledger', 'verify'], {
      env: { ...process.env, DATABASE_URL: 'postgres://127.0.0.1:1/none', SAMTYKKE_DATA_DIR: anchorDir() },
    })
    assert.equal(status, 2)
  })
})
