import assert from 'node:assert/strict'
import { embeddedDatabase } from '../support/database.ts'
import { assets } from '../support/page-server.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

describe('What operators come to', () => {
  let app: WholeApp
  before(async () => {
    app = await startWholeApp(await embeddedDatabase())
  })
  after(() => app.close())

  const ask = (path: string, init?: RequestInit) => fetch(app.managementUrl + path, init)

  it('has the files of pages, and a page for what is not there, with the name of the request in the log', async () => {
    assert.equal((await ask(assets.stylesheet)).status, 200)
    const nothing = await ask('/nothing', {
      headers: { accept: 'text/html', 'x-request-id': 'an-operator-1' },
    })
    assert.equal(nothing.status, 404)
    assert.match(nothing.headers.get('content-type') ?? '', /^text\/html/)
    assert.match(nothing.headers.get('content-security-policy') ?? '', /default-src/)
    assert.ok(app.logged.some(line => line.includes('"requestId":"an-operator-1"')))
  })

  it('has nothing of the public port', async () => {
    for (const path of ['/consents', '/authorize', '/jwks', '/.well-known/openid-configuration', '/events'])
      for (const method of ['GET', 'POST']) assert.equal((await ask(path, { method })).status, 404, path)
  })
})
