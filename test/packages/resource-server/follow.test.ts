import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  feed,
  openResourceServer,
  Refusal,
  type ResourceServer,
  type ResourceServerOptions,
  statusList,
} from '../../../packages/resource-server/src/index.ts'
import { audience, type ScriptedAuthority, scriptedAuthority } from '../../support/scripted-authority.ts'
import { until } from '../../support/until.ts'

const client = { id: 'api', secret: 'secret' }

describe('an API that follows what happens to consents', () => {
  let authority: ScriptedAuthority
  let open: ResourceServer[]
  let ended: string[]
  beforeEach(async () => {
    authority = await scriptedAuthority()
    open = []
    ended = []
  })
  afterEach(async () => {
    await Promise.all(open.map(one => one.close()))
    await authority.close()
  })

  const api = (more: Partial<ResourceServerOptions> = {}): ResourceServer => {
    const options = { issuer: authority.url, audience, client, onEnded: (id: string) => ended.push(id) }
    const one = openResourceServer({ ...options, clockTolerance: 0, ...more })
    open.push(one)
    return one
  }
  const following = async (more: Partial<ResourceServerOptions> = {}): Promise<ResourceServer> => {
    const one = api(more)
    await until(async () => one.isHearing())
    return one
  }
  const check = (one: ResourceServer, token: string) =>
    one.check({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
  const statusAt = async (one: ResourceServer, token: string): Promise<number> =>
    check(one, token).then(
      () => 200,
      error => {
        assert.ok(error instanceof Refusal, String(error))
        return error.status
      },
    )
  const untilStatus = (one: ResourceServer, token: string, status: number) =>
    until(async () => (await statusAt(one, token)) === status)
  /** Issued at this moment, and not at the beginning of its second: after the API began to listen. */
  const lateToken = (grant_id: string) => authority.token({ grant_id, iat: Date.now() / 1000 })
  const introspections = () => authority.asked('/introspect')

  for (const longPoll of [false, true]) {
    describe(longPoll ? 'asking again and again' : 'listening', () => {
      it('refuses a JWT and an answer it keeps as soon as it hears that the consent has ended', async () => {
        const one = await following({ follow: feed({ longPoll }) })
        const [first, second] = [randomUUID(), randomUUID()]
        const jwt = await lateToken(first)
        const opaque = authority.answerFor({ grant_id: second })
        await check(one, jwt)
        assert.equal(introspections(), 0)
        await check(one, opaque)
        await check(one, opaque)
        assert.equal(introspections(), 1)
        authority.tell('consent.withdrawn', first)
        authority.tell('consent.ended', second)
        await untilStatus(one, jwt, 401)
        await untilStatus(one, opaque, 401)
        assert.equal(introspections(), 1)
        assert.deepEqual(ended, [first, second])
      })
    })
  }

  it('lets a consent live on that was used, and asks anew about tokens of one that has changed', async () => {
    const one = await following()
    const consent = randomUUID()
    const old = await authority.token({ grant_id: consent, iat: Math.floor(Date.now() / 1000) })
    authority.answerFor({ grant_id: consent }, old)
    await check(one, old)
    authority.tell('consent.used', consent)
    authority.tell('consent.changed', consent)
    authority.forget(old)
    await untilStatus(one, old, 401)
    assert.deepEqual(ended, [])
  })

  it('asks once about a token from before it began to listen, and remembers', async () => {
    const one = await following()
    const token = await authority.token({ grant_id: randomUUID(), iat: Math.floor(Date.now() / 1000) - 300 })
    authority.answerFor({}, token)
    await check(one, token)
    await check(one, token)
    assert.equal(introspections(), 1)
    const dead = await authority.token({ grant_id: randomUUID(), iat: Math.floor(Date.now() / 1000) - 300 })
    assert.equal(await statusAt(one, dead), 401)
  })

  it('asks about a token that was issued before it began to listen by a clock that is ahead', async () => {
    const one = await following({ clockTolerance: 10, staleAfter: 1 })
    const ahead = await authority.token({ grant_id: randomUUID(), iat: Math.floor(Date.now() / 1000) + 8 })
    assert.equal(await statusAt(one, ahead), 401)
    assert.equal(introspections(), 1)
  })

  it('takes the tokens of a consent that came back to it, and tells when it ends again', async () => {
    const one = await following()
    const consent = randomUUID()
    const [before, since] = [await lateToken(consent), authority.answerFor({ grant_id: consent })]
    authority.tell('consent.ended', consent)
    await untilStatus(one, before, 401)
    assert.equal(await statusAt(one, since), 200)
    assert.equal(await statusAt(one, since), 200)
    assert.equal(introspections(), 1)
    assert.equal(await statusAt(one, await lateToken(consent)), 200)
    assert.equal(await statusAt(one, before), 401)
    authority.tell('consent.ended', consent)
    await untilStatus(one, since, 401)
    assert.deepEqual(ended, [consent, consent])
  })

  it('goes on where it was after the connection broke, and misses nothing', async () => {
    const one = await following()
    const consent = randomUUID()
    const token = await lateToken(consent)
    await check(one, token)
    await until(async () => authority.isHeard())
    authority.setDown(true)
    authority.tell('consent.withdrawn', consent)
    authority.setDown(false)
    await untilStatus(one, token, 401)
    assert.equal(introspections(), 0)
  })

  it('asks about each token while it is cut off for too long, and knows by itself again after', async () => {
    const one = await following({ staleAfter: 0.5 })
    const token = await lateToken(randomUUID())
    authority.answerFor({}, token)
    authority.answerAt('/events', request => request.socket.destroy())
    authority.hangUp()
    await until(async () => (await statusAt(one, token)) === 200 && introspections() > 0)
    authority.forget(token)
    await untilStatus(one, token, 401)
    authority.answerAt('/events')
    await until(async () => authority.isHeard() && one.isHearing())
    const before = introspections()
    await check(one, await lateToken(randomUUID()))
    assert.equal(await statusAt(one, token), 401)
    assert.equal(introspections(), before)
  })

  it('refuses every JWT while it is cut off, when it is told to', async () => {
    const one = await following({ staleAfter: 0.5, whenStale: 'refuse' })
    const token = await lateToken(randomUUID())
    authority.answerFor({}, token)
    const longEnough = authority.beats() + 15
    await until(async () => authority.beats() > longEnough)
    assert.equal(await statusAt(one, token), 200)
    authority.answerAt('/events', request => request.socket.destroy())
    authority.hangUp()
    await untilStatus(one, token, 503)
    assert.equal(one.isHearing(), false)
    assert.equal(introspections(), 0)
    authority.answerAt('/events')
    await untilStatus(one, token, 200)
  })

  it('answers 503 when it is cut off from everything for too long', async () => {
    const one = await following({ staleAfter: 0.5 })
    const token = await lateToken(randomUUID())
    authority.answerFor({}, token)
    await untilStatus(one, token, 200)
    authority.setDown(true)
    await untilStatus(one, token, 503)
    authority.setDown(false)
    await untilStatus(one, token, 200)
  })

  it('begins anew, and forgets what it keeps, when its place in the feed is unknown', async () => {
    const one = await following()
    const opaque = authority.answerFor({ grant_id: randomUUID() })
    await check(one, opaque)
    await until(async () => authority.isHeard())
    let gone = 0
    authority.answerAt('/events', (_request, response) => {
      gone++
      response.writeHead(410).end()
      authority.answerAt('/events')
    })
    authority.hangUp()
    await until(async () => gone === 1 && authority.isHeard())
    authority.forget(opaque)
    assert.equal(await statusAt(one, opaque), 401)
    const consent = randomUUID()
    const token = await lateToken(consent)
    await check(one, token)
    authority.tell('consent.expired', consent)
    await untilStatus(one, token, 401)
  })

  it('gets itself another token when its own is refused', async () => {
    const one = await following()
    await until(async () => authority.isHeard())
    const before = authority.asked('/token')
    authority.answerAt('/events', (_request, response) => {
      authority.answerAt('/events')
      response.writeHead(401).end()
    })
    authority.hangUp()
    await until(async () => authority.isHeard() && authority.asked('/token') === before + 1)
    assert.ok(one.isHearing())
  })

  it('waits as long as it is asked to before it comes again', async () => {
    const troubles: unknown[] = []
    authority.answerAt('/events', (_request, response) =>
      response.writeHead(429, { 'retry-after': '600' }).end(),
    )
    const one = api({ onTrouble: error => troubles.push(error) })
    await until(async () => troubles.length === 1)
    authority.answerAt('/events')
    assert.equal(authority.asked('/events'), 1)
    await one.close()
    assert.equal(troubles.length, 1)
  })

  it('passes by what is no event, and does not wait for ever for one that does not end', async () => {
    const troubles: unknown[] = []
    authority.answerAt('/events', ({ headers }, response) => {
      if (headers.accept !== 'text/event-stream') {
        response.end(JSON.stringify({ events: [], next: '0', more: false }))
        return
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${'x'.repeat(1_200_000)}`)
    })
    api({ onTrouble: error => troubles.push(error) })
    await until(async () => troubles.length > 0)
    assert.match(String(troubles[0]), /too long/)
  })

  describe('by the list that a JWT names', () => {
    const listed = (idx: number, more = {}) =>
      authority.token({
        grant_id: randomUUID(),
        status: { status_list: { idx, uri: authority.listUri } },
        ...more,
      })

    it('refuses the token that has ended there, and no other, without being anybody’s client', async () => {
      const one = openResourceServer({ issuer: authority.url, audience })
      open.push(one)
      const [first, second] = [await listed(7), await listed(8)]
      await check(one, first)
      await check(one, second)
      authority.endInList(7)
      await untilStatus(one, first, 401)
      await check(one, second)
      assert.ok(authority.asked('/list') >= 2)
      assert.equal(introspections(), 0)
    })

    it('refuses a place that the list does not have', async () => {
      const one = api({ follow: statusList() })
      assert.equal(await statusAt(one, await listed(32)), 401)
    })

    it('asks about what no list tells of, and about all while no list can be had', async () => {
      const one = api({ follow: statusList() })
      const opaque = authority.answerFor({ grant_id: randomUUID() })
      await check(one, opaque)
      await check(one, opaque)
      assert.equal(introspections(), 2)
      authority.answerAt('/list', (_request, response) => response.writeHead(503).end())
      const token = await listed(3)
      authority.answerFor({}, token)
      await check(one, token)
      authority.forget(token)
      assert.equal(await statusAt(one, token), 401)
      assert.equal(introspections(), 4)
    })

    const listMade = (ago: number, ttl: number) =>
      authority.sign(
        {
          sub: authority.listUri,
          iat: Math.floor(Date.now() / 1000) - ago,
          ttl,
          status_list: { bits: 1, lst: 'eJxjYGBgAAAABAAB' },
        },
        { typ: 'statuslist+jwt' },
      )
    const serving = (list: string) =>
      authority.answerAt('/list', (_request, response) => response.writeHead(200).end(list))

    it('believes a list that lay somewhere on the way no longer than one it has itself', async () => {
      serving(await listMade(90, 1))
      const one = api({ follow: statusList() })
      assert.equal(await statusAt(one, await listed(3)), 401)
      assert.equal(introspections(), 1)
      serving(await listMade(30, 1))
      assert.equal(await statusAt(api({ follow: statusList() }), await listed(3)), 200)
    })

    it('reads a list again before it is too old for it, however long the list says that it may be kept', async () => {
      serving(await listMade(0, 300))
      const one = api({ follow: statusList(), staleAfter: 4 })
      const token = await listed(3)
      await check(one, token)
      await until(async () => (await statusAt(one, token)) === 200 && authority.asked('/list') === 2)
      assert.equal(introspections(), 0)
    })

    it('believes no list for another address, and none that is no list', async () => {
      const one = openResourceServer({ issuer: authority.url, audience })
      open.push(one)
      const token = await listed(3)
      const claims = { ttl: 1, status_list: { bits: 1, lst: 'eJwDAAAAAAE' } }
      for (const list of [
        await authority.sign({ ...claims, sub: `${authority.url}/other` }, { typ: 'statuslist+jwt' }),
        await authority.sign({ ...claims, sub: authority.listUri }, { typ: 'at+jwt' }),
        'nothing',
      ]) {
        authority.answerAt('/list', (_request, response) => response.writeHead(200).end(list))
        assert.equal(await statusAt(one, token), 503)
      }
    })
  })
})
