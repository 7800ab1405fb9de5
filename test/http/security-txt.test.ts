import assert from 'node:assert/strict'
import Koa from 'koa'
import { listen, type RunningServer } from '../../server/http/server.ts'
import { securityTxt } from '../../server/http/security-txt.ts'

describe('/.well-known/security.txt', () => {
  let server: RunningServer
  let contact: string | undefined
  before(async () => {
    const app = new Koa()
    const now = () => new Date('2026-11-29T15:00:00.500Z')
    app.use((ctx, next) => securityTxt({ contact, publicUrl: 'https://samtykke.example', now })(ctx, next))
    server = await listen(app.callback(), { host: '127.0.0.1', port: 0 })
  })
  after(() => server.close({ drainSeconds: 1 }))

  const ask = (method = 'GET') =>
    fetch(`http://127.0.0.1:${server.port}/.well-known/security.txt`, { method })

  it('says whom to tell, until when it is good, in which languages and where it is', async () => {
    contact = 'security@samtykke.example'
    const answer = await ask()
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal(
      await answer.text(),
      `Contact: mailto:security@samtykke.example
Expires: 2026-12-29T00:00:00Z
Preferred-Languages: nb, nn, en
Canonical: https://samtykke.example/.well-known/security.txt
`,
    )
    contact = 'https://samtykke.example/security'
    assert.match(await (await ask()).text(), /^Contact: https:\/\/samtykke\.example\/security$/m)
  })

  it('is not there for an operator who has not said whom, nor to be written', async () => {
    contact = undefined
    assert.equal((await ask()).status, 404)
    contact = 'security@samtykke.example'
    assert.equal((await ask('POST')).status, 404)
  })
})
