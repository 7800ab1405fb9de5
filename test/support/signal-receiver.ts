import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'

/** A Security Event Token that was verified. */
export interface Told {
  readonly jti: string
  readonly event: string
  readonly content: Readonly<Record<string, unknown>>
  readonly claims: JWTPayload & Readonly<Record<string, unknown>>
}

interface Pushed {
  readonly told: Told
  readonly headers: IncomingHttpHeaders
}

export type Verify = (token: string) => Promise<Told>

/** Verifies as RFC 8417 and the metadata of a transmitter say, for one receiver. */
export async function verifierOf(configuration: string, audience: string): Promise<Verify> {
  const { issuer, jwks_uri } = (await (await fetch(configuration)).json()) as Record<string, string>
  const keys = createRemoteJWKSet(new URL(jwks_uri!))
  return async token => {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: issuer!,
      audience,
      typ: 'secevent+jwt',
      algorithms: ['RS256'],
      requiredClaims: ['jti', 'iat', 'sub_id', 'txn', 'events'],
    })
    assert.ok(protectedHeader.kid)
    assert.ok(!('sub' in payload) && !('exp' in payload))
    assert.equal(payload.aud, audience)
    const [[event, content] = [], ...more] = Object.entries(payload.events as object)
    assert.ok(event !== undefined && more.length === 0)
    return { jti: payload.jti!, event, content, claims: payload }
  }
}

export type SignalReceiver = Awaited<ReturnType<typeof startSignalReceiver>>

/** Takes what is pushed to it (RFC 8935), or answers otherwise. */
export async function startSignalReceiver(verify: Verify) {
  const taken: Pushed[] = []
  const script: RequestListener[] = []
  let otherwise: RequestListener | undefined
  let asked = 0
  const server = createServer(async (request, response) => {
    asked++
    const other = script.shift() ?? otherwise
    if (other) return other(request, response)
    let body = ''
    for await (const chunk of request) body += chunk
    assert.equal(request.method, 'POST')
    assert.equal(request.headers['content-type'], 'application/secevent+jwt')
    assert.equal(request.headers.accept, 'application/json')
    taken.push({ told: await verify(body), headers: request.headers })
    response.writeHead(202).end()
  })
  server.unref()
  const port = await listening(server)
  return {
    url: `http://127.0.0.1:${port}/events`,
    /** What was taken, in the order in which it came. */
    taken,
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

export const withStatus =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)

export async function listening(server: Server): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
}
