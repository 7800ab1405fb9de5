import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export async function listening(server: Server): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
}
