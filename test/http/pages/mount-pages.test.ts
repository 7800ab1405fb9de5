import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import request from 'supertest'
import { z } from 'zod'
import { Problem } from '../../../server/domain/problem.ts'
import { pageRoute } from '../../../server/http/pages/page-route.ts'
import { servePages } from '../../support/page-server.ts'

const echo = pageRoute({
  method: 'post',
  path: '/form/:name',
  params: z.object({ name: z.string() }),
  form: z.strictObject({ decision: z.enum(['accept', 'reject']) }),
  handle: async ({ params, form }) => ({ redirect: `/${params.name}/${form.decision}` }),
})

const page = pageRoute({
  method: 'get',
  path: '/page',
  handle: async () => ({
    view: 'logged-out',
    model: {},
    cookies: [
      { name: 'kept', value: 'x', maxAge: 60 },
      { name: 'dropped', value: undefined },
    ],
  }),
})

const leadingOut = pageRoute({
  method: 'get',
  path: '/leading-out',
  handle: async () => ({ view: 'logged-out', model: {}, formsLeadOut: true }),
})

const failing = pageRoute({
  method: 'get',
  path: '/fails/:how',
  params: z.object({ how: z.string() }),
  handle: async ({ params }) => {
    await sleep(0)
    if (params.how === 'on-purpose') throw new Problem('storage.unavailable', 'secret detail')
    throw new Error('secret detail')
  },
})

describe('mount-pages', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages({ routes: [echo, page, leadingOut, failing] })
  })
  after(() => served.close())

  const post = () =>
    request(served.publicUrl).post('/form/a').type('form').set('Sec-Fetch-Site', 'same-origin')

  it('hands a parsed form to its route and answers with a 303', async () => {
    const answer = await post().set('Origin', served.publicUrl).send('decision=accept')
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.location, '/a/accept')
  })

  it('takes a post from a program that says nothing of where it comes from', async () => {
    await request(served.publicUrl).post('/form/a').type('form').send('decision=reject').expect(303)
  })

  for (const [how, headers] of Object.entries({
    'Sec-Fetch-Site: cross-site': { 'Sec-Fetch-Site': 'cross-site' },
    'Sec-Fetch-Site: same-site': { 'Sec-Fetch-Site': 'same-site' },
    'a foreign Origin': { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' },
    'Origin: null': { Origin: 'null' },
  })) {
    it(`S32: refuses a form with ${how}`, async () => {
      const answer = await request(served.publicUrl)
        .post('/form/a')
        .type('form')
        .set(headers)
        .send('decision=accept')
      assert.equal(answer.status, 403)
      assert.match(answer.text, /<h1/)
    })
  }

  it('S37: refuses a field that the form does not have', async () => {
    await post().send('decision=accept&scope=everything').expect(400)
  })

  it('S39: refuses a field that is there twice', async () => {
    await post().send('decision=accept&decision=reject').expect(400)
    await request(served.publicUrl).get('/page?a=1&a=2').expect(400)
  })

  it('S40: refuses a form of more than 64 KB, and of more than 100 fields', async () => {
    await post()
      .send(`decision=${'a'.repeat(70_000)}`)
      .expect(413)
    const chunked = await fetch(`${served.publicUrl}/form/a`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new ReadableStream({
        pull(controller) {
          controller.enqueue(Buffer.alloc(30_000, 'a'))
        },
      }),
      duplex: 'half',
    } as RequestInit)
    assert.equal(chunked.status, 413)
    await post()
      .send(Array.from({ length: 101 }, (_, n) => `f${n}=`).join('&'))
      .expect(400)
  })

  it('refuses another media type', async () => {
    await request(served.publicUrl).post('/form/a').send({ decision: 'accept' }).expect(400)
  })

  it('S42: takes __proto__ for an unknown field', async () => {
    await post().send('decision=accept&__proto__=x').expect(400)
  })

  it('S34: forbids frames, scripts and every address but our own', async () => {
    const { headers } = await request(served.publicUrl).get('/page').expect(200)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.match(policy, /base-uri 'none'/)
    assert.match(policy, /form-action 'self';/)
    assert.doesNotMatch(policy, /unsafe|data:/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
  })

  it('leaves out of the policy where forms may go, and nothing else, on a page whose forms lead out', async () => {
    const policyOf = async (path: string) =>
      String((await request(served.publicUrl).get(path)).headers['content-security-policy']).split('; ')
    const directives = await policyOf('/page')
    assert.deepEqual(
      await policyOf('/leading-out'),
      directives.filter(one => one !== "form-action 'self'"),
    )
  })

  it('sets cookies that scripts cannot read and other sites cannot send', async () => {
    const { headers } = await request(served.publicUrl).get('/page')
    assert.deepEqual(headers['set-cookie'], [
      'kept=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60',
      'dropped=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ])
  })

  it('S43: over https binds cookies to this host and tells browsers to stay with https', async () => {
    const secure = await servePages({ routes: [page] }, 'https://samtykke.example')
    const { headers } = await request(secure.publicUrl).get('/page')
    assert.equal(
      headers['set-cookie']?.[0],
      '__Host-kept=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    )
    assert.match(String(headers['strict-transport-security']), /max-age=\d{8}/)
    await secure.close()
  })

  it('S44: knows only the paths as they are written', async () => {
    for (const path of ['/page;x=1', '//page', '/pag%65%00', '/page/..;/', '/PAGE/x']) {
      const answer = await request(served.publicUrl).get(path)
      assert.ok([400, 404].includes(answer.status), `${path} ${answer.status}`)
    }
  })

  it('says 405 with the methods there are, answers HEAD and OPTIONS', async () => {
    const refused = await request(served.publicUrl).delete('/page').expect(405)
    assert.equal(refused.headers.allow, 'HEAD, GET')
    const head = await request(served.publicUrl).head('/page').expect(200)
    assert.equal(head.text, undefined)
    await request(served.publicUrl).options('/page').expect(200)
  })

  it('shows a problem as a page with its status and nothing of its detail, which the operator hears', async () => {
    const told: Error[] = []
    served.koa.on('error', error => told.push(error))
    const busy = await request(served.publicUrl).get('/fails/on-purpose').expect(503)
    assert.equal(busy.headers['retry-after'], '5')
    const broken = await request(served.publicUrl).get('/fails/by-accident').expect(500)
    for (const { text } of [busy, broken]) assert.doesNotMatch(text, /secret detail/)
    assert.deepEqual(
      told.map(error => error.name),
      ['Problem', 'Problem'],
    )
  })

  it('S33: shows nothing of the address on an error page', async () => {
    const { text } = await request(served.publicUrl).get(
      '/fails/x?error_description=%3Cscript%3Ehello&lang=en',
    )
    assert.doesNotMatch(text, /hello/)
    assert.match(text, /<html lang="en"/)
  })
})
