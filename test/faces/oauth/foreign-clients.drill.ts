import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as openid from 'openid-client'
import type { SecretClient } from '../../support/demo-world.ts'
import { callback, nora, visitor } from '../../support/portal-visitor.ts'
import { sharedSamtykke } from '../../support/samtykke-process.ts'

const prepared = fileURLToPath(new URL('../../../node_modules/.cache/samtykke-clients/', import.meta.url))
const scripts = fileURLToPath(new URL('../../support/clients/', import.meta.url))
const scope = 'openid profile income.read'

interface Program {
  /** Where it lies when it is prepared. */
  readonly file: string
  readonly command: readonly [string, ...string[]]
  /** Whether it sends a code_challenge without being told to. */
  readonly knowsPkce?: boolean
}

const inPython = (script: string): Program => {
  const file = `${prepared}python/bin/python`
  return { file, command: [file, `${scripts}${script}`] }
}
const inGo = { file: `${prepared}x-oauth2`, command: [`${prepared}x-oauth2`] } as const
const inSpring = (...options: string[]): Program => {
  const file = `${prepared}spring.jar`
  return { file, command: ['java', '-XX:TieredStopAtLevel=1', '-jar', file, ...options], knowsPkce: true }
}

const programs: Readonly<Record<string, Program>> = {
  'requests-oauthlib': inPython('with_requests_oauthlib.py'),
  Authlib: inPython('with_authlib.py'),
  'golang.org/x/oauth2': inGo,
  'Spring Security': inSpring(),
}

/** Whether a program can be run; without it a test is skipped, or fails where all must be there. */
function isPrepared({ file }: Program): boolean {
  const isThere = existsSync(file)
  if (!isThere) assert.notEqual(process.env.SAMTYKKE_TEST_REQUIRE_CLIENTS, '1', `${file} is not prepared`)
  return isThere
}

describe('clients that nobody here wrote, at their defaults', () => {
  const server = sharedSamtykke()

  /** Where a person who agrees comes out. */
  const agree = async (url: string): Promise<string> => {
    const browser = visitor(server.publicUrl)
    const { pathname, search } = new URL(url)
    const question = await browser.logIn(await browser.open(pathname + search))
    return (await browser.submit(question, { decision: 'accept' })).url
  }

  /** Starts a program as a client; it tells what it has in lines of JSON. */
  const start = ({ command: [file, ...options] }: Program, client: SecretClient, asked: string) => {
    const child = spawn(file, options, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ISSUER: server.publicUrl,
        CLIENT_ID: client.client_id,
        CLIENT_SECRET: client.client_secret,
        REDIRECT_URI: callback,
        SCOPE: asked,
        OAUTHLIB_INSECURE_TRANSPORT: '1',
      },
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return {
      ended: once(child, 'exit'),
      told: async () => JSON.parse((await lines.next()).value ?? 'null'),
      answer: (line: string) => child.stdin.end(`${line}\n`),
    }
  }

  for (const [name, program] of Object.entries(programs)) {
    it(`${name} gets tokens for a person who agrees`, async function () {
      if (!isPrepared(program)) return this.skip()
      const { web, noPkce } = server.demo.clients.oauth
      const client = start(program, program.knowsPkce ? web : noPkce, scope)
      const { url } = await client.told()
      client.answer(await agree(url))
      const tokens = await client.told()
      assert.deepEqual(tokens.scope.toSorted(), scope.split(' ').toSorted())
      assert.match(tokens.sub, /^[0-9a-f-]{36}$/)
      assert.deepEqual(await client.ended, [0, null])
      return undefined
    })
  }

  it('Spring Security gets a token for the client itself', async function () {
    const program = inSpring('--spring.profiles.active=machine')
    if (!isPrepared(program)) return this.skip()
    const client = start(program, server.demo.clients.oauth.machine, 'income.read')
    assert.deepEqual(await client.told(), { scope: ['income.read'] })
    assert.deepEqual(await client.ended, [0, null])
    return undefined
  })

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

  const discovered = ({ client_id, client_secret }: SecretClient) =>
    openid.discovery(new URL(server.publicUrl), client_id, client_secret, undefined, {
      execute: [openid.allowInsecureRequests],
    })

  const nameBehind = async (
    configuration: openid.Configuration,
    tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
  ) => (await openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()!.sub)).name as string

  it('openid-client gets tokens on a device whose code the person types', async () => {
    const configuration = await discovered(server.demo.clients.oauth.device)
    const asked = await openid.initiateDeviceAuthorization(configuration, { scope })
    const tokens = openid.pollDeviceAuthorizationGrant(configuration, asked)
    const browser = visitor(server.publicUrl)
    const page = await browser.open(asked.verification_uri_complete!)
    const asker = await browser.submit(page, { user_code: asked.user_code, go: 'next' })
    const question = await browser.logIn(await browser.submit(asker, { go: 'on' }))
    await browser.submit(question, { decision: 'accept' })
    const named = await nameBehind(configuration, await tokens)
    assert.equal(named, server.demo.persons.find(({ nin }) => nin === nora)?.name)
  })

  it('openid-client gets tokens for a person who agrees in her consents', async () => {
    const configuration = await discovered(server.demo.clients.oauth.device)
    const asked = await openid.initiateBackchannelAuthentication(configuration, { scope, login_hint: nora })
    const tokens = openid.pollBackchannelAuthenticationGrant(configuration, asked)
    const browser = visitor(server.publicUrl)
    const list = await browser.logIn(await browser.open('/consents'))
    const [path = ''] = /\/requests\/[\w-]+/.exec(list.body) ?? []
    await browser.submit(await browser.open(path), { decision: 'accept' })
    const named = await nameBehind(configuration, await tokens)
    assert.equal(named, server.demo.persons.find(({ nin }) => nin === nora)?.name)
  })
})
