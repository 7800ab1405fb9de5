import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import { openPostgres } from '../../../adapters/knex/database/open-database.ts'
import { knexUnitOfWork } from '../../../adapters/knex/database/transaction.ts'
import { openBrowser } from '../../support/browser.ts'
import { type ChildServer, startChild } from '../../support/child-server.ts'
import { freshPostgresUrl, onEachDatabase, onPostgres, type TestDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { answer, askByBackchannel, askByDevice, typeCode, waitingFor } from '../../support/polling.ts'
import { openProver } from '../../support/proofs.ts'
import { pushed } from '../../support/pushed.ts'

const rounds = 10

onEachDatabase('a withdrawal', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const withdraw = async () => {
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
  }

  const dead = async (token: unknown) => {
    if (typeof token === 'string') assert.deepEqual(await introspect(server, token), { active: false })
  }

  it('races an exchange: afterwards nothing it gave is alive', async () => {
    const web = await discover(server, server.web)
    for (let round = 0; round < rounds; round++) {
      const { callback, verifier } = await authorize(web, server.web, {
        scope: 'openid offline_access debt.read',
      })
      const form = {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: 'https://rp.example/cb',
        code_verifier: verifier,
      }
      const [exchanged] = await Promise.all([
        post(server, '/token', { client: server.web, form }),
        withdraw(),
      ])
      assert.ok([200, 400].includes(exchanged.status))
      await dead(exchanged.json.access_token)
      const refresh_token = String(exchanged.json.refresh_token)
      const again = { grant_type: 'refresh_token', refresh_token }
      assert.equal(
        (await post(server, '/token', { client: server.web, form: again })).json.error,
        'invalid_grant',
      )
    }
  })

  it('races refreshes and introspections: afterwards none says yes', async () => {
    const web = await discover(server, server.web)
    for (let round = 0; round < rounds; round++) {
      const tokens = await obtainTokens(web, server.web, { scope: 'openid offline_access debt.read' })
      const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
      let answered = false
      const asking = Array.from({ length: 10 }, async () => {
        const after = answered
        const { active } = await introspect(server, tokens.access_token)
        assert.equal(after && active, false)
      })
      const [, ...refreshed] = await Promise.all([
        withdraw().then(() => {
          answered = true
        }),
        ...Array.from({ length: 5 }, () => post(server, '/token', { client: server.web, form })),
        ...asking,
      ])
      for (const one of refreshed) if (one) await dead(one.json.access_token)
      await dead(tokens.access_token)
    }
  })
})

describe('two processes of one issuer', () => {
  onPostgres(() => {
    let here: OAuthServer
    let there: ChildServer
    let database: TestDatabase

    before(async () => {
      const url = await freshPostgresUrl()
      const opened = openPostgres(url)
      database = { ...opened, ...knexUnitOfWork(opened.knex) }
      here = await startOAuthServer(database)
      there = await startChild({
        file: fileURLToPath(new URL('../../support/oauth-process.ts', import.meta.url)),
        readyWord: 'ready',
        env: { DATABASE_URL: url, ISSUER: here.publicUrl },
      })
    })
    after(async () => {
      await there?.stop()
      await here?.close()
      await database?.close()
    })

    /** Fifty times at once, every other time at the other process. */
    const fifty = (path: string, asked: Parameters<typeof post>[2]) =>
      Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          post({ publicUrl: index % 2 ? here.publicUrl : there.ready }, path, asked),
        ),
      )

    const winners = (
      answers: readonly { status: number; json: Record<string, unknown> }[],
      error: string,
    ) => {
      const won = answers.filter(({ status }) => status === 200)
      assert.deepEqual(new Set(answers.map(({ json }) => json.error)), new Set([undefined, error]))
      return won.map(({ json }) => json)
    }

    it('S6: one exchange of a code wins, and then nothing of it is alive', async () => {
      const { callback, verifier } = await authorize(await discover(here, here.web), here.web)
      const form = {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: 'https://rp.example/cb',
        code_verifier: verifier,
      }
      const won = winners(await fifty('/token', { client: here.web, form }), 'invalid_grant')
      assert.equal(won.length, 1)
      assert.deepEqual(await introspect(here, String(won[0]?.access_token)), { active: false })
    })

    it('P7: one answer to a pushed request wins, wherever else its link was opened', async () => {
      const { link } = await pushed(here, here.web)
      const waiting = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const browser = openBrowser()
          const next = async (url: string) =>
            new URL((await browser.fetch(url)).headers.get('location') ?? '', here.publicUrl)
          const resume = await next((await next(link)).href)
          return { browser, url: (index % 2 ? here.publicUrl : there.ready) + resume.pathname }
        }),
      )
      const answers = await Promise.all(waiting.map(({ browser, url }) => browser.fetch(url)))
      const codes = answers.flatMap(
        ({ headers }) => headers.get('location')?.match(/[?&]code=([^&]+)/)?.[1] ?? [],
      )
      assert.equal(codes.length, 1)
    })

    it('S12: one use of a client assertion wins', async () => {
      const client_assertion = await new SignJWT({ jti: 'raced' })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer('key')
        .setSubject('key')
        .setAudience(here.publicUrl)
        .setExpirationTime('1m')
        .sign(here.privateKey)
      const form = {
        grant_type: 'client_credentials',
        scope: 'debt.read',
        client_assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      }
      assert.equal(winners(await fifty('/token', { form }), 'invalid_client').length, 1)
    })

    it('D3: one use of a proof of possession wins', async () => {
      const prover = await openProver()
      await prover.ready({ publicUrl: here.publicUrl })
      const dpop = await prover.prove({ htu: `${here.publicUrl}/token` })
      const form = { grant_type: 'client_credentials', scope: 'debt.read' }
      const answers = await fifty('/token', { client: here.bound, form, headers: { dpop } })
      assert.equal(winners(answers, 'invalid_dpop_proof').length, 1)
    })

    it('S18: one rotation of a refresh token wins, and its successor lives', async () => {
      const native = { ...here.native, redirectUris: ['http://127.0.0.1:4711/cb'] }
      const scope = 'openid offline_access debt.read'
      const { refresh_token = '' } = await obtainTokens(await discover(here, native), native, { scope })
      const form = { grant_type: 'refresh_token', client_id: 'native', refresh_token }
      const won = winners(await fifty('/token', { form }), 'invalid_grant')
      assert.equal(won.length, 1)
      assert.equal((await introspect(here, String(won[0]?.access_token))).active, true)
    })

    it('V5: one poll for what was given wins, and its tokens live', async () => {
      const asked = await askByDevice(here)
      await answer(here, await typeCode(here, asked.answer.user_code))
      const won = winners(await fifty('/token', { client: here.device, form: asked.form }), 'invalid_grant')
      assert.equal(won.length, 1)
      assert.equal((await introspect(here, String(won[0]?.access_token))).active, true)
    })

    it('one poll of the backchannel wins, while the person is just saying yes', async () => {
      const asked = await askByBackchannel(here)
      const [request] = await waitingFor(here)
      const polls = { client: here.device, form: asked.form }
      const [, first, second] = await Promise.all([
        answer(here, request!.id),
        fifty('/token', polls),
        fifty('/token', polls),
      ])
      const last = await fifty('/token', polls)
      const won = [...first, ...second, ...last].filter(({ status }) => status === 200)
      assert.equal(won.length, 1)
      assert.equal((await introspect(here, String(won[0]?.json.access_token))).active, true)
    })

    it('V2: a client is slowed down by what it polled at the other process', async () => {
      const asked = await askByDevice(here)
      const errors = (await fifty('/token', { client: here.device, form: asked.form })).map(
        ({ json }) => json.error,
      )
      assert.equal(errors.filter(error => error === 'authorization_pending').length, 1)
      assert.equal(errors.filter(error => error === 'slow_down').length, 49)
    })

    it('what one gives the other knows, and ends', async () => {
      const { access_token } = await obtainTokens(await discover(here, here.web), here.web)
      const ask = async () =>
        (
          await post({ publicUrl: there.ready }, '/introspect', {
            client: here.debtServer,
            form: { token: access_token },
          })
        ).json
      const { active, grant_id } = await ask()
      assert.equal(active, true)
      await here.core.revokeGrant({ id: grant_id as never, by: here.kari.id, reason: 'giver' })
      assert.deepEqual(await ask(), { active: false })
    })
  })
})
