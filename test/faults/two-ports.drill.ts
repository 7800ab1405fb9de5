import assert from 'node:assert/strict'
import { freePort } from '../support/free-port.ts'
import { obtainTokens } from '../support/journey.ts'
import { basic } from '../support/oauth-client.ts'
import { openPlace, type SamtykkePlace } from '../support/samtykke-place.ts'

describe('The two ports of a server', () => {
  let place: SamtykkePlace
  let management: string
  before(async () => {
    const port = String(await freePort())
    management = `http://127.0.0.1:${port}`
    place = await openPlace({
      processes: 1,
      database: 'embedded',
      env: { SAMTYKKE_MANAGEMENT_PORT: port },
    })
  })
  after(() => place?.remove())

  /** As nobody, as a client with its secret, and with a person's token. */
  async function callers(): Promise<readonly Record<string, string>[]> {
    const { client_id, client_secret } = place.processes[0]!.demo.clients.oauth.web
    const { accessToken } = await obtainTokens(place)
    const own = basic(client_id, client_secret)
    return [{}, { authorization: own }, { authorization: `Bearer ${accessToken}` }]
  }

  it('S62: show nothing of the operator’s to the public, whoever asks', async () => {
    const paths = [
      '/metrics',
      '/health',
      '/health/live',
      '/health/ready',
      '/health/started',
      '/admin',
      '/admin/',
      '//metrics',
      '/%6detrics',
      '/./health/ready',
    ]
    for (const headers of await callers()) {
      for (const path of paths) {
        const { status } = await fetch(place.origins[0]! + path, { headers })
        assert.equal(status, 404, path)
      }
    }
  })

  it('S62: show nothing of the public’s to the operator, and do not care who asks', async () => {
    const paths = [
      '/.well-known/openid-configuration',
      '/authorize',
      '/jwks',
      '/token',
      '/introspect',
      '/userinfo',
      '/consents',
    ]
    for (const headers of await callers()) {
      for (const path of paths) {
        for (const method of ['GET', 'POST']) {
          const { status } = await fetch(management + path, { method, headers })
          assert.equal(status, 404, `${method} ${path}`)
        }
      }
      const { status } = await fetch(`${management}/metrics`, { headers })
      assert.equal(status, 200)
    }
  })

  it('S62: share no words with each other that could be a token or a secret', async () => {
    const { accessToken, refreshToken } = await obtainTokens(place)
    const { client_secret } = place.processes[0]!.demo.clients.oauth.web
    const shown = await (await fetch(`${management}/metrics`)).text()
    for (const secret of [accessToken, refreshToken, client_secret]) assert.ok(!shown.includes(secret))
  })
})
