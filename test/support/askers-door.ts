import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const page =
  '<!doctype html><html lang="en"><head><title>Back</title><link rel="icon" href="data:,"></head><body><main><h1>Back</h1></main></body></html>'

/** Where an asker takes its people back: an empty page at every path, on a free port of this machine. */
export async function openAskersDoor() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise(closed => {
      server.close(closed)
      server.closeAllConnections()
    })
  return { origin, back: `${origin}/back`, close }
}
