import assert from 'node:assert/strict'
import { migrations } from '../../../adapters/knex/database/migrate.ts'
import { openPostgres } from '../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../adapters/knex/database/transaction.ts'
import { onPostgres } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import {
  type PostgresCluster,
  postgresPrograms,
  startPostgresCluster,
} from '../../support/postgres-cluster.ts'

describe('while the database is away', () => {
  onPostgres(() => {
    let cluster: PostgresCluster
    let server: OAuthServer
    let close: () => Promise<void>

    before(async () => {
      cluster = await startPostgresCluster(postgresPrograms() ?? '')
      const database = openPostgres(cluster.url)
      await migrations(database).up()
      server = await startOAuthServer({ ...database, ...knexUnitOfWork(database.knex) })
      close = async () => {
        await server.close()
        await database.close()
      }
    })
    after(async () => {
      await close?.()
    })

    it('S27: everything that needs it answers 503 and when to try again, and nothing is acknowledged', async () => {
      const web = await discover(server, server.web)
      const tokens = await obtainTokens(web, server.web, { scope: 'openid offline_access debt.read' })
      const { callback, verifier } = await authorize(web, server.web)
      const code = { code: callback.searchParams.get('code') ?? '', code_verifier: verifier }
      assert.equal((await introspect(server, tokens.access_token)).active, true)
      await cluster.stop()

      const asked: Record<string, Record<string, string>> = {
        '/revoke': { token: tokens.refresh_token ?? '' },
        '/introspect': { token: tokens.access_token },
      }
      const grants = [
        { grant_type: 'client_credentials', scope: 'debt.read' },
        { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' },
        { grant_type: 'authorization_code', redirect_uri: 'https://rp.example/cb', ...code },
      ]
      for (const [path, form] of [
        ...Object.entries(asked),
        ...grants.map(form => ['/token', form] as const),
      ]) {
        const client = path === '/introspect' ? server.debtServer : server.web
        const { status, json, headers } = await post(server, path, { client, form })
        assert.deepEqual([path, status, json.error], [path, 503, 'temporarily_unavailable'])
        assert.ok(Number(headers.get('retry-after')) > 0)
        assert.equal(json.active, undefined)
      }
    })

    it('answers people at the authorization endpoint through the client', async () => {
      const response = await fetch(
        `${server.publicUrl}/authorize?client_id=web&response_type=code&scope=debt.read&redirect_uri=https%3A%2F%2Frp.example%2Fcb&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256`,
        { redirect: 'manual' },
      )
      const answer = [response.status, response.headers.get('location') ?? (await response.text())].join(' ')
      assert.match(answer, /^503 |error=temporarily_unavailable/)
    })
  })
})
