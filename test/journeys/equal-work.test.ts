import assert from 'node:assert/strict'
import type { ClientSecret } from '../../server/domain/registry/client.ts'
import { onEachDatabase } from '../support/database.ts'
import { basic } from '../support/oauth-client.ts'
import { statementsOf } from '../support/statement-counter.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'
import { storesAt } from '../support/stores.ts'
import { movableClock } from '../../adapters/clock/movable-clock.ts'

onEachDatabase(
  'S72: an unknown client and a wrong secret',
  database => {
    let app: WholeApp
    let known: string
    /** What each secret was compared with. */
    const compared: (readonly ClientSecret['method'][])[] = []
    before(async () => {
      const { secrets } = storesAt(database, movableClock)
      const counting: typeof secrets = {
        ...secrets,
        verify(secret, kept) {
          compared.push(kept.length > 0 ? kept.map(({ method }) => method) : ['sha256'])
          return secrets.verify(secret, kept)
        },
      }
      app = await startWholeApp(database, {}, { secrets: counting })
      known = (await app.demoJson()).clients.oauth!.resourceServer!.client_id
    })
    after(() => app.close())

    const endpoints: readonly (readonly [path: string, form: Readonly<Record<string, string>>])[] = [
      ['/token', { grant_type: 'client_credentials', scope: 'income.read' }],
      ['/token', { grant_type: 'refresh_token', refresh_token: 'x' }],
      ['/introspect', { token: 'x' }],
      ['/revoke', { token: 'x' }],
      ['/grants/6f0c2d3c-3b0b-4f0c-9a4e-6d7a2c3f1b00/uses', {}],
    ]

    /** The work that one refusal takes, when the same was asked just before. */
    async function workFor(id: string, path: string, form: Readonly<Record<string, string>>) {
      const authorization = basic(id, 'wrong')
      const ask = async () => {
        const answer = await fetch(app.publicUrl + path, {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams(form),
        })
        return { status: answer.status, text: (await answer.text()).replace(/"trace_id":"[^"]*"/, '') }
      }
      await ask()
      compared.length = 0
      let answer = {}
      const statements = await statementsOf(database, async () => {
        answer = await ask()
      })
      return { answer, statements: statements.length, compared: compared.flat() }
    }

    for (const [path, form] of endpoints)
      it(`take the same work and get the same answer at ${path} ${form.grant_type ?? ''}`, async () => {
        const unknown = await workFor('nobody', path, form)
        assert.deepEqual(await workFor(known, path, form), unknown)
        assert.ok(unknown.statements > 0 && unknown.compared.length > 0)
      })
  },
  'before all',
)
