import assert from 'node:assert/strict'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { randomIds } from '../../../adapters/ids/random-ids.ts'
import { operatorLogin } from '../../../adapters/operator-login/operator-login.ts'
import type { OperatorLoginSettings } from '../../../adapters/operator-login/settings.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { scriptedIssuer } from '../../support/scripted-issuer.ts'

const callbackUrl = 'https://desk.example/console/login'
const ids = randomIds({ clock: systemClock, key: 'a key that only the tests know of' })

describe('operator-login', () => {
  let idp: Awaited<ReturnType<typeof scriptedIssuer>>
  before(async () => {
    idp = await scriptedIssuer()
  })
  beforeEach(() => {
    for (const name of ['error', 'forged', 'userinfo'] as const) delete idp.script[name]
  })
  after(() => idp.close())

  const open = (more: Partial<OperatorLoginSettings> = {}) =>
    operatorLogin(
      {
        issuer: idp.issuer,
        clientId: 'samtykke',
        clientSecret: 'a-secret-of-the-test-only-0123456789',
        clientJwk: undefined,
        allowHttp: true,
        scope: 'openid profile groups',
        roleClaim: 'roles',
        roleValues: [
          ['desk', 'support'],
          ['lawyers', 'auditor'],
          ['second-line', 'support'],
        ],
        ...more,
      },
      { ids },
    )
  const answer = (parameters: Record<string, string>) =>
    new URL(`${callbackUrl}?${new URLSearchParams(parameters)}`)

  async function logIn(claims: Record<string, unknown>, settings: Partial<OperatorLoginSettings> = {}) {
    const login = open(settings)
    const { attempt } = await login.begin({ language: 'nn', callbackUrl })
    idp.script.claims = { nonce: attempt.nonce, sub: 'x1', ...claims }
    return login.finish(answer({ code: 'c', state: attempt.state }), attempt)
  }

  it('asks with PKCE, state, nonce, the scope and the language', async () => {
    const { url, attempt } = await open().begin({ language: 'nn', callbackUrl })
    const asked = Object.fromEntries(new URL(url).searchParams)
    assert.equal(asked.redirect_uri, callbackUrl)
    assert.equal(asked.scope, 'openid profile groups')
    assert.equal(asked.code_challenge_method, 'S256')
    assert.equal(asked.state, attempt.state)
    assert.equal(asked.nonce, attempt.nonce)
    assert.equal(asked.ui_locales, 'nn')
  })

  it('gives the roles of every value that is known, each once, and passes over the others', async () => {
    const claims = { name: 'Kari', roles: ['second-line', 'lawyers', 'desk', 'canteen'] }
    assert.deepEqual(await logIn(claims), { id: 'x1', name: 'Kari', roles: ['support', 'auditor'] })
    assert.deepEqual((await logIn({ roles: 'desk' })).roles, ['support'])
  })

  it('gives no role for a claim that is not there, or is something else than texts', async () => {
    for (const roles of [undefined, null, {}, 7, [['desk']], 'desk lawyers', '', []])
      assert.deepEqual((await logIn({ roles })).roles, [], JSON.stringify(roles))
  })

  it('finds a claim by its very name, and else by the way to it', async () => {
    const within = { realm_access: { roles: ['desk'] } }
    const { roles } = await logIn(within, { roleClaim: 'realm_access.roles' })
    assert.deepEqual(roles, ['support'])
    const named = { 'https://firm.example/roles': ['lawyers'] }
    assert.deepEqual((await logIn(named, { roleClaim: 'https://firm.example/roles' })).roles, ['auditor'])
    assert.deepEqual((await logIn({}, { roleClaim: 'constructor.name' })).roles, [])
  })

  it('asks for what the ID token does not tell, and believes it of the same person alone', async () => {
    idp.script.userinfo = { sub: 'x1', name: 'Kari', roles: ['desk'] }
    assert.deepEqual(await logIn({}), { id: 'x1', name: 'Kari', roles: ['support'] })
    idp.script.userinfo = { sub: 'another', roles: ['desk'] }
    await expectRejected('login.failed', () => logIn({}))
  })

  it('names an operator by what the provider tells, and by the subject when it tells nothing', async () => {
    assert.equal(
      (await logIn({ roles: [], preferred_username: 'kari', email: 'k@firm.example' })).name,
      'kari',
    )
    assert.equal((await logIn({ roles: [], name: ' ' })).name, 'x1')
  })

  it('takes no answer that is for another attempt, forged or of a provider that failed', async () => {
    const login = open()
    const { attempt } = await login.begin({ language: 'nb', callbackUrl })
    const finish = (parameters: Record<string, string>) => login.finish(answer(parameters), attempt)
    await expectRejected('login.stale', () => finish({ code: 'c', state: 'another' }))
    await expectRejected('login.cancelled', () => finish({ error: 'access_denied', state: attempt.state }))
    await expectRejected('login.failed', () => finish({ error: 'server_error', state: attempt.state }))
    await expectRejected('login.failed', () => logIn({ nonce: 'another' }))
    idp.script.forged = true
    await expectRejected('login.failed', () => logIn({}))
  })
})
