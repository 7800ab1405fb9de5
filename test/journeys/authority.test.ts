import assert from 'node:assert/strict'
import { browserPlace } from '../../adapters/knex/rows/places.ts'
import { openJson } from '../../adapters/knex/rows/sealed-json.ts'
import { cookieJar } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { nora } from '../support/portal-visitor.ts'
import { lines, type RawAnswer, rawRequest } from '../support/raw-request.ts'

describe('Where the server is', () => {
  let app: DemoApp
  let port: string
  let issuers: Readonly<Record<string, string>>
  let query: URLSearchParams
  before(async () => {
    app = await startDemoApp()
    port = new URL(app.publicUrl).port
    issuers = app.demo.issuers
    const { web } = app.demo.clients.oauth
    query = new URLSearchParams({
      client_id: web.client_id,
      redirect_uri: web.redirect_uris[0]!,
      response_type: 'code',
      scope: 'openid income.read',
      state: 'a-long-enough-state',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    })
  })
  after(() => app.close())

  const get = (target: string, ...fields: readonly string[]): Promise<RawAnswer> =>
    rawRequest(port, lines(`GET ${target} HTTP/1.1`, ...fields, 'Connection: close', '', ''))
  const here = () => `Host: localhost:${port}`

  /** Paths of every face and of the pages, below the origin. */
  const paths = () => [
    ...Object.values(issuers).flatMap(issuer => {
      const base = new URL(issuer).pathname.replace(/\/$/, '')
      return [`${base}/.well-known/openid-configuration`, `${base}/.well-known/oauth-authorization-server`]
    }),
    `/authorize?${query}`,
    `/gjeld/oauth2/auth?${query}`,
    '/consents',
    '/consents/logout-elsewhere',
    '/requests/6f0c2d3c-3b0b-4f0c-9a4e-6d7a2c3f1b00',
    '/logout',
    '/demo',
    '/accessmanagement/api/v1/enterprise/consentrequests',
    '/access/v0/authorization-requests',
    '/nowhere',
  ]

  const names: readonly (readonly [title: string, ask: (path: string) => Promise<RawAnswer>])[] = [
    ['an absolute target', path => get(`http://evil.example${path}`, here())],
    ['an absolute target with a port and a person', path => get(`HTTPS://me@evil.example:1${path}`, here())],
    ['a Host header', path => get(path, 'Host: evil.example')],
    [
      'X-Forwarded-Host',
      path => get(path, here(), 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https'),
    ],
    ['Forwarded', path => get(path, here(), 'Forwarded: host=evil.example;proto=https')],
    [
      'X-Original-URL',
      path => get(path, here(), 'X-Original-URL: http://evil.example/', 'X-Host: evil.example'),
    ],
  ]
  for (const [title, ask] of names)
    it(`is not learnt from ${title}: nothing that is answered or kept names it`, async () => {
      for (const path of paths()) {
        const [answer, usual] = [await ask(path), await get(path, here())]
        assert.doesNotMatch(answer.text, /evil/, path)
        assert.equal(answer.status, usual.status, path)
        assert.ok(!(await keptText()).includes('evil'), path)
      }
    })

  it('is the way back from a login, whatever the target said', async () => {
    const begun = await get('http://evil.example/consents', here())
    const [cookie = ''] = begun.headers.getSetCookie().map(one => one.split(';')[0])
    const jar = cookieJar()
    const page = await jar.follow(begun.headers.get('location') ?? '')
    const form = findForm(page.body, page.url, { name: 'outcome', value: 'login' })
    const fields = { ...form.fields, pid: nora, outcome: 'login' }
    const { url } = await jar.follow(form.action, { form: fields, stopAt: `${app.publicUrl}/login/callback` })
    const { pathname, search } = new URL(url)
    const back = await get(`http://evil.example${pathname}${search}`, here(), `Cookie: ${cookie}`)
    assert.equal(back.headers.get('location'), `${app.publicUrl}/consents`)
  })

  it('finds the same page for an absolute target as for its path', async () => {
    const [absolute, usual] = [
      await get(`${app.publicUrl}/consents/`, here()),
      await get('/consents/', here()),
    ]
    assert.equal(absolute.status, usual.status)
    assert.equal((await get('http://evil.example', here())).status, (await get('/', here())).status)
    assert.equal(
      (await get('http://evil.example?lang=en', here())).status,
      (await get('/?lang=en', here())).status,
    )
  })

  const unsound: readonly (readonly [title: string, fields: readonly string[]])[] = [
    ['two Host headers', ['Host: localhost', 'Host: evil.example']],
    ['the same Host twice', ['Host: localhost', 'host: localhost']],
    ['no Host', []],
    ['a Host that is a list', ['Host: localhost, evil.example x']],
    ['a Host with a path', ['Host: localhost/evil']],
    ['a Host with a person', ['Host: me@localhost']],
    ['a Host with a space', ['Host: local host']],
  ]
  for (const [title, fields] of unsound)
    it(`is asked for with ${title}: 400, and the connection ends`, async () => {
      for (const path of ['/.well-known/openid-configuration', '/consents', '/nowhere']) {
        const { status, headers, body } = await get(path, ...fields)
        assert.equal(status, 400)
        assert.equal(headers.get('x-content-type-options'), 'nosniff')
        assert.equal(headers.get('content-type'), 'application/problem+json')
        assert.equal(JSON.parse(body).code, 'request.malformed')
        assert.equal(headers.get('connection'), 'close')
      }
    })

  it('is asked for with a body in a transfer coding that nobody knows: 400, and the connection ends', async () => {
    const fields = [here(), 'Transfer-Encoding: xchunked', '', '0', '', '']
    const { status, headers } = await rawRequest(port, lines('POST /token HTTP/1.1', ...fields))
    assert.deepEqual([status, headers.get('connection')], [400, 'close'])
  })

  it('is asked for without a Host by HTTP/1.0, which has none', async () => {
    assert.equal(
      (await rawRequest(port, 'GET /.well-known/openid-configuration HTTP/1.0\r\n\r\n')).status,
      200,
    )
  })

  it('is told by discovery, which says how long it may be kept', async () => {
    for (const path of paths().filter(path => path.includes('.well-known'))) {
      const { status, headers } = await get(path, here())
      if (status === 200) assert.equal(headers.get('cache-control'), 'public, max-age=300', path)
    }
    assert.equal((await get('/.well-known/openid-configuration', here())).status, 200)
  })

  /** Everything that is kept of browsers and authorizations. */
  async function keptText(): Promise<string> {
    const { knex } = app.stores.database
    const artifacts = await knex('artifact').pluck('payload')
    const states = await knex('browser_state').select('kind', 'hash', 'payload')
    const opened = states.map(({ kind, hash, payload }) =>
      kind === 'login_session'
        ? payload
        : openJson(payload, { sealer: app.stores.sealers.sessions, place: browserPlace(kind, hash) }),
    )
    return JSON.stringify([...artifacts, ...opened])
  }
})
