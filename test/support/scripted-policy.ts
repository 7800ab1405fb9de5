import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the decision point says of a token; `undefined` for one that it does not know. */
export type Policy = (token: string) => Readonly<Record<string, unknown>> | undefined

const notVerified = { tokenInfo: { tokenStatus: 'invalid' } }

/** A policy decision point that knows tokens by name and answers as it is told; `pdp500` makes it fail. */
export async function startScriptedPolicy(policy: Policy) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { token } = JSON.parse(body).input
    response
      .writeHead(token === 'pdp500' ? 500 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ result: policy(token) ?? notVerified }))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  server.unref()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
