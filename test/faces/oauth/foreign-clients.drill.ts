import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as openid from 'openid-client'
import { callback, nora, visitor } from '../../support/portal-visitor.ts'
import { sharedSamtykke } from '../../support/samtykke-process.ts'

const prepared = fileURLToPath(new URL('../../../node_modules/.cache/samtykke-clients/', import.meta.url))
const scripts = fileURLToPath(new URL('../../support/clients/', import.meta.url))
const scope = 'openid profile income.read'

const programs = {
  'requests-oauthlib': [`${prepared}python/bin/python`, `${scripts}with_requests_oauthlib.py`],
  Authlib: [`${prepared}python/bin/python`, `${scripts}with_authlib.py`],
  'golang.org/x/oauth2': [`${prepared}x-oauth2`],
} as const

describe('clients that nobody here wrote, at their defaults', () => {
  const server = sharedSamtykke()

  /** Where a person who agrees comes out. */
  const agree = async (url: string): Promise<string> => {
    const browser = visitor(server.publicUrl)
    const { pathname, search } = new URL(url)
    const question = await browser.logIn(await browser.open(pathname + search))
    return (await browser.submit(question, { decision: 'accept' })).url
  }

  for (const [name, [file, ...options]] of Object.entries(programs)) {
    it(`${name} gets tokens for a person who agrees`, async function () {
      if (!existsSync(file)) {
        assert.notEqual(process.env.SAMTYKKE_TEST_REQUIRE_CLIENTS, '1', `${file} is not prepared`)
        return this.skip()
      }
      const child = spawn(file, options, {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: {
          ...process.env,
          ISSUER: server.publicUrl,
          CLIENT_ID: server.demo.clients.oauth.noPkce.client_id,
          CLIENT_SECRET: server.demo.clients.oauth.noPkce.client_secret,
          REDIRECT_URI: callback,
          SCOPE: scope,
          OAUTHLIB_INSECURE_TRANSPORT: '1',
        },
      })
      const ended = once(child, 'exit')
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      const told = async () => JSON.parse((await lines.next()).value ?? 'null')
      const { url } = await told()
      child.stdin.end(`${await agree(url)}\n`)
      const tokens = await told()
      assert.deepEqual(tokens.scope, scope.split(' '))
      assert.match(tokens.sub, /^[0-9a-f-]{36}$/)
      assert.deepEqual(await ended, [0, null])
      return undefined
    })
  }

  it('openid-client gets tokens for a person who agrees, its secret in the body as is its default', async () => {
    const { client_id, client_secret } = server.demo.clients.oauth.anyMethod
    const configuration = await openid.discovery(
      new URL(server.publicUrl),
      client_id,
      client_secret,
      undefined,
      { execute: [openid.allowInsecureRequests] },
    )
    const verifier = openid.randomPKCECodeVerifier()
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const answered = new URL(await agree(url.href))
    const tokens = await openid.authorizationCodeGrant(configuration, answered, {
      pkceCodeVerifier: verifier,
    })
    assert.equal(tokens.scope, scope)
    const { sub } = tokens.claims()!
    const { name } = await openid.fetchUserInfo(configuration, tokens.access_token, sub)
    assert.equal(name, server.demo.persons.find(({ nin }) => nin === nora)?.name)
  })
})
