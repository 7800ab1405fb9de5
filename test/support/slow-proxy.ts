import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface SlowProxy {
  /** Of the same database, by way of the proxy. */
  readonly url: string
  /** How long everything that the database says from now on takes to arrive, in milliseconds. */
  slowDown(milliseconds: number): void
  /** Hands on nothing any more, either way, and ends nothing: as when packets are lost. Or hands on again. */
  goSilent(isSilent: boolean): void
  close(): Promise<void>
}

/** Stands in front of the database at `url`, and hands on at once what it is sent, and later what it is answered. */
export async function startSlowProxy(url: string): Promise<SlowProxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let delay = 0
  let silent = false

  const follow = (one: Socket, other: Socket): void => {
    sockets.add(one)
    one.setNoDelay(true)
    one.on('error', () => {})
    one.once('close', () => {
      sockets.delete(one)
      if (!silent) other.destroy()
    })
  }

  const server = createServer(client => {
    const database = connect(Number(port), hostname)
    follow(client, database)
    follow(database, client)
    client.on('data', (chunk: Buffer) => silent || database.write(chunk))
    let last: Promise<unknown> = Promise.resolve()
    database.on('data', (chunk: Buffer) => {
      const due = sleep(delay)
      last = last.then(() => due).then(() => silent || client.destroyed || client.write(chunk))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    slowDown(milliseconds) {
      delay = milliseconds
    },
    goSilent(isSilent) {
      silent = isSilent
    },
    async close() {
      for (const one of sockets) one.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
