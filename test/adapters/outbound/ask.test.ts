import assert from 'node:assert/strict'
import { ask } from '../../../adapters/outbound/ask.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

/** Milliseconds, of which a question here is given 300: nobody waits so long by mistake on a busy machine. */
const tooLong = 20_000
const forever = 60_000

describe('Asking a service', () => {
  let service: ScriptedService
  before(async () => {
    service = await startScriptedService()
  })
  after(() => service.close())

  const timed = async (method: 'GET' | 'POST') => {
    const began = performance.now()
    await expectRejected('service.slow', () =>
      ask({ url: service.url, method, headers: {}, timeoutSeconds: 0.3 }),
    )
    return performance.now() - began
  }

  for (const method of ['GET', 'POST'] as const) {
    it(`ends in time when ${method} gets no answer, and is not begun again`, async () => {
      service.say({ delay: forever })
      const milliseconds = await timed(method)
      assert.ok(milliseconds < tooLong, String(milliseconds))
      assert.equal(service.asked.length, 1)
    })
  }

  it('ends in time, however often a gateway has none to ask', async () => {
    service.say({ status: 503, delay: 150 })
    const { status } = await ask({ url: service.url, headers: {}, timeoutSeconds: 5 })
    assert.equal(status, 503)
    assert.equal(service.asked.length, 3)
    assert.ok((await timedOut()) < tooLong)
  })

  const timedOut = async () => {
    service.say({ hangUp: true, delay: 200 })
    return timed('GET')
  }
})
