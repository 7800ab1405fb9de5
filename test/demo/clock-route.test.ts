import assert from 'node:assert/strict'
import Koa from 'koa'
import request from 'supertest'
import { clockRoute, type DemoClock } from '../../server/demo/clock-route.ts'
import { noon } from '../support/fixtures.ts'

/** A clock that stands still until it is moved. */
function standingClock(): DemoClock {
  let moved = 0
  return {
    now: () => new Date(noon.getTime() + moved),
    advance: seconds => {
      moved += seconds * 1000
    },
    reset: () => {
      moved = 0
    },
  }
}

describe('POST /demo/clock', () => {
  const server = () => new Koa().use(clockRoute(standingClock(), async () => {})).callback()

  it('moves forward, further forward, and back', async () => {
    const agent = request(server())
    const move = (body: object) => agent.post('/demo/clock').send(body).expect(200)
    assert.equal((await move({ advanceSeconds: 60 })).body.now, '2026-11-20T12:01:00.000Z')
    assert.equal((await move({ advanceSeconds: 60 })).body.now, '2026-11-20T12:02:00.000Z')
    assert.equal((await move({ reset: true })).body.now, '2026-11-20T12:00:00.000Z')
  })

  it('refuses everything else', async () => {
    const bodies = [
      {},
      { advanceSeconds: -1 },
      { advanceSeconds: 0.5 },
      { reset: false },
      { advanceSeconds: 1, x: 1 },
    ]
    for (const body of bodies) await request(server()).post('/demo/clock').send(body).expect(400)
    await request(server()).post('/demo/clock').type('json').send('{"reset"').expect(400)
    await request(server()).post('/demo/clock').type('form').send({ reset: 'true' }).expect(400)
    await request(server()).get('/demo/clock').expect(405)
  })
})
