import assert from 'node:assert/strict'
import { importJWK, SignJWT } from 'jose'
import { toTokens } from '../support/client-program.ts'
import { grantOf, isActive, obtainCode, obtainTokens } from '../support/journey.ts'
import { originFor, type SamtykkePlace } from '../support/samtykke-place.ts'
import { type Answer, send, statuses } from '../support/send.ts'

const connections = 50

/** The same thing from 50 connections at once, spread over the processes. */
const atOnce = (place: SamtykkePlace, act: (origin: string) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: connections }, (_, turn) => act(originFor(place, turn))))

/** Exactly one answer has this status; all others are refusals, worded so. */
function assertOneWinner(answers: readonly Answer[], winning: number, refusal: RegExp): Answer {
  const winners = answers.filter(({ status }) => status === winning)
  assert.equal(winners.length, 1, JSON.stringify(statuses(answers)))
  for (const { status, text } of answers) {
    if (status !== winning) assert.match(`${status} ${text}`, refusal)
  }
  return winners[0]!
}

/** What may happen once happens once. */
export function oneWinner(place: SamtykkePlace): void {
  for (const round of [1, 2, 3, 4, 5]) {
    it(`S6: gives tokens for a code to one of 50 connections, and ends them (round ${round})`, async () => {
      const code = await obtainCode(place)
      const answers = await atOnce(place, origin => place.program.exchange(code, origin))
      const tokens = toTokens(assertOneWinner(answers, 200, /^400 .*"invalid_grant"/))
      for (const origin of place.origins) {
        assert.equal(await isActive(place, tokens.accessToken, origin), false)
        assert.equal((await place.program.refresh(tokens.refreshToken, origin)).status, 400)
      }
    })
  }

  it('S12: takes a client assertion from one of 50 connections', async () => {
    const form = await assertionForm(place)
    const answers = await atOnce(place, origin => send(`${origin}/token`, { form }))
    assertOneWinner(answers, 200, /^40[01] .*"invalid_client"/)
  })

  it('S35: makes one grant of a yes that comes 50 times at once', async () => {
    const question = await place.person.ask()
    const answers = await atOnce(place, origin => place.person.sayYes(question, origin))
    for (const { status } of answers) assert.ok(status === 303 || status === 200, `${status}`)
    const sent = answers.find(({ status }) => status === 303)!
    const tokens = toTokens(
      await place.program.exchange(await place.person.comeBack(sent, question), place.origins[0]!),
    )
    assert.match(await grantOf(place, tokens), /^[0-9a-f-]{36}$/)
  })

  it('G2: changes a grant once by a yes that comes 50 times at once, and nothing of before is good', async () => {
    const before = await obtainTokens(place, { grant_management_action: 'create' })
    const grant_id = await grantOf(place, before)
    const changing = { scope: 'openid offline_access debt.read', grant_management_action: 'merge', grant_id }
    const question = await place.person.ask(changing)
    const answers = await atOnce(place, origin => place.person.sayYes(question, origin))
    for (const { status } of answers) assert.ok(status === 303 || status === 200, `${status}`)
    const sent = answers.find(({ status }) => status === 303)!
    const code = await place.person.comeBack(sent, question)
    const after = toTokens(await place.program.exchange(code, place.origins[0]!))
    assert.equal(await grantOf(place, after), grant_id)
    for (const origin of place.origins) {
      assert.equal(await isActive(place, before.accessToken, origin), false)
      assert.equal((await place.program.refresh(before.refreshToken, origin)).status, 400)
      assert.equal(await isActive(place, after.accessToken, origin), true)
    }
  })

  it('S18: gives a refresh token one live successor when it comes 50 times at once', async () => {
    const { program, origins } = place
    const { refreshToken } = await obtainTokens(place, { client_id: 'demo-public' })
    const answers = await atOnce(place, origin => program.refreshAsPublic(refreshToken, origin))
    const next = toTokens(assertOneWinner(answers, 200, /^400 .*"invalid_grant"/))
    assert.equal((await program.refreshAsPublic(next.refreshToken, origins.at(-1)!)).status, 200)
    assert.equal((await program.refreshAsPublic(refreshToken, origins[0]!)).status, 400)
  })

  it('T8: hands a permission for one look on to one of 50 connections', async () => {
    const tokens = await obtainTokens(place, { purpose: 'loan-application' })
    const grantId = await grantOf(place, tokens)
    const answers = await atOnce(place, origin => place.program.handOn(tokens.accessToken, origin))
    const token = String(assertOneWinner(answers, 200, /^400 .*"invalid_request"/).json.access_token)
    for (const origin of place.origins) {
      assert.equal(await isActive(place, tokens.accessToken, origin), false)
      assert.equal(await isActive(place, token, origin), true)
    }
    assert.equal((await place.program.use({ grantId, token }, place.origins[0]!)).status, 201)
    for (const origin of place.origins) assert.equal(await isActive(place, token, origin), false)
  })

  it('asks once for deletion when it is wished 50 times at once, and takes one of 50 answers', async () => {
    const { person, origins } = place
    const grantId = await grantOf(place, await obtainTokens(place))
    const wishes = await atOnce(place, origin => person.withdraw(grantId, origin, { deletion: 'ask' }))
    assert.deepEqual(statuses(wishes), { 303: 50 })
    const { client_id, client_secret } = place.processes[0]!.demo.events.receiver
    const form = { grant_type: 'client_credentials', scope: 'deletion.answer' }
    const asked = await send(`${origins[0]}/token`, { as: { client_id, client_secret }, form })
    const bearer = String(asked.json.access_token)
    let turn = 0
    const answers = await atOnce(place, origin =>
      send(`${origin}/grants/${grantId}/deletion`, {
        bearer,
        json: { status: 'refused', basis: `Law number ${turn++}` },
      }),
    )
    const { json } = assertOneWinner(answers, 200, /^409 .*deletion\.answered/)
    const answer = (origin: string, said: object) =>
      send(`${origin}/grants/${grantId}/deletion`, { bearer, json: said })
    for (const origin of origins) {
      assert.deepEqual((await answer(origin, { status: 'refused', basis: json.basis })).json, json)
    }
  })

  it('lets a permission for one look be used by one of 50 connections', async () => {
    const tokens = await obtainTokens(place, { purpose: 'loan-application' })
    const used = { grantId: await grantOf(place, tokens), token: tokens.accessToken }
    const answers = await atOnce(place, origin => place.program.use(used, origin))
    assertOneWinner(answers, 201, /^4/)
    for (const origin of place.origins) {
      assert.equal(await isActive(place, tokens.accessToken, origin), false)
    }
  })
}

async function assertionForm({ processes }: SamtykkePlace): Promise<Record<string, string>> {
  const { issuers, clients } = processes[0]!.demo
  const { client_id, jwk } = clients.oauth.machineKey
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: jwk.alg ?? '', kid: jwk.kid ?? '' })
    .setIssuer(client_id)
    .setSubject(client_id)
    .setAudience(issuers.oauth)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(jwk))
  return {
    grant_type: 'client_credentials',
    scope: 'income.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}
