import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** What the next token request is answered with. */
export interface Script {
  claims: JWTPayload
  /** Answers with this OAuth error instead. */
  error?: string
  /** Signs with a key that nobody published. */
  forged?: boolean
  /** Stands where the keys do. */
  keys?: unknown
  /** Never answers programs. */
  silent?: boolean
  /** What its userinfo endpoint tells, which it has only then. */
  userinfo?: Readonly<Record<string, unknown>>
  /** Hangs up on programs. */
  down?: boolean
}

/** Settings of a server where people log in at this identity provider. */
export const loginsAt = ({ issuer }: { readonly issuer: string }) => ({
  SAMTYKKE_IDP_ISSUER: issuer,
  SAMTYKKE_IDP_CLIENT_ID: 'samtykke',
  SAMTYKKE_IDP_CLIENT_SECRET: 'a-secret-of-the-test-only-0123456789',
})

/** An identity provider that does exactly what a test says, also what a real one never would. */
export async function scriptedIssuer() {
  const stranger = await generateKeyPair('RS256')
  let key = await newKey('k')
  let asked = new URLSearchParams()
  const script: Script = { claims: {} }
  const seen: URLSearchParams[] = []
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    end_session_endpoint: `${issuer}/logout`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['RS256'],
  }

  const sign = (claims: JWTPayload, header: object = {}) =>
    new SignJWT({ iss: issuer, aud: 'samtykke', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: key.jwk.kid, ...header })
      .setIssuedAt(claims.iat)
      .setExpirationTime(claims.exp ?? '1m')
      .sign((script.forged ? stranger : key).privateKey)

  const token = async () => {
    if (script.error) return { error: script.error }
    const id_token = await sign({ sub: 's', nonce: asked.get('nonce'), ...script.claims })
    return { access_token: 'a', token_type: 'Bearer', id_token }
  }

  server.on('request', async (request, response) => {
    const body = new URLSearchParams(await text(request))
    const url = new URL(request.url ?? '', issuer)
    if (url.pathname === '/authorize') {
      asked = url.searchParams
      return response.writeHead(302, { location: answerTo(asked) }).end()
    }
    if (script.down) return request.socket.destroy()
    if (script.silent) return
    const answers: Record<string, () => unknown> = {
      '/.well-known/openid-configuration': () => ({
        ...metadata,
        ...(script.userinfo && { userinfo_endpoint: `${issuer}/userinfo` }),
      }),
      '/userinfo': () => script.userinfo,
      '/jwks': () => script.keys ?? { keys: [key.jwk] },
      '/token': token,
    }
    if (request.url === '/token') seen.push(body)
    const answer = await answers[request.url ?? '']?.()
    const failed = request.url === '/token' && script.error !== undefined
    response.writeHead(failed ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  return {
    issuer,
    script,
    /** Any JWT of this issuer's, to the client when nothing else is said. */
    sign,
    /** Signs with another key from now on, and publishes that one alone. */
    async rotate() {
      key = await newKey(`${key.jwk.kid}k`)
    },
    /** The token requests that came, oldest first. */
    seen,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

/** Where a browser goes that asked for this, as soon as it has asked. */
const answerTo = (asked: URLSearchParams): string =>
  `${asked.get('redirect_uri')}?${new URLSearchParams({ code: 'c', state: asked.get('state') ?? '' })}`
