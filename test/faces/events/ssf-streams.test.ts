import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'
import { pushedTo } from '../../support/ssf-client.ts'

const unknown = '01a228d5-0c11-7052-a52d-5bc619e2daef'

onEachDatabase(
  'the streams of a receiver',
  database => {
    let world: SignalWorld
    before(async () => {
      world = await startSignalWorld(database)
    })
    afterEach(() => world.bank.client.removeAll())
    after(() => world.app.close())

    const outside = (path = '') => `https://receiver.example/events${path}`
    const errorOf = async (answering: Promise<Response>) => {
      const answer = await answering
      const { error } = (await answer.json()) as { error?: string }
      return [answer.status, error]
    }
    const everyCall = (id: string): [string, string, object?][] => [
      ['GET', `/ssf/stream?stream_id=${id}`],
      ['PATCH', '/ssf/stream', { stream_id: id, description: 'x' }],
      ['PUT', '/ssf/stream', { stream_id: id }],
      ['GET', `/ssf/status?stream_id=${id}`],
      ['POST', '/ssf/status', { stream_id: id, status: 'paused' }],
      ['POST', '/ssf/subjects:add', { stream_id: id, subject: { format: 'opaque', id: 'x' } }],
      ['POST', '/ssf/subjects:remove', { stream_id: id, subject: { format: 'opaque', id: 'x' } }],
      ['POST', '/ssf/verify', { stream_id: id }],
      ['POST', `/ssf/poll/${id}`, {}],
      ['DELETE', `/ssf/stream?stream_id=${id}`],
    ]

    it('openid-ssf-transmitter-metadata: are where the metadata says, which anybody may read', async () => {
      const answer = await fetch(world.configuration)
      assert.equal(answer.status, 200)
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
      const { publicUrl } = world.app
      assert.deepEqual(await answer.json(), {
        issuer: publicUrl,
        spec_version: '1_0',
        jwks_uri: `${publicUrl}/jwks`,
        delivery_methods_supported: ['urn:ietf:rfc:8935', 'urn:ietf:rfc:8936'],
        configuration_endpoint: `${publicUrl}/ssf/stream`,
        status_endpoint: `${publicUrl}/ssf/status`,
        add_subject_endpoint: `${publicUrl}/ssf/subjects:add`,
        remove_subject_endpoint: `${publicUrl}/ssf/subjects:remove`,
        verification_endpoint: `${publicUrl}/ssf/verify`,
        authorization_schemes: [{ spec_urn: 'urn:ietf:rfc:6749' }],
        default_subjects: 'ALL',
      })
      const { keys } = (await (await fetch(`${publicUrl}/jwks`)).json()) as { keys: { alg: string }[] }
      assert.ok(keys.some(({ alg }) => alg === 'RS256'))
      assert.equal((await world.app.demoJson()).events?.['configuration' as never], world.configuration)
    })

    it('openid-ssf-stream-control-error-create-stream-with-duplicate-config: are several if their receiver wants', async () => {
      const { client } = world.bank
      const choices = pushedTo(outside(), { description: 'Cases' }, 'Bearer x')
      const [one, other] = [await client.create(choices), await client.create(choices)]
      assert.deepEqual(await client.list(), [one, other])
      assert.deepEqual(await client.read(one.stream_id), one)
      assert.equal(one.iss, world.app.publicUrl)
      assert.equal(one.aud, world.receiver.client_id)
      for (let many = 2; many < 10; many++) await client.create()
      assert.deepEqual(await errorOf(client.call('POST', '/ssf/stream', {})), [409, 'invalid_request'])
    })

    it('keep what a receiver does not change, and lose what it leaves away when it says all anew', async () => {
      const { client } = world.bank
      const events_requested = ['urn:samtykke:event:consent/withdrawn', 'urn:unknown']
      const stream = await client.create(pushedTo(outside(), { events_requested }, 'Bearer x'))
      assert.deepEqual(stream.events_delivered, events_requested.slice(0, 1))
      const { stream_id } = stream
      const updated = await client.update({ stream_id, description: 'Cases' })
      assert.deepEqual(updated, { ...stream, description: 'Cases' })
      assert.deepEqual(await client.replace(updated), updated)
      const replaced = await client.replace({ stream_id, ...pushedTo(outside('/2')) })
      assert.deepEqual(replaced.delivery, { method: 'urn:ietf:rfc:8935', endpoint_url: outside('/2') })
      assert.ok(!('description' in replaced) && !('events_requested' in replaced))
      assert.deepEqual(await client.read(stream_id), replaced)
      const polled = await client.replace({ stream_id })
      assert.equal(polled.delivery.endpoint_url, `${world.app.publicUrl}/ssf/poll/${stream_id}`)
      assert.deepEqual(await client.replace(polled), polled)
    })

    it('openid-ssf-stream-control-error-create-stream-with-broken-input, -update-stream-with-invalid-body, -replace-stream-with-invalid-body: are not made or changed by what does not read', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create()
      const bad: readonly unknown[] = [
        '{',
        '[]',
        { stream_id, delivery: { method: 'urn:other' } },
        { stream_id, delivery: { method: 'urn:ietf:rfc:8935' } },
        { stream_id, events_requested: 'all' },
        { stream_id, ...pushedTo(outside(), {}, 'a\r\nb: c') },
      ]
      for (const body of bad) {
        for (const method of ['POST', 'PATCH', 'PUT']) {
          const answer = client.call(method, '/ssf/stream', body)
          assert.deepEqual(
            await errorOf(answer),
            [400, 'invalid_request'],
            `${method} ${JSON.stringify(body)}`,
          )
        }
      }
      for (const ours of [{ iss: 'https://x.example' }, { aud: 'x' }, { events_delivered: ['x'] }]) {
        const answer = client.call('PATCH', '/ssf/stream', { stream_id, ...ours })
        assert.deepEqual(await errorOf(answer), [400, 'invalid_request'])
      }
      assert.deepEqual(await errorOf(client.call('PATCH', '/ssf/stream', {})), [400, 'invalid_request'])
    })

    it('S57 are not made for addresses inside, without TLS or with a name and password', async () => {
      const addresses = [
        'http://receiver.example/',
        'http://169.254.169.254/latest',
        'https://169.254.169.254/',
        'https://10.1.2.3/',
        'https://0x7f000002/',
        'https://[::ffff:10.0.0.1]/',
        'https://[fe80::1]/',
        'https://user:password@receiver.example/',
        'ftp://receiver.example/',
        'events',
      ]
      for (const address of addresses) {
        const answer = world.bank.client.call('POST', '/ssf/stream', pushedTo(address))
        assert.deepEqual(await errorOf(answer), [400, 'invalid_request'], address)
      }
    })

    it('openid-ssf-stream-control-error-read-stream-with-invalid-token, -create-, -update-, -replace-, -delete-: are nobody’s without a good token', async () => {
      const { stream_id } = await world.bank.client.create()
      for (const [method, path, body] of [...everyCall(stream_id), ['POST', '/ssf/stream', {}] as const]) {
        for (const authorization of [undefined, 'Bearer dead']) {
          const answer = await fetch(`${world.app.publicUrl}${path}`, {
            method,
            headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
            ...(body && { body: JSON.stringify(body) }),
          })
          assert.equal(answer.status, 401, `${method} ${path}`)
          assert.equal(
            answer.headers.get('www-authenticate'),
            authorization ? 'Bearer realm="samtykke", error="invalid_token"' : 'Bearer realm="samtykke"',
          )
        }
      }
    })

    it('openid-ssf-stream-control-error-read-unknown-stream, -update-, -replace-, -delete-unknown-stream: are not there for others, nor once they are gone', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create()
      for (const [whose, id] of [
        [world.api.client, stream_id],
        [client, unknown],
        [client, 'nothing'],
      ] as const) {
        for (const [method, path, body] of everyCall(id)) {
          assert.deepEqual(
            await errorOf(whose.call(method, path, body)),
            [404, 'not_found'],
            `${method} ${path}`,
          )
        }
      }
      assert.equal((await client.read(stream_id)).stream_id, stream_id)
    })

    it('are read and polled with ssf.read, and nothing more', async () => {
      const { client } = world.bank
      const stream = await client.create()
      const reading = await world.reading()
      assert.deepEqual(await reading.list(), [stream])
      assert.deepEqual((await reading.poll(stream)).sets, {})
      assert.equal((await reading.status(stream.stream_id)).status, 'enabled')
      const writing = everyCall(stream.stream_id).filter(
        ([method, path]) => method !== 'GET' && !path.includes('poll'),
      )
      for (const [method, path, body] of [...writing, ['POST', '/ssf/stream', {}] as const]) {
        const answer = reading.call(method, path, body)
        assert.deepEqual(await errorOf(answer), [403, 'insufficient_scope'], `${method} ${path}`)
      }
    })

    it('are verified no faster than they say', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create()
      await client.verify(stream_id)
      const tooSoon = await client.call('POST', '/ssf/verify', { stream_id })
      assert.deepEqual([tooSoon.status, tooSoon.headers.get('retry-after')], [429, '10'])
    })

    it('are refused methods that they do not know, by the names of those that they do', async () => {
      const { client } = world.bank
      const answer = await client.call('OPTIONS', '/ssf/verify')
      assert.equal(answer.status, 405)
      assert.equal((await client.call('GET', '/ssf/verify')).headers.get('allow'), 'POST')
      assert.equal((await fetch(world.configuration, { method: 'POST' })).headers.get('allow'), 'GET, HEAD')
      assert.equal((await fetch(world.configuration, { method: 'HEAD' })).status, 200)
      assert.deepEqual(await errorOf(client.call('GET', '/ssf/nothing')), [404, 'not_found'])
    })

    it('tell nothing more to a client that is no longer registered for them', async () => {
      const { stores } = world.app
      const stream = await world.bank.client.create()
      const client = (await stores.clients.find(world.receiver.client_id))!
      await stores.clients.save({ ...client, scopeValues: ['ssf.read'] })
      assert.deepEqual(
        await errorOf(world.bank.client.call('DELETE', `/ssf/stream?stream_id=${stream.stream_id}`)),
        [403, 'insufficient_scope'],
      )
      const narrowed = (await stores.clients.find(world.receiver.client_id))!
      await stores.clients.save({ ...narrowed, scopeValues: client.scopeValues })
    })
  },
  'before all',
)
