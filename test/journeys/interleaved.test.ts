import assert from 'node:assert/strict'
import { onEachDatabase } from '../support/database.ts'
import { basic } from '../support/oauth-client.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

/** How often, and what marks each request and nothing else. */
const pairs = 20

onEachDatabase(
  'S70: two requests at the same time, one of which fails',
  database => {
    let app: WholeApp
    let ask: (mark: string, isGood: boolean) => Promise<{ status: number; requestId: string; text: string }>
    before(async () => {
      app = await startWholeApp(database)
      const { machine } = (await app.demoJson()).clients.oauth!
      ask = async (mark, isGood) => {
        const secret = isGood ? machine!.client_secret : `wrong-${mark}`
        const answer = await fetch(`${app.publicUrl}/token`, {
          method: 'POST',
          headers: {
            authorization: basic(machine!.client_id, secret),
            'x-request-id': mark,
          },
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            scope: isGood ? 'income.read' : `scope-of-${mark}`,
          }),
        })
        const requestId = answer.headers.get('x-request-id') ?? ''
        return { status: answer.status, requestId, text: await answer.text() }
      }
    })
    after(() => app.close())

    it('tell nothing of each other: not in the answer, not in its name, not in the log', async () => {
      app.audited.length = 0
      const marks = Array.from({ length: pairs }, (_, n) => `mark-${String(n).padStart(4, '0')}`)
      const answers = await Promise.all(
        marks.flatMap(mark => [ask(`${mark}-good`, true), ask(`${mark}-fails`, false)]),
      )
      for (const [index, { status, requestId, text }] of answers.entries()) {
        const [mark, isGood] = [marks[index >> 1]!, index % 2 === 0]
        assert.equal(status, isGood ? 200 : 401)
        assert.equal(requestId, `${mark}-${isGood ? 'good' : 'fails'}`)
        assert.doesNotMatch(text, /mark-/)
        assert.equal(/error/.test(text), !isGood)
      }
      for (const [what, own] of [
        ['client.refused', 'fails'],
        ['token.issued', 'good'],
      ]) {
        const told = app.audited.filter(line => line.what === what).map(line => JSON.stringify(line))
        assert.equal(told.length, pairs)
        for (const line of told) {
          const named = new Set(line.match(/mark-\d{4}-\w+/g))
          assert.deepEqual([named.size, [...named][0]?.endsWith(`-${own}`)], [1, true], line)
        }
      }
    })
  },
  'before all',
)
