import assert from 'node:assert/strict'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { onEachDatabase } from '../support/database.ts'
import { answerOf as answerTo, startElhubWorld } from '../support/elhub-world.ts'
import { onMaskinporten, withConsent } from '../support/maskinporten-world.ts'
import { jwtBearer } from '../support/maskinporten.ts'
import { answerOf, callback, visitor } from '../support/portal-visitor.ts'
import { send } from '../support/send.ts'
import { statementsOf } from '../support/statement-counter.ts'
import { startWholeApp } from '../support/whole-app.ts'

/*
 * Everything that goes to the database is counted, `begin` and `commit` too. Clients and registry entries are known by heart
 * for seconds: each operation is done once before, and the least of three counts is the one without them.
 *
 * The journey is four requests of a browser and one of a program. Eight statements carry the browser's state from one to the
 * next, the last of them with the code; two exchange the code, the second of which spends it and issues what it gives.
 */
async function countedLeast(count: () => Promise<readonly string[]>): Promise<readonly string[]> {
  await count()
  const counts = [await count(), await count(), await count()]
  return counts.reduce((least, one) => (one.length < least.length ? one : least))
}

const assertAtMost = (statements: readonly string[], most: number): void =>
  assert.ok(statements.length <= most, `${statements.length} statements:\n${statements.join('\n')}`)

onEachDatabase('statements of an operation', database => {
  it('puts a request at Elhub with 9 at most', async () => {
    const world = await startElhubWorld(database)
    try {
      const least = await countedLeast(() => statementsOf(database, () => world.put()))
      assertAtMost(least, 9)
    } finally {
      await world.close()
    }
  })

  it('accepts a request at Elhub with 6 at most', async () => {
    const world = await startElhubWorld(database)
    const accepted = async (id: string) =>
      assert.equal((await world.patch(id, answerTo(id, 'Accepted'))).status, 200)
    try {
      const least = await countedLeast(async () => {
        const id = await world.put()
        return statementsOf(database, () => accepted(id))
      })
      assertAtMost(least, 6)
    } finally {
      await world.close()
    }
  })

  it('takes a person who is logged in from the authorization to the token with 16 at most', async () => {
    const app = await startWholeApp(database)
    const { web } = (await app.demoJson()).clients.oauth!
    const browser = visitor(app.publicUrl)
    const journey = async (): Promise<void> => {
      const verifier = randomPKCECodeVerifier()
      const page = await browser.ask({
        scope: 'openid income.read',
        code_challenge: await calculatePKCECodeChallenge(verifier),
      })
      const question = page.body.includes('name="pid"') ? await browser.logIn(page) : page
      const { code = '' } = answerOf(await browser.submit(question, { decision: 'accept' }))
      const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
      const answer = await send(`${app.publicUrl}/token`, { form, as: web! })
      assert.equal(answer.status, 200, answer.text)
    }
    try {
      assertAtMost(await countedLeast(() => statementsOf(database, journey)), 16)
    } finally {
      await app.close()
    }
  })
})

onMaskinporten('statements of a token request', world => {
  it('makes a token that carries a consent with 5 at most', async () => {
    const least = await countedLeast(async () => {
      const { id } = await world.give()
      const assertion = await world.assertionOf(world.clients.O1, {
        claims: withConsent(id),
      })
      const redeemed = async () =>
        assert.equal((await world.post({ grant_type: jwtBearer, assertion })).status, 200)
      return statementsOf(world.database, redeemed)
    })
    assertAtMost(least, 5)
  })
})
