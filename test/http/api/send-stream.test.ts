import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { promisify } from 'node:util'
import Koa from 'koa'
import { sendStream } from '../../../server/http/api/send-stream.ts'
import { httpServer } from '../../../server/http/server.ts'

async function* endless(): AsyncGenerator<string> {
  for (;;) yield 'x'.repeat(65_536)
}

describe('A stream', () => {
  let server: Server
  let reader: Socket
  let end: () => void
  let isLetGo: Promise<unknown>
  before(async () => {
    const app = new Koa()
    app.silent = true
    const ending = Promise.withResolvers<void>()
    end = ending.resolve
    const begun = Promise.withResolvers<void>()
    app.use(ctx => {
      isLetGo = once(ctx.res, 'close')
      sendStream(ctx, { pieces: endless(), mediaType: 'text/plain', ending: ending.promise })
      begun.resolve()
    })
    server = httpServer(app.callback())
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1')
    reader.pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await begun.promise
  })
  after(() => {
    reader.destroy()
    server.closeAllConnections()
    server.close()
  })

  it('is cut off soon after its end for a reader that takes nothing', async () => {
    end()
    await isLetGo
    assert.equal(await connectionsOf(server), 0)
  })
})

const connectionsOf = (server: Server): Promise<number> => promisify(server.getConnections.bind(server))()
