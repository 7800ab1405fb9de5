import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import mount from 'koa-mount'
import {
  accessOf,
  expressGuard,
  fastifyGuard,
  koaGuard,
  nodeGuard,
  nothing,
  openResourceServer,
  Refusal,
  type ResourceServer,
} from '../../../packages/resource-server/src/index.ts'
import { certificate, forServers } from '../../support/client-certificates.ts'
import { closed, listening } from '../../support/listening.ts'
import { openProver } from '../../support/proofs.ts'
import { audience, type ScriptedAuthority, scriptedAuthority } from '../../support/scripted-authority.ts'

const demands = { scopes: ['income.read'] }

/** The same small API in each: `/v1/income` says whose it is, `/v1/used` finds that the consent is used up. */
const apis: Readonly<Record<string, (api: ResourceServer) => RequestListener | Promise<RequestListener>>> = {
  'node:http': api =>
    nodeGuard(api, demands, ({ url }, response, { subject }) => {
      if (url === '/v1/used') throw usedUp()
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ subject }))
    }),
  Express: api => {
    const router = express.Router()
    router.use(expressGuard(api, demands))
    router.get('/income', (incoming, response) => {
      response.json({ subject: accessOf(incoming).subject })
    })
    router.get('/used', () => {
      throw usedUp()
    })
    return express().set('env', 'test').use('/v1', router)
  },
  Koa: api => {
    const inner = new Koa()
    inner.use(koaGuard(api, demands))
    inner.use(ctx => {
      if (ctx.path === '/used') throw usedUp()
      ctx.body = { subject: accessOf(ctx.req).subject }
    })
    const app = new Koa()
    app.silent = true
    return app.use(mount('/v1', inner)).callback()
  },
  Fastify: async api => {
    const app = fastify()
    app.addHook('onRequest', fastifyGuard(api, demands))
    app.get('/v1/income', incoming => ({ subject: accessOf(incoming).subject }))
    app.get('/v1/used', () => {
      throw usedUp()
    })
    await app.ready()
    return (incoming, response) => app.routing(incoming, response)
  },
}

const usedUp = () => new Refusal('invalid_token', 'The consent was used up')

describe('a guard of an API', () => {
  let authority: ScriptedAuthority
  const open: Server[] = []
  before(async () => {
    authority = await scriptedAuthority()
  })
  after(async () => {
    await Promise.all(open.map(closed))
    await authority.close()
  })

  const opened = (origin?: string): ResourceServer =>
    openResourceServer({
      issuer: authority.url,
      audience,
      follow: nothing(),
      staleAfter: Number.POSITIVE_INFINITY,
      ...(origin !== undefined && { origin }),
    })
  const token = (more = {}) => authority.token({ grant_id: randomUUID(), sub: 'nora', ...more })

  for (const [name, make] of Object.entries(apis)) {
    describe(`at ${name}`, () => {
      let url: string
      before(async () => {
        let handle: RequestListener = () => {}
        const server = createServer((incoming, response) => handle(incoming, response))
        open.push(server)
        url = `http://127.0.0.1:${await listening(server)}`
        handle = await make(opened(url))
      })
      const get = async (path: string, headers: Record<string, string> = {}) => {
        const response = await fetch(url + path, { headers })
        return { response, status: response.status, text: await response.text() }
      }

      it('serves who may, and says whom', async () => {
        const { status, text: body } = await get('/v1/income', { authorization: `Bearer ${await token()}` })
        assert.deepEqual([status, JSON.parse(body)], [200, { subject: 'nora' }])
      })

      it('refuses who may not, with a challenge and JSON', async () => {
        const { status, response } = await get('/v1/income')
        assert.equal(status, 401)
        assert.match(response.headers.get('www-authenticate')!, /^Bearer, DPoP /)
        assert.equal(response.headers.get('cache-control'), 'no-store')
        const weak = await get('/v1/income', {
          authorization: `Bearer ${await token({ scope: 'debt.read' })}`,
        })
        assert.equal(weak.status, 403)
        assert.match(weak.response.headers.get('content-type')!, /^application\/json/)
        assert.equal((JSON.parse(weak.text) as { error: string }).error, 'insufficient_scope')
      })

      it('finds the whole address that a proof is for, below a router too', async () => {
        const prover = await openProver()
        const bound = await token({ cnf: { jkt: prover.thumbprint } })
        const dpop = await prover.prove({ htm: 'GET', htu: `${url}/v1/income`, token: bound })
        const { status, text: body } = await get('/v1/income?year=2025', {
          authorization: `DPoP ${bound}`,
          dpop,
        })
        assert.equal(status, 200, body)
      })

      it('answers a refusal that is thrown behind it as it says', async () => {
        const { status, response } = await get('/v1/used', { authorization: `Bearer ${await token()}` })
        assert.equal(status, 401)

        assert.match(response.headers.get('www-authenticate')!, /^Bearer error="invalid_token"/)
      })
    })
  }

  it('finds the certificate of the connection where it ends TLS itself', async () => {
    const own = await certificate({ purpose: forServers, host: 'localhost' })
    const [right, other] = [await certificate({}), await certificate({})]
    const handler = nodeGuard(opened(), {}, (_incoming, response) => {
      response.writeHead(200, {})
      response.end('')
    })
    const options = { key: own.key, cert: own.pem, requestCert: true, rejectUnauthorized: false }
    const server = createTlsServer(options, (incoming, response) => void handler(incoming, response))
    open.push(server)
    await listening(server)
    const { port } = server.address() as AddressInfo
    const authorization = `Bearer ${await token({ cnf: { 'x5t#S256': right.thumbprint } })}`
    const get = (shown?: typeof right) =>
      new Promise<number | undefined>((done, failed) => {
        const asking = {
          port,
          ca: own.pem,
          servername: 'localhost',
          headers: { authorization },
          agent: false,
        }
        request({ ...asking, ...(shown && { key: shown.key, cert: shown.pem }) }, response => {
          text(response).then(() => done(response.statusCode), failed)
        })
          .on('error', failed)
          .end()
      })
    assert.deepEqual([await get(right), await get(other), await get()], [200, 401, 401])
  })
})
