import { once } from 'node:events'
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** What the thread is given: it opens this many connections to the port, asks once on each, and tells when it has. */
export interface Asking {
  readonly port: number
  readonly connections: number
  /** 0 until it may begin, 1 then, 2 when everything is sent. */
  readonly stage: Int32Array
}

/** A client in a thread of its own, which goes on while this process is busy. It posts the status line of each answer. */
const { port, connections, stage } = workerData as Asking
let sent = 0

Atomics.wait(stage, 0, 0)
const answers = await Promise.all(Array.from({ length: connections }, ask))
parentPort?.postMessage(answers)

async function ask(): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let answer = ''
  socket.on('data', text => {
    answer += text
  })
  const ended = once(socket, 'close').catch(() => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n', () => {
    if (++sent < connections) return
    Atomics.store(stage, 0, 2)
    Atomics.notify(stage, 0)
  })
  await ended
  return answer.split('\r\n')[0] ?? ''
}
