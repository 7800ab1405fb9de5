import { randomUUID } from 'node:crypto'
import { type CryptoKey, type JWTPayload, SignJWT } from 'jose'
import { type Browser, openBrowser } from './browser.ts'
import { post } from './oauth-client.ts'
import { openProver, type Prover } from './proofs.ts'
import { linkTo, requestOf, verifier } from './pushed.ts'

interface Registered {
  readonly id: string
  readonly redirectUris: readonly string[]
  /** Of its key. */
  readonly kid?: string | undefined
}

interface Signed {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly key?: CryptoKey
}

type Changes = Readonly<Record<string, string | undefined>>

export type FapiClient = Awaited<ReturnType<typeof openFapiClient>>

/** Whoever keeps to FAPI 2.0: signs assertions, pushes requests, proves a key. */
export async function openFapiClient(
  server: { readonly publicUrl: string },
  client: Registered,
  privateKey: CryptoKey,
  given?: Prover,
) {
  const prover = given ?? (await openProver())
  if (!given) await prover.ready(server)
  const seconds = () => Math.floor(Date.now() / 1000)

  const sign = (payload: JWTPayload, { claims, header, key = privateKey }: Signed, typ: string) =>
    new SignJWT({ ...payload, ...claims } as JWTPayload)
      .setProtectedHeader({ alg: 'ES256', kid: client.kid ?? 'one', typ, ...header })
      .sign(key)

  const assertion = (changes: Signed = {}): Promise<string> =>
    sign(
      {
        iss: client.id,
        sub: client.id,
        aud: server.publicUrl,
        jti: randomUUID(),
        iat: seconds(),
        exp: seconds() + 60,
      },
      changes,
      'JWT',
    )

  const authenticated = async (form: Changes, changes?: Signed): Promise<Record<string, string>> => {
    const all = {
      client_id: client.id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(changes),
      ...form,
    }
    return Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    )
  }

  const open = async (link: string, browser: Browser = openBrowser()) => {
    const { response, location } = await browser.visit(link)
    const answer = new URL(location ?? 'about:blank').searchParams
    return { status: response.status, location, answer, code: answer.get('code') ?? '' }
  }

  const request = (changes: Changes = {}) => requestOf(client as never, changes)

  const pushForm = async (wanted: Changes, signed?: Signed) => {
    const answer = await post(server, '/par', { form: await authenticated(wanted, signed) })
    return { ...answer, link: linkTo(server, client.id, answer.json.request_uri) }
  }
  const push = (changes: Changes = {}, signed?: Signed) => pushForm(request(changes), signed)

  const token = async (form: Changes, { by = prover, signed }: { by?: Prover; signed?: Signed } = {}) =>
    by.post(server, '/token', { client: { id: client.id }, form: await authenticated(form, signed) })

  const exchange = (code: string, changes: Changes = {}, by: { by?: Prover; signed?: Signed } = {}) =>
    token(
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: client.redirectUris[0],
        code_verifier: verifier,
        ...changes,
      },
      by,
    )

  return {
    prover,
    assertion,
    authenticated,
    sign: (payload: JWTPayload, changes: Signed = {}) => sign(payload, changes, 'oauth-authz-req+jwt'),
    id: client.id,
    request,
    push,
    pushForm,
    open,
    token,
    exchange,
    code: async (changes: Changes = {}) => (await open((await push(changes)).link)).code,
    tokens: async (changes: Changes = {}) => {
      const { code } = await open((await push(changes)).link)
      return (await exchange(code)).json as Record<string, string>
    },
  }
}
