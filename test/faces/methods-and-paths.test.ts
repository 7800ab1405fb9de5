import assert from 'node:assert/strict'
import { onEachDatabase } from '../support/database.ts'
import { sharedApp } from '../support/shared-app.ts'

onEachDatabase('methods and paths that nobody knows', database => {
  const app = sharedApp(database)

  const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(app.publicUrl + path, { method, headers, redirect: 'manual' })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    const body = (/json/.test(type) && text ? JSON.parse(text) : {}) as Record<string, unknown>
    return { status: response.status, allow: response.headers.get('allow'), type, text, body, response }
  }

  it('the wrong method is 405 and says the right ones, in the words of the face', async () => {
    for (const [method, path, allow, member] of [
      ['GET', '/token', 'POST, OPTIONS', 'error'],
      ['PUT', '/authorize', 'GET, HEAD, POST', 'error'],
      ['DELETE', '/userinfo', 'GET, HEAD, OPTIONS, POST', 'error'],
      ['DELETE', '/.well-known/openid-configuration', 'GET, HEAD, OPTIONS', 'error'],
      ['GET', '/grants/7c0e2a5e-0000-4000-8000-000000000000/uses', 'POST', 'code'],
      ['GET', '/gjeld/oauth2/token', 'POST, OPTIONS', 'error'],
      ['DELETE', '/gjeld/v1/consent/agreement', 'PUT', 'timestamp'],
      ['GET', '/maskinporten/token', 'POST', 'error'],
      ['DELETE', '/maskinporten/introspect', 'POST', 'error'],
      ['DELETE', '/maskinporten/jwk', 'GET, HEAD', 'error'],
      ['DELETE', '/accessmanagement/api/v1/enterprise/consentrequests', 'POST', 'status'],
    ] as const) {
      const answer = await ask(method, path)
      assert.deepEqual([answer.status, answer.allow], [405, allow], path)
      assert.match(answer.type, /json/)
      assert.ok(answer.body[member], `${path} ${answer.text}`)
    }
  })

  it('is 404 at Elhub, which has no 405', async () => {
    for (const [method, path] of [
      ['DELETE', '/access/v0/authorization-requests'],
      ['HEAD', '/access/v0/authorization-requests'],
      ['GET', '/access/v0/nonsense'],
    ] as const) {
      const { status, allow } = await ask(method, path)
      assert.deepEqual([status, allow], [404, null], path)
    }
  })

  it('answers HEAD as GET, without the body', async () => {
    for (const path of [
      '/',
      '/jwks',
      '/.well-known/openid-configuration',
      '/gjeld/.well-known/openid-configuration',
      '/maskinporten/jwk',
      '/maskinporten/.well-known/oauth-authorization-server',
      '/receipts/jwks',
      '/openapi/oauth.json',
      '/accessibility',
      '/privacy',
    ]) {
      const [get, head] = [await ask('GET', path), await ask('HEAD', path)]
      assert.deepEqual([head.status, head.type, head.text], [get.status, get.type, ''], path)
    }
    assert.equal((await ask('HEAD', '/gjeld/v1/debt')).status, 405)
  })

  it('unknown paths of an API are told in its format, and to people by a page', async () => {
    for (const path of [
      '/grants/nonsense/uses/x',
      '/gjeld/nonsense',
      '/maskinporten/nonsense',
      '/access/v0/nonsense',
      '/accessmanagement/api/v1/enterprise/nonsense',
    ]) {
      const { status, type } = await ask('GET', path)
      assert.equal(status, 404, path)
      assert.doesNotMatch(type, /html/, path)
    }
    const page = await ask('GET', '/grants/nonsense/uses/x', { accept: 'text/html,*/*' })
    assert.deepEqual([page.status, page.type.split(';')[0]], [404, 'text/html'])
  })

  it('RFC 8414: what an issuer with a path says of itself is also found with the path inserted', async () => {
    for (const [issuer, path] of [
      ['gjeld', '/gjeld'],
      ['maskinporten', '/maskinporten'],
    ]) {
      for (const name of ['oauth-authorization-server', 'openid-configuration']) {
        for (const inserted of [`/.well-known/${name}${path}`, `/.well-known/${name}${path}/`]) {
          const { status, body, response } = await ask('GET', inserted, { origin: 'https://app.example' })
          assert.deepEqual([status, body.issuer], [200, (await app.demoJson()).issuers[issuer!]], inserted)
          assert.match(response.headers.get('cache-control') ?? '', /^public, max-age=\d+$/)
          assert.ok(response.headers.get('access-control-allow-origin'), inserted)
          const below = await ask('GET', `${path}/.well-known/${name}`)
          assert.deepEqual(below.body, body)
        }
      }
    }
    assert.equal((await ask('GET', '/.well-known/openid-configuration/nonsense')).status, 404)
  })
})
