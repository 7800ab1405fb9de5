import { sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A Vault whose transit engine signs with one key, for whoever has the token, until it is told to fail. */
export async function startScriptedVault({ key, token }: { readonly key: string; readonly token: string }) {
  const asked: string[] = []
  const bodies: Readonly<Record<string, unknown>>[] = []
  let isFailing = false
  let isSilent = false
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push(request.url ?? '')
    bodies.push(JSON.parse(body))
    if (isSilent) return undefined
    if (isFailing || request.headers['x-vault-token'] !== token) return response.writeHead(500).end()
    const signature = sign('sha256', Buffer.from(JSON.parse(body).input, 'base64'), key)
    return response.end(JSON.stringify({ data: { signature: `vault:v1:${signature.toString('base64')}` } }))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    bodies,
    silence(silent: boolean) {
      isSilent = silent
    },
    fail(failing: boolean) {
      isFailing = failing
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
