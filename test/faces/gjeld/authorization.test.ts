import assert from 'node:assert/strict'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { onGjeld, redirected } from '../../support/gjeld-oauth.ts'
import { both, presentation, processing } from '../../support/gjeld-world.ts'
import { ola, read } from '../../support/portal-visitor.ts'

onGjeld('C. Authorization endpoint', world => {
  const refusal = async (wishes: Readonly<Record<string, string | undefined>>, client = world.A) => {
    const visit = await world.browser().ask(wishes, client)
    assert.ok(visit.url.startsWith(client.redirect_uris[0]!), `ended at ${visit.url}`)
    return redirected(visit)
  }

  it('N19 gives a code, the scope and the state', async () => {
    const { code, scope, state, iss, error } = await world.accept(presentation)
    assert.ok(code)
    assert.deepEqual([scope, state, iss, error], [presentation, 'a-long-state', world.issuer, undefined])
  })

  it('N20 tells the scope without its days', async () => {
    const { code, scope } = await world.accept(`${presentation}.100`)
    assert.ok(code)
    assert.equal(scope, presentation)
    assert.equal((await world.accept(`${processing}.14 openid`)).scope, `${processing} openid`)
  })

  it('N22 says that the person declined', async () => {
    const person = world.browser()
    const answer = await person.decide(await person.logIn(await person.ask()), 'reject')
    assert.equal(answer.error, 'consent_denied')
    assert.equal(answer.error_description, '')
    assert.equal(answer.state, 'a-long-state')
    assert.equal(answer.code, undefined)
  })

  it('N23 says that the login was cancelled', async () => {
    const person = world.browser()
    const answer = redirected(await person.logIn(await person.ask(), undefined, 'cancel'))
    assert.deepEqual(
      [answer.error, answer.error_description, answer.state],
      ['login_cancelled', '', 'a-long-state'],
    )
  })

  it('N23 says that the login failed', async () => {
    const person = world.browser()
    const answer = redirected(await person.logIn(await person.ask(), undefined, 'fail'))
    assert.deepEqual([answer.error, answer.error_description], ['server_error', ''])
  })

  it('N25 refuses two debt scopes before anybody logs in', async () => {
    for (const scope of [both, `${presentation}.1 ${presentation}.2`, `${presentation} ${presentation}`]) {
      const answer = await refusal({ scope })
      assert.deepEqual(
        [answer.error, answer.error_description, answer.state],
        ['invalid_scopes', '', 'a-long-state'],
      )
    }
  })

  it('N27 refuses openid anywhere but last', async () => {
    for (const scope of [`openid ${presentation}`, 'openid', `${presentation} openid openid`])
      assert.equal((await refusal({ scope })).error, 'invalid_scopes')
  })

  it('N28 refuses days that are none', async () => {
    for (const days of ['0', 'abc', '1.2', '-5', '', '1e3', '-1', '01', '+1'])
      assert.equal((await refusal({ scope: `${presentation}.${days}` })).error, 'invalid_scopes', days)
  })

  it('S65 refuses unknown scopes and none at all, and lowers too many days to the most there are', async () => {
    for (const scope of ['consent.create', 'debt', 'toString', undefined, `${presentation} profile`])
      assert.equal((await refusal({ scope })).error, 'invalid_scopes', scope)
    const days = async (scope: string) => {
      const told = await world.introspect(await world.tokenFor(scope))
      const { exp, single_use } = told.consent as { exp: number; single_use: boolean }
      assert.equal(single_use, false)
      return Math.round((exp - Number(told.iat)) / 86_400)
    }
    assert.equal(await days(`${presentation}.9999`), 365)
    assert.equal(await days(`${processing}.99999999999999999999`), 28)
    assert.equal(await days(`${processing}.1`), 1)
  })

  it('S65 refuses a purpose that the client may not use', async () => {
    const client = (await world.stores.clients.find(world.B.client_id))!
    const once = [presentation]
    assert.ok(await world.stores.clients.save({ ...client, purposes: once }))
    try {
      const refused = await refusal({ scope: `${presentation}.30` }, world.B)
      assert.equal(refused.error, 'invalid_scopes')
      assert.equal((await refusal({ scope: processing }, world.B)).error, 'invalid_scopes')
    } finally {
      const { version } = (await world.stores.clients.find(world.B.client_id))!
      await world.stores.clients.save({ ...client, version })
    }
  })

  it('N30 never redirects for an unknown client or an address that is not its own', async () => {
    for (const wishes of [
      { client_id: 'nobody' },
      { redirect_uri: 'https://evil.example/cb' },
      { redirect_uri: `${world.A.redirect_uris[0]}/x` },
      { client_id: world.C.client_id },
    ]) {
      const visit = await world.browser().ask(wishes)
      assert.ok(visit.url.startsWith(world.issuer), visit.url)
      assert.equal(visit.status, 400)
    }
  })

  it('N30 never redirects to an address that was not named', async () => {
    const visit = await world.browser().ask({ redirect_uri: undefined })
    assert.ok(visit.url.startsWith(world.issuer), visit.url)
    assert.equal(visit.status, 400)
  })

  it('N31 gives no token at once', async () => {
    const { error, access_token } = await refusal({ response_type: 'token' })
    assert.deepEqual([error, access_token], ['unsupported_response_type', undefined])
  })

  it('N32 works without PKCE, and holds to it when it is used', async () => {
    const verifier = randomPKCECodeVerifier()
    const challenged = async () => {
      const person = world.browser()
      const code_challenge = await calculatePKCECodeChallenge(verifier)
      const page = await person.ask({ code_challenge, code_challenge_method: 'S256' })
      return person.decide(await person.logIn(page), 'accept')
    }
    assert.equal((await world.exchange(await challenged(), { code_verifier: verifier })).status, 200)
    for (const more of [{ code_verifier: randomPKCECodeVerifier() }, {}]) {
      const { status, json } = await world.exchange(await challenged(), more as Record<string, string>)
      assert.deepEqual([status, json.error], [400, 'invalid_grant'])
    }
    assert.equal((await world.exchange(await world.accept(presentation))).status, 200)
    const uncalledFor = await world.exchange(await world.accept(presentation), { code_verifier: verifier })
    assert.deepEqual([uncalledFor.status, uncalledFor.json.error], [400, 'invalid_grant'])
    const plain = await refusal({ code_challenge: verifier, code_challenge_method: 'plain' })
    assert.equal(plain.error, 'invalid_request')
  })

  it('N33 refuses a state that is missing or too short', async () => {
    assert.equal((await refusal({ state: undefined })).error, 'invalid_state')
    const short = await refusal({ state: '1234567' })
    assert.deepEqual([short.error, short.state], ['invalid_state', '1234567'])
  })

  it('N35 overlooks a nonce without openid, and whatever it does not know', async () => {
    const person = world.browser()
    const page = await person.ask({
      nonce: 'once',
      audience: 'https://x.example',
      purpose: 'x',
      consent_days: 'x',
    })
    const answer = await person.decide(await person.logIn(page), 'accept')
    assert.ok(answer.code)
    const { json } = await world.exchange(answer)
    const { consent } = await world.introspect(String(json.access_token))
    assert.equal((consent as { single_use: boolean }).single_use, true)
  })

  it('asks each time, and for a login each time, whatever was agreed to before', async () => {
    const person = world.browser()
    const wish = { scope: `${presentation}.30` }
    const first = await person.decide(await person.logIn(await person.ask(wish)), 'accept')
    const login = await person.ask(wish)
    assert.match(login.body, /name="outcome"/)
    const second = await person.decide(await person.logIn(login), 'accept')
    const tokens = await Promise.all([first, second].map(one => world.exchange(one)))
    const told = await Promise.all(tokens.map(({ json }) => world.introspect(String(json.access_token))))
    assert.notEqual(told[0]!.consent_id, told[1]!.consent_id)
    assert.equal((await refusal({ prompt: 'none' })).error, 'login_required')
    const again = redirected(await person.ask({ ...wish, prompt: 'none' }))
    assert.match(String(again.error), /^(login|consent)_required$/)
  })

  it('asks whatever value of prompt a client knows from elsewhere, but takes none with another beside it', async () => {
    for (const prompt of ['select_account', 'create', 'login whatever', '']) {
      assert.match((await world.browser().ask({ prompt })).body, /name="outcome"/, prompt)
    }
    for (const prompt of ['none login', 'create none']) {
      assert.equal((await refusal({ prompt })).error, 'invalid_request', prompt)
    }
  })

  it('keeps two flows of one person in one browser alive', async () => {
    const person = world.browser()
    const one = await person.logIn(await person.ask({ state: 'the-first-one' }))
    const two = await person.logIn(await person.ask({ scope: processing, state: 'the-second-one' }))
    const answers = [await person.decide(one, 'accept'), await person.decide(two, 'accept')]
    assert.deepEqual(
      answers.map(({ state, scope }) => [state, scope]),
      [
        ['the-first-one', presentation],
        ['the-second-one', processing],
      ],
    )
    for (const answer of answers) assert.equal((await world.exchange(answer)).status, 200)
  })

  it('lets nobody answer for the person who logged in before', async () => {
    const person = world.browser()
    const one = await person.logIn(await person.ask())
    await person.logIn(await person.ask(), ola)
    await assert.rejects(async () => {
      const answer = await person.decide(one, 'accept')
      assert.ok(answer.code)
    })
  })

  it('takes the request by POST, too', async () => {
    const response = await fetch(`${world.issuer}oauth2/auth`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        response_type: 'code',
        client_id: world.A.client_id,
        redirect_uri: world.A.redirect_uris[0]!,
        scope: `${presentation}.30`,
        state: 'a-posted-state',
      }),
    })
    assert.equal(response.status, 303)
    const person = world.browser()
    const page = await person.open(response.headers.get('location') ?? '')
    const answer = await person.decide(await person.logIn(page), 'accept')
    assert.ok(answer.code)
    assert.equal(answer.state, 'a-posted-state')
  })

  it('shows for what and for how long', async () => {
    const person = world.browser()
    const once = read(await person.logIn(await person.ask({ ui_locales: 'nb' })))
    assert.match(once, /SmekkFull Bank/)
    assert.match(once, /Vise deg gjelden din/)
    assert.match(once, /10 minutter/)
    assert.match(once, /Fødselsnummeret eller D-nummeret ditt/)
    assert.doesNotMatch(once, /får det ikke/)
    const days = read(await person.logIn(await person.ask({ scope: `${processing}.14`, ui_locales: 'nb' })))
    assert.match(days, /Vurdere søknaden din/)
    assert.match(days, /Til \d+\. \p{L}+ \d{4} \(14 dager\)/u)
  })
})
