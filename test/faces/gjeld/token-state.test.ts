import assert from 'node:assert/strict'
import { onGjeld } from '../../support/gjeld-oauth.ts'
import { both, presentation, processing } from '../../support/gjeld-world.ts'
import { nora } from '../../support/portal-visitor.ts'
import { send } from '../../support/send.ts'

interface Consent {
  readonly id: string
  readonly active: boolean
  readonly scope?: string
  readonly exp?: number
  readonly single_use?: boolean
  readonly pid?: string
}

onGjeld('G. Revocation, H. Introspection', world => {
  const debtToken = async (scope = both) => String((await world.machine(scope, 'debt')).json.access_token)
  const consentOf = async (token: string) => String((await world.introspect(token)).consent_id)
  const consentFor = async (scope: string) => consentOf(await world.tokenFor(scope))

  it('N69 takes a consent back', async () => {
    const [id, token] = [await consentFor(`${presentation}.30`), await debtToken()]
    const taken = await world.call('DELETE', `/v1/debt/${id}`, token)
    assert.deepEqual([taken.status, taken.text], [204, ''])
    assert.equal((await world.call('GET', `/v1/debt/${id}`, token)).status, 403)
    assert.equal((await world.call('GET', `/v1/debt/${id}/status`, token)).json.active, false)
  })

  it('N71 takes a consent back with a token that has another scope', async () => {
    const [id, token] = [await consentFor(`${processing}.14`), await debtToken(presentation)]
    assert.equal((await world.call('DELETE', `/v1/debt/${id}`, token)).status, 204)
  })

  it('N72 leaves no token of a consent that was taken back', async () => {
    const personal = await world.tokenFor(`${presentation}.30`)
    const id = await consentOf(personal)
    assert.equal((await world.call('DELETE', `/v1/debt/${id}`, await debtToken())).status, 204)
    assert.deepEqual(await world.introspect(personal), { active: false })
    assert.equal((await world.call('GET', '/v1/debt', personal)).status, 403)
  })

  it('N74 answers 200 for tokens that are unknown or foreign, and does nothing to them', async () => {
    assert.equal((await world.revoke('nothing')).status, 200)
    const token = await debtToken()
    const { status, text } = await world.revoke(token, world.B)
    assert.deepEqual([status, text], [200, ''])
    assert.equal((await world.introspect(token)).active, true)
  })

  it('N74 ends a token and not the consent under it', async () => {
    const personal = await world.tokenFor(`${presentation}.30`)
    const id = await consentOf(personal)
    assert.equal((await world.revoke(personal)).status, 200)
    assert.deepEqual(await world.introspect(personal), { active: false })
    const { json } = await world.call('GET', `/v1/debt/${id}/status`, await debtToken())
    assert.equal(json.active, true)
  })

  it('N74 wants to know who asks, and about what', async () => {
    const url = `${world.issuer}oauth2/revoke`
    assert.equal((await send(url, { form: {}, as: world.A })).status, 400)
    const wrong = { ...world.A, client_secret: 'x'.repeat(43) }
    assert.equal((await send(url, { form: { token: 'x' }, as: wrong })).status, 401)
  })

  it('N75 refuses to take a consent back twice', async () => {
    const [id, token] = [await consentFor(`${presentation}.30`), await debtToken()]
    assert.equal((await world.call('DELETE', `/v1/debt/${id}`, token)).status, 204)
    assert.equal((await world.call('DELETE', `/v1/debt/${id}`, token)).status, 403)
  })

  it('N76 tells the resource server of a code token and its consent', async () => {
    const told = await world.introspect(await world.tokenFor(`${processing}.14 openid`))
    const { consent, ...token } = told as typeof told & { consent: Consent }
    assert.equal(token.active, true)
    assert.ok(!('purpose' in token) && !('grant_id' in token))
    assert.deepEqual(
      [token.client_id, token.scope, token.token_type, token.token_use, token.iss, token.pid],
      [world.A.client_id, processing, 'Bearer', 'access_token', world.issuer, nora],
    )
    assert.deepEqual(token.aud, [world.audience.debt])
    assert.equal(token.nbf, token.iat)
    assert.equal(token.consent_id, consent.id)
    assert.deepEqual([consent.active, consent.scope, consent.single_use], [true, processing, false])
    assert.ok(Math.abs(consent.exp! - Number(token.iat) - 14 * 86_400) < 60)
    assert.ok(Number(token.exp) - Number(token.iat) <= 3600)
  })

  it('N76 tells the end of a single-use consent as the end of its token', async () => {
    const told = await world.introspect(await world.tokenFor(presentation))
    assert.equal(told.exp, (told.consent as Consent).exp)
    assert.ok(Number(told.exp) - Number(told.iat) <= 600)
  })

  it('N76 tells of a consent only when a token of the client’s own reaches it', async () => {
    const [mine, token] = [await consentFor(`${processing}.14`), await debtToken()]
    const without = await world.introspect(token)
    assert.deepEqual([without.sub, without.scope], [world.A.client_id, both])
    assert.ok(!('consent' in without) && !('consent_id' in without) && !('pid' in without))

    const reached = (await world.introspect(token, { consent_id: mine })).consent as Consent
    assert.deepEqual([reached.id, reached.active, reached.pid], [mine, true, nora])

    const unknown = '00000000-0000-4000-8000-000000000000'
    const foreign = String((await world.machine(both, 'debt', world.B)).json.access_token)
    const narrow = await debtToken(presentation)
    for (const [value, consent_id] of [
      [token, unknown],
      [token, 'nonsense'],
      [foreign, mine],
      [narrow, mine],
    ] as const) {
      const { active, consent } = await world.introspect(value, { consent_id })
      assert.equal(active, true)
      assert.deepEqual(consent, { id: consent_id, active: false })
    }
  })

  it('N76 asks for the scopes that are named', async () => {
    const token = await debtToken(presentation)
    assert.equal((await world.introspect(token, { scope: presentation })).active, true)
    assert.deepEqual(await world.introspect(token, { scope: both }), { active: false })
  })

  it('N79 tells nothing of what is no token, and nothing to who is no resource server', async () => {
    assert.deepEqual(await world.introspect('garbage'), { active: false })
    const url = `${world.issuer}oauth2/introspect`
    const token = await debtToken()
    const ordinary = await send(url, { form: { token }, as: world.A })
    assert.deepEqual([ordinary.status, ordinary.json], [200, { active: false }])
    assert.equal((await send(url, { form: {}, as: world.R })).status, 400)
    const wrong = { ...world.R, client_secret: 'x'.repeat(43) }
    assert.equal((await send(url, { form: { token }, as: wrong })).status, 401)
  })

  it('N79 tells the debt register nothing of tokens for other APIs', async () => {
    const token = String((await world.machine('consent.create', 'agreement')).json.access_token)
    assert.deepEqual(await world.introspect(token), { active: false })
  })

  it('N81 uses nothing up', async () => {
    const token = await world.tokenFor(presentation)
    assert.deepEqual(await world.introspect(token), await world.introspect(token))
    assert.equal((await world.call('GET', '/v1/debt', token)).status, 200)
    assert.deepEqual(await world.introspect(token), { active: false })
  })

  it('N82 counts a token as none once its consent has ended', async () => {
    const token = await world.tokenFor(presentation)
    world.clock.move(599_000)
    assert.equal((await world.introspect(token)).active, true)
    world.clock.move(2_000)
    assert.deepEqual(await world.introspect(token), { active: false })
  })
})
