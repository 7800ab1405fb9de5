import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { faces } from '../../server/faces/index.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { nastyRequest } from '../support/fuzz/nasty-requests.ts'
import { type RawAnswer, rawRequest } from '../support/raw-request.ts'
import { unlimited } from '../support/fuzz/unlimited.ts'
import { seeded } from '../support/seeded.ts'

const milliseconds = Number(process.env.SAMTYKKE_TEST_FUZZ_MILLISECONDS ?? 1500)
const seed = Number(process.env.SAMTYKKE_TEST_FUZZ_SEED ?? Date.now() % 1_000_000)

/** Pages and endpoints of issuers, which no description names. */
const undescribed = `
  / /authorize /authorize/x /par /token /introspect /revoke /userinfo /logout /logout/confirm /jwks
  /.well-known/openid-configuration /.well-known/security.txt /gjeld/oauth2/auth /gjeld/oauth2/token
  /consents /consents/{id} /consents/{id}/withdraw /requests/{id} /requests/{id}/receipt /interaction/{id}
  /login/callback /notices /accessibility /assets/{x} /demo /demo/clock /demo/{x} /openapi/{x}
  /access/v0/openapi/schemas/{x} /receipts/jwks /ledger/anchors/newest /ledger/anchors/{x} /login/frontchannel-logout
  /authorization-requests/{id} /session`
  .trim()
  .split(/\s+/)

/** What the APIs of the faces are called. */
const names =
  ' agreement feed debt data-source token maskinporten enterprise end-user resource-registry documentation receipts login'.split(
    ' ',
  )

describe('A request whose path and headers are not as they should be', () => {
  let app: DemoApp
  let port: string
  before(async () => {
    app = await startDemoApp(unlimited)
    port = new URL(app.publicUrl).port
  })
  after(() => app?.close())

  it(`is answered, in JSON or as a page, and logged in one line (seed ${seed})`, async function () {
    this.timeout(milliseconds + 60_000)
    const paths = [...undescribed, ...(await describedPaths())]
    const random = seeded(seed)
    const until = performance.now() + milliseconds
    const faults: string[] = []
    const seen = new Map<number, number>()
    while (performance.now() < until) {
      const { bytes, isMeantWell } = nastyRequest(paths, random)
      const from = app.logged.length
      const answer = await rawRequest(port, Buffer.from(bytes, 'latin1'), { patience: 10_000 })
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
      const fault = faultOf(answer) ?? (await faultOfLog(from, answer))
      if (fault && (isMeantWell || answer.status !== 400))
        faults.push(`${fault} ← ${JSON.stringify(bytes.slice(0, 300))}`)
    }
    assert.deepEqual(faults, [], `seed ${seed}, ${JSON.stringify([...seen])}`)
  })

  async function describedPaths(): Promise<readonly string[]> {
    const found: string[] = []
    for (const name of faces.flatMap(face => names.map(api => [face.name, api].filter(Boolean).join('-')))) {
      const answer = await fetch(`${app.publicUrl}/openapi/${name}.json`)
      const text = await answer.text()
      if (answer.status !== 200) continue
      const { servers, paths } = JSON.parse(text) as { servers: { url: string }[]; paths: object }
      for (const path of Object.keys(paths)) found.push(`${servers[0]!.url.replace(/\/$/, '')}${path}`)
    }
    assert.ok(found.length > 40, `${found.length} paths`)
    return found
  }

  /** Exactly one line tells of the request, and none of a failure. What could not be read has no name of its own. */
  async function faultOfLog(from: number, { headers }: RawAnswer): Promise<string | undefined> {
    const id = headers.get('x-request-id')
    if (id === null) return undefined
    const about = () =>
      app.logged
        .slice(from)
        .map(line => JSON.parse(line) as { message?: string; requestId?: string; level: unknown })
        .filter(({ message, requestId }) => message === 'answered' && requestId === id).length
    for (let turn = 0; turn < 500 && about() === 0; turn++) await sleep(2)
    const failed = app.logged.slice(from).find(line => /"level":"?(error|fatal|50|60)/.test(line))
    if (failed) return `the log tells of a failure: ${failed}`
    return about() === 1 ? undefined : `${about()} lines in the log`
  }
})

function faultOf({ status, headers, body, text }: RawAnswer): string | undefined {
  if (status === 0 || (status >= 500 && status !== 501)) return `${status} ${text.slice(-200)}`
  if (headers.get('x-content-type-options') !== 'nosniff') return `${status} without nosniff`
  if (body !== '' && !/json|html/.test(headers.get('content-type') ?? '') && status >= 400)
    return `${status} ${headers.get('content-type')} ${body.slice(0, 100)}`
  return /\n\s+at .*:\d+:\d+/.test(text) ? 'a stack trace' : undefined
}
