import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { decodeProtectedHeader } from 'jose'
import { movableClock } from '../../../adapters/clock/movable-clock.ts'
import { openSigningKeys, type SigningKeys } from '../../../adapters/jose/signing-keys.ts'
import { knexSigningKeyStore } from '../../../adapters/knex/oauth/signing-key-store.ts'
import { onEachDatabase } from '../../support/database.ts'
import { post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { storesOn } from '../../support/stores.ts'
import { until } from '../../support/until.ts'

onEachDatabase('signing keys', database => {
  const open = (every = 5): Promise<SigningKeys> =>
    openSigningKeys({
      store: knexSigningKeyStore({
        ...database,
        clock: movableClock,
        sealer: storesOn(database).sealers['signing-keys'],
      }),
      clock: movableClock,
      publishAhead: 300,
      longestToken: 3600,
      every,
      onError: () => {},
    })

  afterEach(() => movableClock.reset())

  it('are one and the same for processes that start at once', async () => {
    const processes = await Promise.all([open(), open(), open()])
    const kids = processes.map(({ current }) => current().map(key => key.kid))
    assert.equal(new Set(kids.flat()).size, 1)
    const others = await Promise.all(processes.map(({ of }) => of('RS256')))
    const otherKids = others.flatMap(({ current }) => current().map(key => key.kid))
    assert.equal(otherKids.length, 3)
    assert.equal(new Set(otherKids).size, 1)
    assert.deepEqual(
      processes.map(({ current }) => current().map(key => key.kid)),
      kids,
    )
    for (const one of processes) one.stop()
  })

  it('are published before they sign, and stay published until their last token is over', async () => {
    const [here, there] = [await open(), await open(0.05)]
    const first = here.current()[0]?.kid
    const next = (await here.rotate()).kid
    const untilThereAre = (...kids: readonly unknown[]) =>
      until(async () =>
        isDeepStrictEqual(
          there.current().map(key => key.kid),
          kids,
        ),
      )
    await untilThereAre(first, next)
    movableClock.advance(301)
    await untilThereAre(next, first)
    movableClock.advance(3661)
    await untilThereAre(next)
    here.stop()
    there.stop()
  })

  it('F15: may be kept until one signs that is published elsewhere and not here yet', async () => {
    const [late, signing] = await Promise.all([open(), open()])
    movableClock.advance(4)
    await signing.rotate()
    const kept = late.current().map(key => key.kid)
    const seconds = late.mayBeKept()
    assert.ok(seconds > 280, `${seconds} s`)
    movableClock.advance(seconds)
    await signing.rotate()
    assert.ok(kept.includes(signing.current()[0]!.kid))
    movableClock.advance(301)
    assert.equal(late.mayBeKept(), 0)
    late.stop()
    signing.stop()
  })

  it('F15: stay published for tokens of a process that noticed the change late', async () => {
    const [late, other] = await Promise.all([open(), open()])
    await other.rotate()
    movableClock.advance(305)
    const { kid } = late.current()[0]!
    movableClock.advance(3600)
    await other.rotate()
    assert.ok(other.current().some(key => key.kid === kid))
    late.stop()
    other.stop()
  })

  describe('of a running issuer', () => {
    let server: OAuthServer

    beforeEach(async () => {
      server = await startOAuthServer(database)
    })
    afterEach(() => server.close())

    it('change without a restart, and the tokens of the old one stay good', async () => {
      const issue = async () => {
        const form = {
          grant_type: 'client_credentials',
          scope: 'meter.read',
          resource: 'https://meters.example',
        }
        return String((await post(server, '/token', { client: server.both, form })).json.access_token)
      }
      const active = async (token: string) =>
        (await post(server, '/introspect', { client: server.meterServer, form: { token } })).json.active
      const before = await issue()
      const next = await server.keys.rotate()
      assert.notEqual(decodeProtectedHeader(await issue()).kid, next.kid)
      movableClock.advance(301)
      await server.keys.rotate()
      const after = await issue()
      assert.equal(decodeProtectedHeader(after).kid, next.kid)
      assert.equal(await active(after), true)
      const jwks = (await (await fetch(`${server.publicUrl}/jwks`)).json()) as { keys: { kid: string }[] }
      assert.ok(jwks.keys.some(({ kid }) => kid === decodeProtectedHeader(before).kid))
    })
  })
})
