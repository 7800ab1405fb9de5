import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  api,
  type Credentials,
  feedScope,
  gjeldWorld,
  type GjeldWorld,
  patiently,
} from '../support/gjeld-world.ts'
import { onEachPlace } from '../support/samtykke-place.ts'

const many = 200

onEachPlace('gjeld: two hundred agreements at once', place => {
  it('reach a poller that follows with the last number it saw, every one of them', async () => {
    const { dataDir, publicUrl } = place.processes[0]!
    const demo = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
    const client: Credentials = demo.clients.gjeld.A
    const worlds = place.origins.map(origin =>
      gjeldWorld(demo.issuers.gjeld.replace(publicUrl, origin), demo.issuers.gjeld),
    )

    const [registered, followed] = await Promise.all([
      registerAll(worlds, client),
      follow(worlds.at(-1)!, client),
    ])
    assert.equal(new Set(registered).size, many)
    assert.deepEqual([...followed].sort(), [...registered].sort())
  })
})

const registerAll = (worlds: readonly GjeldWorld[], client: Credentials): Promise<string[]> =>
  Promise.all(
    Array.from({ length: many }, async (_, number) => {
      const world = worlds[number % worlds.length]!
      const named = { client_consent_id: `loan-${number}` }
      const { status, body } = await patiently(() => world.register(client, named))
      assert.equal(status, 200)
      return body.consent.id as string
    }),
  )

/** Asks on from the last number it saw, until it has as many as there will be. */
async function follow(world: GjeldWorld, client: Credentials): Promise<readonly string[]> {
  const token = await world.machine(client, feedScope, 'feed')
  const seen: string[] = []
  for (let next = 1; seen.length < many; ) {
    const { body } = await patiently(() =>
      world.call('GET', `${api.feed}?fromSequenceNr=${next}&limit=17`, { token }),
    )
    seen.push(...body.result.map(({ consentId }: { consentId: string }) => consentId))
    next = body.endSequenceNr + 1
  }
  return seen
}
