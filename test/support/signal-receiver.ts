import assert from 'node:assert/strict'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { scriptedReceiver } from './scripted-receiver.ts'

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
  const receiver = await scriptedReceiver('/events', async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    assert.equal(request.method, 'POST')
    assert.equal(request.headers['content-type'], 'application/secevent+jwt')
    assert.equal(request.headers.accept, 'application/json')
    taken.push({ told: await verify(body), headers: request.headers })
    response.writeHead(202).end()
  })
  /** `taken`: what was taken, in the order in which it came. */
  return { ...receiver, taken }
}

export const withStatus =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)
