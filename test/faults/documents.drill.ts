import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { onEachDatabase } from '../support/database.ts'
import {
  type DocumentWorld,
  documents,
  signed,
  signingOf,
  startDocumentWorld,
} from '../support/elhub-documents.ts'
import { assertRefused, type ElhubAnswer } from '../support/elhub-world.ts'
import { startLoad } from '../support/load.ts'
import { greedyForMemory, greedyForTime } from '../support/pki/greedy-documents.ts'
import { documentProcessesOf, kill } from '../support/processes.ts'
import { send, statuses } from '../support/send.ts'

interface Way {
  readonly greedy: (sealed: Uint8Array) => Promise<Uint8Array>
  readonly meanwhile?: (answer: Promise<ElhubAnswer>) => Promise<ElhubAnswer>
}

const untouched = (answer: Promise<ElhubAnswer>) => answer

onEachDatabase(
  'A document that ends the process which judges it',
  database => {
    let world: DocumentWorld
    before(async () => {
      world = await startDocumentWorld(database)
    })
    after(() => world?.close())

    /** Issues tokens all the while. */
    const besideTokens = async (work: () => Promise<void>): Promise<void> => {
      const { machine } = (await world.app.demoJson()).clients.oauth!
      const form = { grant_type: 'client_credentials', scope: 'income.read' }
      const load = startLoad(2, () => send(`${world.app.publicUrl}/token`, { form, as: machine! }))
      await work().finally(load.stop)
      const answers = load.shots.map(({ answer }) => answer ?? { status: 0 })
      assert.deepEqual(statuses(answers), { 200: answers.length })
      assert.ok(answers.length > 0)
    }

    const endless = async (sealed: Uint8Array) => greedyForTime(sealed, await signingOf(world.pki))

    /** Every process for documents that there is, until the answer has come: one of them had the document. */
    const killing =
      (signal: NodeJS.Signals) =>
      async (answer: Promise<ElhubAnswer>): Promise<ElhubAnswer> => {
        let isAnswered = false
        const answered = answer.finally(() => {
          isAnswered = true
        })
        while (!isAnswered) {
          for (const pid of documentProcessesOf(process.pid)) kill(pid, signal)
          await sleep(50)
        }
        return answered
      }

    const ways: Readonly<Record<string, Way>> = {
      'by its need of memory': { greedy: async () => greedyForMemory() },
      'by its need of time': { greedy: endless },
      'by an abort': { greedy: endless, meanwhile: killing('SIGABRT') },
      'by a kill from outside': { greedy: endless, meanwhile: killing('SIGKILL') },
    }

    for (const [way, { greedy, meanwhile = untouched }] of Object.entries(ways)) {
      it(`${way} is answered with 503, loses nobody a token, and is judged when it comes again`, async function () {
        this.timeout(180_000)
        const { id, sealed } = await world.make()
        const greedyFile = await greedy(sealed)
        await besideTokens(async () => {
          const answer = await meanwhile(world.upload(id, greedyFile))
          assertRefused(answer, 503, 'Service Unavailable', 'Service unavailable; please try again later')
          assert.ok(Number(answer.headers.get('retry-after')) > 0)
          assert.doesNotMatch(answer.text, /tampered/)
        })
        const { data } = (await world.get(`${documents}/${id}`)).body
        assert.equal(data.attributes.status, 'Pending')
        assert.deepEqual(
          world.app.audited.filter(({ reason }) => reason === 'MissingElhubSignature'),
          [],
        )
        assert.equal((await world.upload(id, await signed(world.pki, sealed))).status, 204)
      })
    }
  },
  'before all',
)
