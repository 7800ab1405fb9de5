import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Koa from 'koa'
import { oauthPages } from '../../../server/http/pages/oauth-pages.ts'
import { inChromium } from '../../support/chromium.ts'
import { renderer } from '../../support/page-server.ts'

const thanks = '<!doctype html><title>There</title><link rel="icon" href="data:,">'

/** Where it listens from now on. */
async function listen(server: Server, host: string): Promise<string> {
  await once(server.listen(0, host), 'listening')
  const { port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}

const close = (server: Server) =>
  new Promise(closed => {
    server.close(closed)
    server.closeAllConnections()
  })

/** What is posted to a client, which thanks for it. */
async function firstPostTo(client: Server): Promise<string> {
  const [request, response] = await once(client, 'request')
  response.writeHead(200, { 'content-type': 'text/html' }).end(thanks)
  return text(request)
}

describe('the page of form_post in Chromium', () => {
  let issuer: Server
  let client: Server
  beforeEach(() => {
    client = createServer()
  })
  afterEach(() => Promise.all([issuer, client].map(close)))

  inChromium(browser => {
    for (const host of ['127.0.0.1', '::1'])
      it(`sends itself to a program that listens at ${host}`, async () => {
        const action = `${await listen(client, host)}/cb`
        const { formPost } = oauthPages({ renderer, publicUrl: 'http://localhost' })
        issuer = createServer(
          new Koa().use(ctx => formPost(ctx, { action, fields: { code: 'abc' } })).callback(),
        )
        const posted = firstPostTo(client)
        const page = await browser().newPage()
        await page.goto(await listen(issuer, '127.0.0.1'))
        assert.equal(await posted, 'code=abc')
        await page.close()
      })
  })
})
