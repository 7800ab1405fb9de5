import { Agent, globalAgent, type IncomingMessage, request } from 'node:http'
import { Agent as TlsAgent, globalAgent as globalTlsAgent, request as tlsRequest } from 'node:https'
import { assertNoPrivateAddress, publicLookup } from './public-address.ts'

export interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  readonly signal: AbortSignal
  /** Refuses to connect to private addresses, whatever names lead there. */
  readonly onlyPublic: boolean
}

const lookup = publicLookup()
const agents = { http: globalAgent, https: globalTlsAgent }
const publicAgents = {
  http: new Agent({ keepAlive: true, timeout: 5000, lookup }),
  https: new TlsAgent({ keepAlive: true, timeout: 5000, lookup }),
}

/** The head of the answer; its body waits to be read. Redirects are answers. Rejects with what befell the connection. */
export async function send(url: URL, sent: Sent): Promise<IncomingMessage> {
  const { onlyPublic, body, ...options } = sent
  if (onlyPublic) assertNoPrivateAddress(url)
  const { http, https } = onlyPublic ? publicAgents : agents
  return new Promise((resolve, reject) => {
    const question =
      url.protocol === 'https:'
        ? tlsRequest(url, { ...options, agent: https })
        : request(url, { ...options, agent: http })
    question.on('response', resolve).on('error', reject).end(body)
  })
}
