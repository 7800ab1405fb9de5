import assert from 'node:assert/strict'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'

describe('a receiver that writes what cannot be read', () => {
  let world: SignalWorld
  before(async () => {
    const database = await embeddedDatabase()
    await emptyTables(database)
    world = await startSignalWorld(database)
  })
  after(() => world.app.close())

  const nobody = '01a228d5-35d5-7584-94e7-824cdadd95e8'
  const statusOf = async (method: string, path: string, body?: unknown): Promise<number> => {
    const answer = await world.bank.client.call(method, path, body)
    await answer.body?.cancel()
    return answer.status
  }

  for (const [method, path] of [
    ['GET', '/ssf/stream?stream_id=a&stream_id=b'],
    ['DELETE', '/ssf/stream'],
    ['GET', '/ssf/status'],
  ] as const) {
    it(`is told so at ${method} ${path}`, async () => {
      assert.equal(await statusOf(method, path), 400)
    })
  }

  for (const [method, path] of [
    ['POST', '/ssf/status'],
    ['POST', '/ssf/subjects:add'],
    ['POST', '/ssf/subjects:remove'],
    ['POST', '/ssf/verify'],
    ['POST', `/ssf/poll/${nobody}`],
    ['POST', '/webhooks'],
    ['POST', `/webhooks/${nobody}/replay`],
  ] as const) {
    it(`is told so at ${method} ${path}, and that a body is too large`, async () => {
      assert.equal(await statusOf(method, path, '{'), 400)
      assert.equal(await statusOf(method, path, { filling: 'x'.repeat(70_000) }), 413)
    })
  }

  it('is told so of an answer to a wish for deletion, too', async () => {
    const { app, at, receiver } = world
    const authorization = `Bearer ${await at.tokenOf({ ...receiver, scope: 'deletion.answer' })}`
    const statuses: number[] = []
    for (const [type, body] of [
      ['application/json', '{'],
      ['application/json', JSON.stringify({ filling: 'x'.repeat(70_000) })],
      ['text/plain', 'x'],
    ] as const) {
      const headers = { authorization, 'content-type': type }
      const answer = await fetch(`${app.publicUrl}/grants/${nobody}/deletion`, {
        method: 'POST',
        headers,
        body,
      })
      statuses.push(answer.status)
    }
    assert.deepEqual(statuses, [400, 413, 415])
  })

  it('is told that a stream leaves out ten thousand subjects at most', async () => {
    const { stream_id } = await world.bank.client.create()
    const { knex } = await embeddedDatabase()
    await knex.raw(
      `insert into signal_left_out (stream, subject) select ?::uuid, 'uri ' || n from generate_series(1, 10000) n`,
      [stream_id],
    )
    const subject = { format: 'uri', uri: `urn:uuid:${nobody}` }
    assert.equal(await statusOf('POST', '/ssf/subjects:remove', { stream_id, subject }), 429)
  })

  it('is told that a webhook is made of JSON, and that it has enough of them', async () => {
    const { publicUrl } = world.app
    const answer = await fetch(`${publicUrl}/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.bank.token}`, 'content-type': 'text/plain' },
      body: 'x',
    })
    assert.equal(answer.status, 415)
    const made: number[] = []
    for (let count = 0; count < 11; count++)
      made.push(await statusOf('POST', '/webhooks', { url: 'http://127.0.0.1:9/hook' }))
    assert.deepEqual(made, [...Array(10).fill(201), 409])
  })
})
