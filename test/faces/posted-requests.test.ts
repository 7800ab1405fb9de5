import assert from 'node:assert/strict'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { findForm } from '../../server/demo/walk/html.ts'
import { onEachDatabase } from '../support/database.ts'
import { callback, heading, ola, type Visitor, visitor } from '../support/portal-visitor.ts'
import { type Answer, send } from '../support/send.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const askedOf = {
  oauth: { client: 'web', scope: 'openid profile income.read' },
  gjeld: { client: 'A', scope: 'debt.unsecured.presentation.30 openid' },
} as const

/** What a browser says of a form that a page of another site sends. */
const fromElsewhere = {
  origin: 'https://rp.example',
  'sec-fetch-site': 'cross-site',
  accept: 'text/html',
}

onEachDatabase(
  'what standards let clients send by GET and by POST',
  database => {
    let app: WholeApp
    let demo: Awaited<ReturnType<WholeApp['demoJson']>>
    before(async () => {
      app = await startWholeApp(database)
      demo = await app.demoJson()
      for (const [face, { client }] of Object.entries(askedOf)) {
        const known = (await app.stores.clients.find(demo.clients[face]![client]!.client_id))!
        const changed = { redirectUris: [callback], postLogoutRedirectUris: [callback] }
        await app.stores.clients.save({ ...known, ...changed })
      }
    })
    after(() => app.close())

    for (const face of ['oauth', 'gjeld'] as const) {
      describe(`at the issuer of ${face}`, () => {
        let metadata: Readonly<Record<string, string>>
        let client: { readonly client_id: string; readonly client_secret: string }
        let browser: Visitor
        let tokens: Readonly<Record<string, unknown>>
        before(async () => {
          client = demo.clients[face]![askedOf[face].client]!
          const issuer = demo.issuers[face]!.replace(/\/$/, '')
          const found = await send(`${issuer}/.well-known/openid-configuration`)
          metadata = found.json as Readonly<Record<string, string>>
          browser = visitor(app.publicUrl)
          tokens = await tokensFor(browser)
        })

        const request = async () => {
          const verifier = randomPKCECodeVerifier()
          const parameters = {
            client_id: client.client_id,
            redirect_uri: callback,
            response_type: 'code',
            scope: askedOf[face].scope,
            state: 'a-long-enough-state',
            code_challenge: await calculatePKCECodeChallenge(verifier),
            code_challenge_method: 'S256',
          }
          return { parameters, verifier }
        }
        const tokensFor = async (person: Visitor) => {
          const { parameters, verifier } = await request()
          const login = await person.open(
            `${metadata.authorization_endpoint}?${new URLSearchParams(parameters)}`,
          )
          const back = await person.submit(await person.logIn(login, ola), { decision: 'accept' })
          const form = {
            grant_type: 'authorization_code',
            code: new URL(back.url).searchParams.get('code')!,
            redirect_uri: callback,
            code_verifier: verifier,
          }
          return (await send(metadata.token_endpoint!, { form, as: client })).json
        }

        describe('a logout', () => {
          const post = (
            form: Readonly<Record<string, string>> | URLSearchParams,
            headers: Readonly<Record<string, string>> = fromElsewhere,
          ) =>
            fetch(metadata.end_session_endpoint!, {
              method: 'POST',
              redirect: 'manual',
              headers,
              body: new URLSearchParams(form),
            })
          const whole = () => ({
            id_token_hint: String(tokens.id_token),
            client_id: client.client_id,
            post_logout_redirect_uri: callback,
            state: 'so long',
            logout_hint: ola,
            ui_locales: 'nn',
          })
          const isLoggedIn = async () => heading(await browser.open('/consents?lang=en')) === 'My consents'

          it('that is posted comes again by GET, without the ID token and whatever names the person', async () => {
            const posted = await post(whole())
            assert.equal(posted.status, 303)
            const { id_token_hint: _, logout_hint: __, ...kept } = whole()
            assert.equal(
              posted.headers.get('location'),
              `${metadata.end_session_endpoint}?${new URLSearchParams(kept)}`,
            )
            assert.deepEqual(posted.headers.getSetCookie(), [])
          })

          it('that is posted asks where one by GET would ask, and then does the same', async () => {
            const posted = await post(whole())
            const page = await browser.open(posted.headers.get('location')!)
            assert.equal(heading(page), 'Vil du logge ut?')
            assert.ok(await isLoggedIn())
            const out = await browser.submit(page, { logout: 'yes' })
            assert.equal(out.url, `${callback}?state=so+long`)
            assert.equal(await isLoggedIn(), false)
            await browser.logIn(await browser.open('/consents'), ola)
          })

          it('that is posted with nothing, or names no client, still asks', async () => {
            for (const form of [{}, { post_logout_redirect_uri: 'https://evil.example/', state: 'x' }]) {
              const posted = await post(form)
              assert.equal(posted.status, 303)
              assert.doesNotMatch(posted.headers.get('location')!, /evil/)
            }
            const bare = await fetch(metadata.end_session_endpoint!, { method: 'POST', redirect: 'manual' })
            assert.equal(bare.headers.get('location'), metadata.end_session_endpoint)
          })

          it('that is wrong is refused the same by POST as by GET, on a page', async () => {
            const { post_logout_redirect_uri: _, ...hinted } = whole()
            for (const wrong of [
              { ...whole(), post_logout_redirect_uri: 'https://evil.example/' },
              { ...whole(), id_token_hint: 'no token' },
              { ...whole(), id_token_hint: `${whole().id_token_hint.slice(0, -8)}AAAAAAAA` },
              { ...hinted, client_id: 'somebody-else' },
              { client_id: 'nobody-we-know' },
            ]) {
              const posted = await post(wrong)
              const byGet = await send(`${metadata.end_session_endpoint}?${new URLSearchParams(wrong)}`)
              assert.deepEqual([posted.status, byGet.status], [400, 400], JSON.stringify(wrong))
              assert.match(posted.headers.get('content-type')!, /html/)
              assert.deepEqual(posted.headers.getSetCookie(), [])
            }
          })

          it('that is too long, written twice, no form, or half in the address is refused on a page', async () => {
            const twice = new URLSearchParams([
              ['state', 'a'],
              ['state', 'b'],
            ])
            const json = { 'content-type': 'application/json' }
            const refused = [
              await post({ ...whole(), state: 'x'.repeat(9000) }),
              await post(twice),
              await fetch(metadata.end_session_endpoint!, {
                method: 'POST',
                headers: json,
                body: '{"state":"x"}',
              }),
              await fetch(`${metadata.end_session_endpoint}?state=x`, {
                method: 'POST',
                body: new URLSearchParams({ client_id: client.client_id }),
              }),
            ]
            assert.deepEqual(
              refused.map(({ status }) => status),
              [413, 400, 415, 400],
            )
            for (const { headers } of refused) assert.match(headers.get('content-type')!, /html/)
          })

          it('by any other method is 405, with those there are', async () => {
            for (const method of ['PUT', 'DELETE', 'PATCH']) {
              const answer = await fetch(metadata.end_session_endpoint!, { method })
              assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD, POST'])
            }
          })

          it('S47: is not confirmed by a form of another site, nor without what its page carries', async () => {
            const page = await browser.open(metadata.end_session_endpoint!)
            const { action, fields } = findForm(page.body, page.url, { name: 'logout' })
            const confirm = (
              headers: Readonly<Record<string, string>>,
              form: Readonly<Record<string, string>>,
            ) =>
              fetch(action, {
                method: 'POST',
                redirect: 'manual',
                headers: { cookie: browser.cookies(), accept: 'text/html', ...headers },
                body: new URLSearchParams({ ...form, logout: 'yes' }),
              })
            for (const answer of [
              await confirm({ origin: 'https://evil.example' }, fields),
              await confirm({ 'sec-fetch-site': 'cross-site' }, fields),
              await confirm({ 'sec-fetch-site': 'same-site' }, fields),
              await confirm({}, {}),
              await confirm({}, { xsrf: 'a guess' }),
            ]) {
              assert.equal(answer.status, 400)
              assert.match(answer.headers.get('content-type')!, /html/)
            }
            assert.ok(await isLoggedIn())
          })
        })

        it('an authorization that is posted from another site comes again by GET', async () => {
          const { parameters } = await request()
          const posted = await fetch(metadata.authorization_endpoint!, {
            method: 'POST',
            redirect: 'manual',
            headers: fromElsewhere,
            body: new URLSearchParams(parameters),
          })
          const url = `${metadata.authorization_endpoint}?${new URLSearchParams(parameters)}`
          assert.deepEqual([posted.status, posted.headers.get('location')], [303, url])
        })

        it('an authorization that is posted and too long, or no form, is refused on a page', async () => {
          const { parameters } = await request()
          const post = (body: BodyInit, headers = {}) =>
            fetch(metadata.authorization_endpoint!, { method: 'POST', redirect: 'manual', body, headers })
          const long = await post(new URLSearchParams({ ...parameters, state: 'x'.repeat(9000) }))
          const json = await post(JSON.stringify(parameters), { 'content-type': 'application/json' })
          assert.deepEqual([long.status, json.status], [413, 415])
          for (const { headers } of [long, json]) assert.match(headers.get('content-type')!, /html/)
        })

        it('userinfo answers to GET and to POST, with the token in the header or in the form', async () => {
          const token = String(tokens.access_token)
          const bearer = { authorization: `Bearer ${token}` }
          const told = await Promise.all(
            [
              { headers: bearer },
              { method: 'POST', headers: bearer },
              { method: 'POST', body: new URLSearchParams({ access_token: token }) },
            ].map(async init => {
              const answer = await fetch(metadata.userinfo_endpoint!, init)
              return { status: answer.status, json: (await answer.json()) as Answer['json'] }
            }),
          )
          for (const answer of told) assert.deepEqual(answer, { status: 200, json: told[0]!.json })
          assert.equal(typeof told[0]!.json.sub, 'string')
        })
      })
    }
  },
  'before all',
)
