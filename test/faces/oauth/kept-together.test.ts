import assert from 'node:assert/strict'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase, onPostgres, postgresDatabase } from '../../support/database.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { openProver } from '../../support/proofs.ts'
import { requestOf, verifier } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'
import { statementsOf } from '../../support/statement-counter.ts'

const scope = 'openid offline_access debt.read'

const exchangeOf = (code: string) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: 'https://rp.example/cb',
  code_verifier: verifier,
})

const codeIn = (location: string | null | undefined): string =>
  new URL(location ?? 'about:blank').searchParams.get('code') ?? ''

onEachDatabase('what a token request spends and issues', database => {
  const server = sharedOAuthServer(database)

  const codeFor = async (asked: Record<string, string> = {}, client = server.web) => {
    const request = new URLSearchParams(requestOf(client, { scope, ...asked }))
    return codeIn((await openBrowser().visit(`${server.publicUrl}/authorize?${request}`)).location)
  }

  const counted = async (form: Record<string, string>, client?: typeof server.web) => {
    const statements = await statementsOf(database, async () => {
      assert.equal((await post(server, '/token', { form, ...(client && { client }) })).status, 200)
    })
    return statements.length
  }

  it('is a look-up and one statement for a code, whatever is issued for it', async () => {
    const form = exchangeOf(await codeFor())
    await counted(exchangeOf(await codeFor()), server.web)
    assert.equal(await counted(form, server.web), 2)
  })

  it('is a look-up and one statement for a refresh token, kept or exchanged for the next', async () => {
    const native = { ...server.native, redirectUris: ['http://127.0.0.1:4711/cb'] }
    const ofNative = await obtainTokens(await discover(server, native), native, { scope })
    const ofWeb = await obtainTokens(await discover(server, server.web), server.web, { scope })
    const form = (refresh_token = '') => ({ grant_type: 'refresh_token', refresh_token })
    assert.equal(await counted({ ...form(ofNative.refresh_token), client_id: 'native' }), 2)
    assert.equal(await counted(form(ofWeb.refresh_token), server.web), 2)
  })

  it('is spent also when the rest of the request is refused', async () => {
    const prover = await openProver()
    await prover.ready(server)
    const form = exchangeOf(await codeFor({ dpop_jkt: prover.thumbprint }))
    const client = server.web
    assert.equal((await post(server, '/token', { client, form })).json.error, 'invalid_grant')
    assert.equal((await prover.post(server, '/token', { client, form })).json.error, 'invalid_grant')
  })
})

describe('a token request that is under way', () => {
  onPostgres(() => {
    const database = {} as Awaited<ReturnType<typeof postgresDatabase>>
    before(async () => {
      Object.assign(database, await postgresDatabase())
    })
    const server = sharedOAuthServer(database)

    /** Does something that has to wait for a transaction, in so many requests, and then ends that. */
    const meanwhile = async <T>(
      { text, ends, requests = 1 }: { text: string; ends: 'commit' | 'rollback'; requests?: number },
      act: () => Promise<T>,
    ): Promise<T> => {
      const other = await database.knex.transaction()
      try {
        await other.raw(text)
        const acting = act()
        while ((await other.raw(waiting)).rows.length < requests);
        await other[ends]()
        return await acting
      } finally {
        await other.rollback()
      }
    }
    const waiting = "select from pg_locks where not granted and locktype in ('transactionid', 'tuple')"
    const withdrawal = (ends: 'commit' | 'rollback') => ({
      text: `update authorization_grant set state = 'revoked', ended_at = now(), ended_by = granted_by,
        end_reason = 'giver'`,
      ends,
    })

    const begun = async (client: Parameters<typeof requestOf>[0] = server.web) => {
      const browser = openBrowser()
      const next = async (url: string) => (await browser.fetch(url)).headers.get('location') ?? ''
      const request = new URLSearchParams(requestOf(client, { scope }))
      const resume = await next(
        new URL(await next(`${server.publicUrl}/authorize?${request}`), server.publicUrl).href,
      )
      return { comeBack: () => next(new URL(resume, server.publicUrl).href), browser, resume }
    }
    const exchange = (code: string) => post(server, '/token', { client: server.web, form: exchangeOf(code) })

    it('gives nothing when a withdrawal that it waits for is kept', async () => {
      const code = codeIn(await (await begun()).comeBack())
      const { status, json } = await meanwhile(withdrawal('commit'), () => exchange(code))
      assert.deepEqual([status, json.error], [400, 'invalid_grant'])
      const { rows } = await database.knex.raw("select from artifact where kind <> 'AuthorizationCode'")
      assert.equal(rows.length, 0)
    })

    it('gives tokens when a withdrawal that it waits for is undone', async () => {
      const code = codeIn(await (await begun()).comeBack())
      const { json } = await meanwhile(withdrawal('rollback'), () => exchange(code))
      assert.equal((await introspect(server, String(json.access_token))).active, true)
      assert.equal((await exchange(code)).json.error, 'invalid_grant')
    })

    it('finds no code when the browser waited for a withdrawal that is kept, and the client is told why', async () => {
      const { comeBack, browser, resume } = await begun()
      const { searchParams } = new URL(await meanwhile(withdrawal('commit'), comeBack))
      assert.deepEqual([searchParams.get('error'), searchParams.get('code')], ['invalid_grant', null])
      assert.equal(searchParams.get('state'), 'abc')
      assert.equal((await browser.fetch(new URL(resume, server.publicUrl).href)).status, 400)
    })

    it('finds a code when the browser waited for a withdrawal that is undone', async () => {
      const { comeBack } = await begun()
      const code = codeIn(await meanwhile(withdrawal('rollback'), comeBack))
      assert.equal((await exchange(code)).status, 200)
    })

    it('ends what it gave when it came twice at once, with one and the same proof of possession', async () => {
      const prover = await openProver()
      await prover.ready(server)
      const form = exchangeOf(codeIn(await (await begun(server.bound)).comeBack()))
      const headers = { dpop: await prover.prove({ htu: `${server.publicUrl}/token` }) }
      const ask = () => post(server, '/token', { client: server.bound, form, headers })
      const answers = await meanwhile(
        { text: 'select from artifact for update', ends: 'commit', requests: 2 },
        () => Promise.all([ask(), ask()]),
      )
      const [won] = answers.filter(({ status }) => status === 200)
      assert.deepEqual(new Set(answers.map(({ json }) => json.error)), new Set([undefined, 'invalid_grant']))
      assert.deepEqual(await introspect(server, String(won?.json.access_token)), { active: false })
    })
  })
})
