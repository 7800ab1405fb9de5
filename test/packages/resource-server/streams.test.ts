import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, request as ask, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { generateKeyPair } from 'jose'
import {
  type Follower,
  openResourceServer,
  poll,
  push,
  type ResourceServer,
} from '../../../packages/resource-server/src/index.ts'
import { closed, listening } from '../../support/listening.ts'
import { audience, type ScriptedAuthority, scriptedAuthority } from '../../support/scripted-authority.ts'
import { until } from '../../support/until.ts'

type Body = Readonly<Record<string, unknown>>

const client = { id: 'api', secret: 'secret' }
const streamUpdated = 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated'
const withdrawn = 'urn:samtykke:event:consent/withdrawn'

describe('an API that has a stream of its own', () => {
  let authority: ScriptedAuthority
  let server: Server
  let api: ResourceServer | undefined
  let made: readonly Body[]
  let removed: readonly (string | null)[]
  beforeEach(async () => {
    authority = await scriptedAuthority()
    made = []
    removed = []
    const { url } = authority
    authority.answerAt('/.well-known/ssf-configuration', (_request, response) =>
      response.end(
        JSON.stringify({ configuration_endpoint: `${url}/stream`, verification_endpoint: `${url}/verify` }),
      ),
    )
    authority.answerAt('/verify', (_request, response) => response.writeHead(204).end())
    authority.answerAt('/stream', async (request, response) => {
      if (request.method === 'DELETE') {
        removed = [...removed, new URL(request.url!, url).searchParams.get('stream_id')]
        return void response.writeHead(204).end()
      }
      if (request.method === 'GET') return void response.end('[]')
      const { delivery } = (await json(request)) as Body
      made = [...made, (delivery ?? {}) as Body]
      const stream = { stream_id: `stream-${made.length}`, delivery: { endpoint_url: `${url}/poll` } }
      response.writeHead(201).end(JSON.stringify(stream))
    })
  })
  afterEach(async () => {
    await api?.close()
    if (server?.listening) await closed(server)
    await authority.close()
  })

  const follow = (follower: Follower) => {
    api = openResourceServer({ issuer: authority.url, audience, client, follow: follower })
    return api
  }
  const event = (type: string, content: Body = {}) => ({
    aud: client.id,
    jti: randomUUID(),
    events: { [type]: content },
  })

  describe('that is pushed to', () => {
    const pushing = async () => {
      const hook = push({ endpoint: 'https://api.example/told' })
      follow(hook)
      await until(async () => made.length === 1)
      const authorization = String(made[0]!.authorization_header)
      return { ...hook, put: (body: string) => hook.receive({ headers: { authorization }, body }) }
    }

    it('wants an event again whose key it does not know yet, and refuses one that is not for it', async () => {
      const { put } = await pushing()
      const { privateKey } = await generateKeyPair('RS256')
      const key = { privateKey, jwk: { alg: 'RS256', kid: 'next', use: 'sig' } }
      const told = event(withdrawn, { consent_id: randomUUID() })
      assert.equal((await put(await authority.sign(told, { typ: 'secevent+jwt' }, key))).status, 503)
      assert.equal((await put(await authority.signSet({ ...told, aud: 'other' }))).status, 400)
      assert.equal((await put(await authority.signSet(told))).status, 202)
    })

    it('goes on when somebody hangs up in the middle of what they send', async () => {
      const { handler } = await pushing()
      const handled: Promise<void>[] = []
      server = createServer((request, response) => handled.push(handler(request, response)))
      const port = await listening(server)
      const sending = ask({ port, method: 'POST', headers: { 'content-length': 100 } })
      sending.on('error', () => {})
      sending.write('half')
      await until(async () => handled.length === 1)
      sending.destroy()
      const [outcome] = await Promise.allSettled(handled)
      assert.equal(outcome!.status, 'fulfilled')
    })
  })

  describe('where its client has as many as it may', () => {
    let streams: Body[]
    const own = '@samtykke/resource-server'
    const stream = (stream_id: string, description?: string) => ({
      stream_id,
      ...(description && { description }),
      delivery: { endpoint_url: `${authority.url}/poll` },
    })
    beforeEach(() => {
      authority.answerAt('/poll', (_request, response) => response.end('{"sets":{}}'))
      authority.answerAt('/stream', async (request, response) => {
        const id = new URL(request.url!, authority.url).searchParams.get('stream_id')
        if (request.method === 'GET') return void response.end(JSON.stringify(streams))
        if (request.method === 'DELETE') {
          streams = streams.filter(one => one.stream_id !== id)
          return void response.writeHead(204).end()
        }
        if (streams.length >= 3) return void response.writeHead(409).end('{}')
        const { description } = (await json(request)) as { description?: string }
        streams.push(stream(randomUUID(), description))
        response.writeHead(201).end(JSON.stringify(streams.at(-1)))
      })
    })
    const polling = (troubles: unknown[] = []) => {
      const options = { issuer: authority.url, audience, client, follow: poll() }
      api = openResourceServer({ ...options, onTrouble: error => troubles.push(error) })
      return api
    }

    const ids = () => streams.map(({ stream_id: id }) => id)

    it('takes the place of the oldest that a process has left, and of no other stream', async () => {
      streams = [stream('by hand'), stream('left', own), stream('younger', own)]
      const one = polling()
      await until(async () => one.isHearing())
      assert.equal(streams.length, 3)
      assert.deepEqual(ids().slice(0, 2), ['by hand', 'younger'])
    })

    it('takes none that others have made, and no second one so soon', async () => {
      const troubles: unknown[] = []
      streams = [stream('one'), stream('two'), stream('three')]
      const follower = polling(troubles)
      await until(async () => troubles.length > 1)
      assert.deepEqual(ids(), ['one', 'two', 'three'])
      streams = [stream('one'), stream('left', own), stream('two', own)]
      await until(async () => follower.isHearing())
      streams = [stream('one'), stream('two', own), stream('three', own)]
      authority.answerAt('/poll', (_request, response) => response.writeHead(404).end('{}'))
      const before = troubles.length
      await until(async () => troubles.length > before + 2)
      assert.deepEqual(ids(), ['one', 'two', 'three'])
    })
  })

  it('removes a stream that was paused, and polls another', async () => {
    const paused = await authority.signSet(event(streamUpdated, { status: 'paused' }))
    authority.answerAt('/poll', (_request, response) => {
      authority.answerAt('/poll', (_next, other) => other.end(JSON.stringify({ sets: {} })))
      response.end(JSON.stringify({ sets: { one: paused } }))
    })
    const one = follow(poll())
    await until(async () => made.length === 2)
    await until(async () => one.isHearing())
    assert.deepEqual(removed, ['stream-1'])
  })
})
