import type { RequestListener } from 'node:http'

/** A port is known only once it is open, and issuers are made from it. */
export const stillStarting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end()
}
