import assert from 'node:assert/strict'
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { discoverer } from '../../../adapters/openid/discoverer.ts'
import { idportenIdentityProvider } from '../../../adapters/idporten/identity-provider.ts'
import { logoutTokenReader } from '../../../adapters/idporten/logout-token.ts'
import type { IdentityProviderSettings } from '../../../adapters/idporten/settings.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import type { LoginAttempt } from '../../../server/ports/sessions/identity-provider.ts'
import { handSetClock } from '../../support/clock.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { scriptedIssuer } from '../../support/scripted-issuer.ts'

const callbackUrl = 'https://samtykke.example/login/callback'
const ids = randomIds({ clock: systemClock, key: 'a key that only the tests know of' })
const acr = { low: 'idporten-loa-low', substantial: 'idporten-loa-substantial', high: 'idporten-loa-high' }
const wish = { language: 'nn', level: 'substantial', fresh: false } as const

describe('identity-provider', () => {
  let idp: Awaited<ReturnType<typeof scriptedIssuer>>
  before(async () => {
    idp = await scriptedIssuer()
  })
  beforeEach(() => {
    for (const name of ['error', 'forged', 'keys', 'silent'] as const) delete idp.script[name]
  })
  after(() => idp.close())

  const open = (more: Partial<IdentityProviderSettings> = {}) =>
    idportenIdentityProvider(
      {
        issuer: idp.issuer,
        clientId: 'samtykke',
        clientSecret: 'a-secret-of-the-test-only-0123456789',
        clientJwk: undefined,
        acr,
        callbackUrl,
        allowHttp: true,
        ...more,
      },
      { ids, clock: systemClock },
    )
  const good = (attempt: LoginAttempt) => ({
    nonce: attempt.nonce,
    pid: '14842249091',
    name: 'Kari Prøve',
    acr: acr.substantial,
    auth_time: 1_700_000_000,
  })
  const answer = (parameters: Record<string, string>) =>
    new URL(`${callbackUrl}?${new URLSearchParams(parameters)}`)

  /** A login that ends as the script says. */
  async function logIn(claims: object = {}, { level = 'substantial' as 'substantial' | 'high' } = {}) {
    const provider = open()
    const { attempt } = await provider.begin({ ...wish, level })
    idp.script.claims = { ...good(attempt), ...claims }
    return provider.finish(answer({ code: 'c', state: attempt.state }), attempt)
  }

  it('asks with PKCE, state, nonce, the level and the language', async () => {
    const { url, attempt } = await open().begin({ ...wish, fresh: true })
    const asked = Object.fromEntries(new URL(url).searchParams)
    assert.equal(asked.redirect_uri, callbackUrl)
    assert.equal(asked.code_challenge_method, 'S256')
    assert.equal(asked.state, attempt.state)
    assert.equal(asked.nonce, attempt.nonce)
    assert.equal(asked.acr_values, 'idporten-loa-substantial')
    assert.equal(asked.ui_locales, 'nn')
    assert.equal(asked.prompt, 'login')
    assert.ok(!url.includes(attempt.codeVerifier))
    assert.notEqual((await open().begin(wish)).attempt.state, attempt.state)
  })

  it('says who came back, at which level and when', async () => {
    const identity = await logIn()
    assert.equal(identity.nin, '14842249091')
    assert.equal(identity.name, 'Kari Prøve')
    assert.equal(identity.level, 'substantial')
    assert.equal(identity.authenticatedAt.getTime(), 1_700_000_000_000)
  })

  it('takes a higher level than it asked for, and none below or unknown', async () => {
    assert.equal((await logIn({ acr: acr.high })).level, 'high')
    await expectRejected('login.failed', () => logIn({}, { level: 'high' }))
    await expectRejected('login.failed', () => logIn({ acr: 'something' }))
    await expectRejected('login.failed', () => logIn({ acr: undefined }))
  })

  it('takes no ID token for another attempt, of another signer, issuer or audience, or without a number', async () => {
    await expectRejected('login.failed', () => logIn({ nonce: 'another' }))
    await expectRejected('login.failed', () => logIn({ iss: 'https://evil.example' }))
    await expectRejected('login.failed', () => logIn({ aud: 'another' }))
    await expectRejected('login.failed', () => logIn({ pid: undefined }))
    await expectRejected('login.failed', () => logIn({ pid: '1' }))
    idp.script.forged = true
    await expectRejected('login.failed', () => logIn())
  })

  it('tells a person who gave up from a provider that failed', async () => {
    const provider = open()
    const { attempt } = await provider.begin(wish)
    const back = (error: string) => provider.finish(answer({ error, state: attempt.state }), attempt)
    await expectRejected('login.cancelled', () => back('access_denied'))
    await expectRejected('login.failed', () => back('server_error'))
    await expectRejected('login.failed', () => back('<script>'))
  })

  it('S48: takes no answer with another state, and no code twice', async () => {
    const provider = open()
    const { attempt } = await provider.begin(wish)
    await expectRejected('login.stale', () =>
      provider.finish(answer({ code: 'c', state: 'another' }), attempt),
    )
    await expectRejected('login.stale', () => provider.finish(answer({ code: 'c' }), attempt))
    idp.script.error = 'invalid_grant'
    await expectRejected('login.stale', () =>
      provider.finish(answer({ code: 'c', state: attempt.state }), attempt),
    )
  })

  it('S11: takes no answer of another issuer', async () => {
    const provider = open()
    const { attempt } = await provider.begin(wish)
    const mixedUp = answer({ code: 'c', state: attempt.state, iss: 'https://evil.example' })
    await expectRejected('login.failed', () => provider.finish(mixedUp, attempt))
  })

  it('proves itself with a private key where it has one', async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    const provider = open({
      clientSecret: undefined,
      clientJwk: { ...(await exportJWK(pair.privateKey)), kid: 'mine' },
    })
    const { attempt } = await provider.begin(wish)
    idp.script.claims = good(attempt)
    await provider.finish(answer({ code: 'c', state: attempt.state }), attempt)
    const keys = createLocalJWKSet({
      keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'mine', alg: 'RS256' }],
    })
    const assertion = idp.seen.at(-1)?.get('client_assertion') ?? ''
    const { payload } = await jwtVerify(assertion, keys, { issuer: 'samtykke', audience: idp.issuer })
    assert.equal(payload.sub, 'samtykke')
  })

  it('F11: gives up on a provider that does not answer, and tries again next time', async () => {
    idp.script.silent = true
    const provider = open()
    await expectRejected('login.failed', () => provider.begin(wish))
    idp.script.silent = false
    assert.ok((await provider.begin(wish)).url)
  })

  const logoutToken = () =>
    idp.sign({ jti: 't', sid: '1', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })

  it('cannot tell of a logout token while the provider shows no keys', async () => {
    idp.script.keys = { keys: 'none today' }
    const provider = open()
    await expectRejected('login.failed', async () => provider.readLogoutToken(await logoutToken()))
    delete idp.script.keys
    assert.equal((await provider.readLogoutToken(await logoutToken())).login.session, '1')
  })

  it('lets no logout token grow old while the provider is slow', async () => {
    const clock = handSetClock()
    clock.set(systemClock.now())
    const settings = { issuer: idp.issuer, clientId: 'samtykke', clientSecret: 's', allowHttp: true } as const
    const discover = discoverer({ ...settings, clientJwk: undefined })
    const slowly = async () => {
      clock.move(600_000)
      return discover()
    }
    const read = logoutTokenReader({ discover: slowly, clientId: 'samtykke', clock })
    assert.equal((await read(await logoutToken())).login.session, '1')
  })

  it('speaks to no provider over http unless it is told to', async () => {
    await expectRejected('login.failed', () => open({ allowHttp: false }).begin(wish))
  })

  it('knows where to log out, and writes no ID token into an address', async () => {
    const url = new URL((await open().logoutUrl('https://samtykke.example/logged-out')) ?? '')
    assert.equal(url.pathname, '/logout')
    assert.equal(url.searchParams.get('client_id'), 'samtykke')
    assert.equal(url.searchParams.has('id_token_hint'), false)
    assert.equal(url.searchParams.get('post_logout_redirect_uri'), 'https://samtykke.example/logged-out')
  })

  it('takes a logout in the browser from this issuer alone, on pages where its people log in and out', async () => {
    const provider = open()
    assert.deepEqual(await provider.readFrontchannelLogout({ issuer: idp.issuer, session: '1' }), {
      login: { subject: undefined, session: '1' },
      shownBy: [idp.issuer],
    })
    const told = (issuer: string) => ({ issuer, session: '1' })
    await expectRejected('logout-token.refused', () =>
      provider.readFrontchannelLogout(told('https://evil.example')),
    )
    const nobodyThere = 'http://127.0.0.1:9'
    const unreachable = open({ issuer: nobodyThere })
    await expectRejected('login.failed', () => unreachable.readFrontchannelLogout(told(nobodyThere)))
  })
})
