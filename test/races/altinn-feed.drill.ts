import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AltinnWorld,
  altinnWorld,
  organizationClaim,
  paths,
  scopes,
  urnOf,
} from '../support/altinn-world.ts'
import { bearerCall } from '../support/bearer-call.ts'
import { freshPostgresUrl, onPostgres } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { freshDataDir } from '../support/fresh-data-dir.ts'
import { statuses } from '../support/send.ts'
import { removeDataDir, type SamtykkeProcess, startSamtykke } from '../support/samtykke-process.ts'

const many = 60
/** Longer than a request takes on a busy machine. */
const lagSeconds = 10

interface FeedEvent {
  readonly consentRequestId: string
  readonly eventType: string
}

/** `Created 5b2f…` */
const nameOf = ({ eventType, consentRequestId }: FeedEvent): string => `${eventType} ${consentRequestId}`

describe('altinn: what two processes do at once', () => {
  onPostgres(() => {
    const processes: SamtykkeProcess[] = []
    let origins: readonly string[]
    let world: AltinnWorld

    before(async () => {
      const ports = [await freePort(), await freePort()]
      const dataDir = await freshDataDir()
      const publicUrl = `http://localhost:${ports[0]}`
      const env = {
        SAMTYKKE_LOG_LEVEL: 'silent',
        DATABASE_URL: await freshPostgresUrl({ empty: true }),
        SAMTYKKE_PUBLIC_URL: publicUrl,
        SAMTYKKE_ALTINN_FEED_LAG_SECONDS: String(lagSeconds),
        SAMTYKKE_ALTINN_FEED_PAGE_SIZE: '7',
      }
      for (const port of ports) {
        processes.push(await startSamtykke({ dataDir, env: { ...env, PORT: String(port) } }))
      }
      origins = ports.map(port => `http://127.0.0.1:${port}`)
      const demoJson = async () => JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
      world = await altinnWorld({ publicUrl, demoJson, clock: { now: () => new Date() } })
    })
    after(async () => {
      await Promise.all(processes.map(one => one.stop()))
      await removeDataDir(processes[0]!)
    })

    /** Puts and answers requests, each call at another process than the one before. */
    async function write(): Promise<string[]> {
      const [token, person] = [await world.machine(scopes.write), await world.endUser(world.parties.P1.uuid)]
      const told: string[] = []
      await Promise.all(
        Array.from({ length: many }, async (_, turn) => {
          await sleep(turn * 30)
          const at = (step: number) => origins[(turn + step) % 2]!
          const body = world.body()
          const put = await bearerCall(at(0) + paths.requests, { method: 'POST', token, json: body })
          const decision = turn % 3 === 0 ? 'reject' : 'accept'
          const answer = await bearerCall(`${at(1)}${paths.endUser}/consentrequests/${body.id}/${decision}`, {
            method: 'POST',
            token: person,
            json: { language: 'nb' },
          })
          assert.deepEqual([put.status, answer.status], [201, 200], put.text + answer.text)
          told.push(`Created ${body.id}`, `${decision === 'reject' ? 'Rejected' : 'Accepted'} ${body.id}`)
        }),
      )
      return told
    }

    /** Goes on after the last event it saw, at either process, until it has all there will be. */
    async function follow(): Promise<readonly string[]> {
      const seen: string[] = []
      let query = ''
      const token = await world.machine(scopes.read)
      for (let turn = 0; seen.length < 2 * many; turn++) {
        const { json } = await bearerCall(`${origins[turn % 2]}${paths.requests}/events${query}`, { token })
        seen.push(...json.data.map(nameOf))
        if (json.continuationToken)
          query = `?${new URLSearchParams({ continuationToken: json.continuationToken })}`
        if (!json.links.next) await sleep(300)
      }
      return seen
    }

    it('is one request of fifty posts with one id', async () => {
      const token = await world.machine(scopes.write, {
        consumer: organizationClaim(world.parties.O3.orgno!),
      })
      const json = world.body({ to: urnOf(world.parties.O3) })
      const posts = Array.from({ length: 50 }, (_, turn) =>
        bearerCall(origins[turn % 2] + paths.requests, { method: 'POST', token, json }),
      )
      assert.deepEqual(statuses(await Promise.all(posts)), { 200: 49, 201: 1 })
    })

    it('is in the feed, where nothing is lost and nothing told twice', async () => {
      const [written, read] = await Promise.all([write(), follow()])
      assert.deepEqual(read.toSorted(), written.toSorted())
    })
  })
})
