import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { deflateSync } from 'node:zlib'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { closed, listening } from './listening.ts'

type Claims = Readonly<Record<string, unknown>>

export type ScriptedAuthority = Awaited<ReturnType<typeof scriptedAuthority>>

/** The audience of the API that asks. */
export const audience = 'https://api.example'

/** An authorization server as an API sees it, which fails whenever a test says so, and tells only what a test has it tell. */
export async function scriptedAuthority() {
  const key = await newKey('ES256')
  const setKey = await newKey('RS256')
  const answers = new Map<string, Claims>()
  const events: Claims[] = []
  const listeners = new Set<ServerResponse>()
  const asked: Record<string, number> = {}
  /** What answers at a path in place of the usual. */
  const script = new Map<string, RequestListener>()
  const ended = new Set<number>()
  const posted: {
    readonly path: string
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }[] = []
  let down = false
  let beats = 0

  const server = createServer((request, response) => void answer(request, response))
  server.unref()
  const url = `http://127.0.0.1:${await listening(server)}`
  const metadata = {
    issuer: url,
    jwks_uri: `${url}/jwks`,
    token_endpoint: `${url}/token`,
    introspection_endpoint: `${url}/introspect`,
    events_endpoint: `${url}/events`,
  }

  const sign = (claims: Claims, header: Claims = {}, by = key) => {
    const now = Math.floor(Date.now() / 1000)
    const all = { iss: url, aud: audience, iat: now, exp: now + 600, ...claims }
    return new SignJWT(all as JWTPayload)
      .setProtectedHeader({ alg: by.jwk.alg, kid: by.jwk.kid, ...header } as never)
      .sign(by.privateKey)
  }

  const replies: Readonly<Record<string, (body: URLSearchParams, query: URLSearchParams) => unknown>> = {
    '/.well-known/oauth-authorization-server': () => metadata,
    '/jwks': () => ({ keys: [key.jwk, setKey.jwk] }),
    '/token': () => ({ access_token: randomUUID(), token_type: 'Bearer', expires_in: 3600 }),
    '/introspect': body => answers.get(body.get('token') ?? '') ?? { active: false },
    '/events': (_body, query) => page(query.get('cursor') ?? '0'),
  }

  const page = (cursor: string) => {
    const from = cursor === 'end' ? events.length : Number(cursor)
    return { events: events.slice(from), next: String(events.length), more: false }
  }

  const listOf = async (uri: string) => {
    const bytes = Buffer.alloc(4)
    for (const idx of ended) bytes[idx >> 3]! |= 1 << (idx & 7)
    const status_list = { bits: 1, lst: deflateSync(bytes).toString('base64url') }
    const claims = { sub: uri, iss: undefined, aud: undefined, ttl: 1, status_list }
    return sign(claims, { typ: 'statuslist+jwt' })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url)
    asked[pathname] = (asked[pathname] ?? 0) + 1
    if (down) return void request.socket.destroy()
    const other = script.get(pathname)
    if (other) return other(request, response)
    const body = await text(request)
    posted.push({ path: pathname, headers: request.headers, body })
    if (request.headers.accept === 'text/event-stream') return listen(response, searchParams)
    if (pathname === '/list') return void response.end(await listOf(`${url}/list`))
    if (pathname.endsWith('/uses')) return void response.writeHead(201).end()
    const reply = replies[pathname]?.(new URLSearchParams(body), searchParams)
    response.writeHead(reply === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(reply))
  }

  function listen(response: ServerResponse, query: URLSearchParams): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('retry: 1000\n\n:\n\n')
    for (const event of page(query.get('cursor') ?? '0').events) response.write(written(event))
    listeners.add(response)
    const beating = setInterval(() => {
      beats++
      response.write(':\n\n')
    }, 100)
    response.once('close', () => {
      clearInterval(beating)
      listeners.delete(response)
    })
  }

  return {
    url,
    /** How often each path was asked for. */
    asked: (path: string) => asked[path] ?? 0,
    posted,
    /** Whether somebody listens to what happens. */
    isHeard: () => listeners.size > 0,
    /** How many signs of life it has given. */
    beats: () => beats,
    /** A JWT access token behind which the consent stands. */
    token: (claims: Claims = {}, header: Claims = {}) =>
      sign(
        { sub: randomUUID(), client_id: 'bank', jti: randomUUID(), scope: 'income.read', ...claims },
        { typ: 'at+jwt', ...header },
      ),
    sign,
    signSet: (claims: Claims) => sign(claims, { typ: 'secevent+jwt' }, setKey),
    /** An opaque token, or a JWT, of which introspection says this. */
    answerFor(claims: Claims = {}, token: string = randomUUID()) {
      const exp = Math.floor(Date.now() / 1000) + 600
      answers.set(token, { active: true, iss: url, aud: audience, exp, token_type: 'Bearer', ...claims })
      return token
    },
    forget: (token: string) => answers.delete(token),
    tell(type: string, consent: string) {
      const cursor = String(events.length + 1)
      const event = { id: randomUUID(), type, time: new Date().toISOString(), consent_id: consent, cursor }
      events.push(event)
      for (const one of listeners) one.write(written(event))
    },
    /** The place in the list shows that the token has ended. */
    endInList: (idx: number) => ended.add(idx),
    listUri: `${url}/list`,
    /** Hangs up on everybody, or takes calls again. */
    setDown(isDown: boolean) {
      down = isDown
      if (isDown) server.closeAllConnections()
    },
    /** Answers so at a path from now on; as usual again without. */
    answerAt(path: string, listener?: RequestListener) {
      if (listener) script.set(path, listener)
      else script.delete(path)
    },
    hangUp: () => server.closeAllConnections(),
    close: () => closed(server),
  }
}

const written = (event: Claims): string =>
  `id: ${String(event.cursor)}\nevent: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`

async function newKey(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `k-${alg}`, alg, use: 'sig' } }
}
