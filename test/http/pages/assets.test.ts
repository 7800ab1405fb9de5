import assert from 'node:assert/strict'
import request from 'supertest'
import { assets, servePages } from '../../support/page-server.ts'
import { samplePages } from '../../views/samples.ts'

describe('assets', () => {
  let served: Awaited<ReturnType<typeof servePages>>
  before(async () => {
    served = await servePages(samplePages)
  })
  after(() => served.close())

  it('may be kept for ever under their own address, and are asked for again under another', async () => {
    const kept = await request(served.publicUrl).get(assets.stylesheet).expect(200)
    assert.match(String(kept.headers['cache-control']), /immutable/)
    const other = await request(served.publicUrl).get('/assets/samtykke.css').expect(200)
    assert.equal(other.headers['cache-control'], 'no-cache')
    const etag = String(other.headers.etag)
    await request(served.publicUrl).get('/assets/samtykke.css').set('If-None-Match', etag).expect(304)
  })

  it('hold no picture inside the style sheet and no address of another host', async () => {
    const { text } = await request(served.publicUrl).get(assets.stylesheet)
    assert.doesNotMatch(text, /url\(["']?(data:|https?:|\/\/)/)
    const [icon] = /\/assets\/icon-[0-9a-f]+\.svg/.exec(text) ?? []
    const svg = await request(served.publicUrl).get(String(icon)).expect(200)
    assert.match(String(svg.headers['content-type']), /image\/svg\+xml/)
  })

  it('weigh with the consent page less than 60 KB on the wire', async () => {
    const paths = ['/sample/consent-request', assets.stylesheet, assets.icon]
    const sizes = paths.map(async path => {
      const answer = await fetch(`${served.publicUrl}${path}`, { headers: { 'accept-encoding': 'gzip' } })
      return Number(answer.headers.get('content-length'))
    })
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    assert.ok(total > 5000 && total < 60_000, `${total} bytes`)
  })

  it('are nothing outside their folder', async () => {
    for (const path of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/__proto__']) {
      await request(served.publicUrl).get(path).expect(404)
    }
  })
})
