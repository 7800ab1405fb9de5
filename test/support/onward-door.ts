import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const page =
  '<!doctype html><html lang="en"><head><title>There</title><link rel="icon" href="data:,"></head><body><main><h1>There</h1></main></body></html>'

export type OnwardDoor = Awaited<ReturnType<typeof openOnwardDoor>>

/** An asker's address that sends the browser on at once: to its front end at another origin, or into an app. */
export async function openOnwardDoor() {
  const visited: string[] = []
  let onward = ''
  const frontEnd = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  })
  const door = await serve((request, response) => {
    visited.push(request.url ?? '')
    response.writeHead(302, { location: onward }).end()
  })
  return {
    back: `${door.origin}/back`,
    frontEnd: `${frontEnd.origin}/there`,
    app: 'no.example.app://done',
    /** Where the next visitors are sent on to. */
    leadTo(address: string) {
      onward = address
      visited.length = 0
    },
    /** What came to the door since, oldest first. */
    visited: visited as readonly string[],
    close: () => Promise.all([door.close(), frontEnd.close()]),
  }
}

async function serve(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, close: () => closed(server) }
}

const closed = (server: Server) =>
  new Promise(done => {
    server.close(done)
    server.closeAllConnections()
  })
