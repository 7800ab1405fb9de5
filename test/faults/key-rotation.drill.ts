import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { load as parsed } from 'cheerio'
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { rotateSigningKey } from '../../adapters/jose/signing-keys.ts'
import { type PublishedKey, verifyReceipt } from '../../adapters/jose/receipt/verify-receipt.ts'
import { onEachDatabase } from '../support/database.ts'
import { maskinportenOf } from '../support/maskinporten.ts'
import { write } from '../support/maskinporten-world.ts'
import { visitor } from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

/** Seconds: how long a new key is published first, how often there is one, and for how long that goes on. */
const ahead = 12
const every = 2
const lasting = 30

onEachDatabase('Signing keys that change under load', database => {
  it('F15: are known to whoever keeps the key set for as long as it says: every token and receipt is verified', async () => {
    const env = { SAMTYKKE_KEY_PUBLISH_AHEAD_SECONDS: String(ahead) }
    const first = await startWholeApp(database, env)
    const second = await startWholeApp(database, env)
    try {
      const until = performance.now() + lasting * 1000
      const verified = await Promise.all([
        ...[first, second]
          .flatMap(app => [houseTokens(app), houseTokens(app)])
          .map(one => checks(one, until)),
        ...[await otherTokens(first), await otherTokens(second)].map(one => checks(one, until)),
        checks(await receipts(first, second), until),
        rotations(first, until),
      ])
      const signers = new Set(verified.flat())
      assert.ok(signers.size >= 6, `${signers.size} keys signed`)
    } finally {
      await first.close()
      await second.close()
    }
  })
})

/** Makes something signed, and says which key signed it once it has been verified. */
type Check = () => Promise<string>

async function checks(one: Check, until: number): Promise<readonly string[]> {
  const signers: string[] = []
  while (performance.now() < until) {
    signers.push(await one())
    await sleep(20)
  }
  return signers
}

async function rotations({ stores, clock }: WholeApp, until: number): Promise<readonly string[]> {
  const life = { store: stores.keys, clock, publishAhead: ahead, longestToken: 3600 }
  while (performance.now() < until) {
    await rotateSigningKey(life)
    await rotateSigningKey(life, 'RS256')
    await sleep(every * 1000)
  }
  return []
}

function houseTokens(app: WholeApp): Check {
  const verify = resourceServer(`${app.publicUrl}/jwks`)
  const form = { grant_type: 'client_credentials', scope: 'consumption.read' }
  return async () => {
    const as = (await app.demoJson()).clients.oauth!.energyApp!
    const { json } = await send(`${app.publicUrl}/token`, { form, as })
    return verify(String(json.access_token))
  }
}

async function otherTokens(app: WholeApp): Promise<Check> {
  const { issuer, clients, tokenFor } = await maskinportenOf(app)
  const verify = resourceServer(`${issuer}jwk`)
  return async () => verify(await tokenFor(clients.O1, write))
}

/** Made by one process and checked at the other. */
async function receipts(made: WholeApp, checked: WholeApp): Promise<Check> {
  const browser = visitor(made.publicUrl)
  await browser.logIn(await browser.open('/consents?lang=en'))
  await browser.submit(await browser.ask(), { decision: 'accept' })
  const path = parsed((await browser.open('/consents')).body)('.grants a')
    .first()
    .attr('href')!
  const published = async (): Promise<readonly PublishedKey[]> =>
    ((await (await fetch(`${checked.publicUrl}/receipts/jwks`)).json()) as { keys: PublishedKey[] }).keys
  return async () => {
    const { body } = await browser.open(`${path}/receipt.json`)
    const verdict = await verifyReceipt(Buffer.from(body), { issuers: [made.publicUrl], findKeys: published })
    assert.equal(verdict.verdict, 'valid', JSON.stringify(verdict))
    return 'keyId' in verdict ? verdict.keyId : ''
  }
}

/** An API that keeps the key set exactly as long as it is told, and asks for it at no other time. */
function resourceServer(url: string): (token: string) => Promise<string> {
  let keys: readonly JWK[] = []
  let until = 0
  return async token => {
    if (performance.now() >= until) {
      const answer = await fetch(url)
      const maxAge = /max-age=(\d+)/.exec(answer.headers.get('cache-control') ?? '')?.[1]
      keys = ((await answer.json()) as { keys: JWK[] }).keys
      until = performance.now() + Number(maxAge) * 1000
    }
    const { kid = '', alg = '' } = decodeProtectedHeader(token)
    const key = keys.find(one => one.kid === kid)
    assert.ok(
      key,
      `${kid} is not in a key set that may be kept ${(until - performance.now()).toFixed()} ms more`,
    )
    await compactVerify(token, await importJWK(key, alg))
    return kid
  }
}
