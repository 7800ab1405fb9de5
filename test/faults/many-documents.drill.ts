import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { onEachDatabase } from '../support/database.ts'
import { type DocumentWorld, signed, startDocumentWorld } from '../support/elhub-documents.ts'
import { startLoad } from '../support/load.ts'
import { printStream } from '../support/pki/print-value.ts'
import { revise } from '../support/pki/revision.ts'
import { documentProcessesOf } from '../support/processes.ts'
import { send, statuses } from '../support/send.ts'

const many = 50
const size = 990_000

/** Milliseconds that the process may be busy with itself, on a machine that is shared with all else. */
const longestGap = 2_000

onEachDatabase(
  'Fifty documents at once',
  database => {
    let world: DocumentWorld
    before(async () => {
      world = await startDocumentWorld(database)
    })
    after(() => world?.close())

    it('F21: of nearly a megabyte each keep nobody from learning whether a token is good', async function () {
      this.timeout(180_000)
      const { id, sealed } = await world.make()
      const large = revise(sealed)
      large.add(printStream(randomBytes(size - sealed.length - 30_000)))
      const file = await signed(world.pki, large.save())
      assert.ok(file.length > size - 30_000 && file.length < 1_000_000, `${file.length} bytes`)

      const { machine, resourceServer } = (await world.app.demoJson()).clients.oauth!
      const form = { grant_type: 'client_credentials', scope: 'income.read' }
      const { json } = await send(`${world.app.publicUrl}/token`, { form, as: machine! })
      const token = { token: String(json.access_token) }
      const load = startLoad(4, () =>
        send(`${world.app.publicUrl}/introspect`, { form: token, as: resourceServer! }),
      )
      const heart = heartbeat()
      const uploads = await Promise.all(Array.from({ length: many }, () => world.upload(id, file)))
      const gap = heart.stop()
      const shots = await load.stop()

      assert.deepEqual(statuses(uploads), { 422: many })
      assert.ok(documentProcessesOf(process.pid).length > 0, 'other processes judge')
      const answers = shots.map(({ answer }) => answer ?? { status: 0 })
      assert.deepEqual(statuses(answers), { 200: shots.length })
      assert.ok(shots.every(({ answer }) => answer?.json.active === true))
      assert.ok(shots.length > 0)
      assert.ok(gap < longestGap, `busy with itself for ${gap.toFixed()} ms`)
    })
  },
  'before all',
)

function heartbeat(): { stop(): number } {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }, 10)
  return {
    stop() {
      clearInterval(timer)
      return longest
    },
  }
}
