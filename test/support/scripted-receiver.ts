import { createServer, type RequestListener } from 'node:http'
import { closed, listening } from './listening.ts'

/** A server at `path` that takes what it is sent, or answers otherwise. */
export async function scriptedReceiver(path: string, take: RequestListener) {
  const script: RequestListener[] = []
  let otherwise: RequestListener | undefined
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    return (script.shift() ?? otherwise ?? take)(request, response)
  })
  server.unref()
  const port = await listening(server)
  return {
    url: `http://127.0.0.1:${port}${path}`,
    asked: () => asked,
    /** Answers so, once each, before it takes again. */
    answerOnce: (...others: readonly RequestListener[]) => void script.push(...others),
    /** Answers so from now on; takes again without. */
    answer(other?: RequestListener) {
      otherwise = other
    },
    close: () => closed(server),
  }
}
