import { importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import type { ShownClient } from '../../server/faces/face-module.ts'
import { type Answer, send } from './send.ts'
import type { WholeApp } from './whole-app.ts'

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

export type MaskinportenClient = Pick<Required<ShownClient>, 'client_id' | 'jwk'>

/** Claims and header members in place of the usual ones; `undefined` leaves one out. */
export interface Assertion {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** Signs in place of the client's own key. */
  readonly key?: Readonly<Record<string, unknown>>
}

export type Maskinporten = Awaited<ReturnType<typeof maskinportenOf>>

/** The token service of a running app, as its clients use it. */
export async function maskinportenOf(app: Pick<WholeApp, 'demoJson' | 'clock' | 'stores'>) {
  const { issuers, clients } = await app.demoJson()
  const issuer = issuers.maskinporten!
  const { O1, O2, O3, am, dataSource, elhubSupplier1, elhubSupplier2, elhubSystem } = clients.maskinporten!

  /** A signed assertion of a client: a good one, unless `more` says otherwise. */
  const assertionOf = (client: MaskinportenClient, more: Assertion = {}): Promise<string> => {
    const now = Math.floor(app.clock.now().getTime() / 1000)
    const usual = { iss: client.client_id, aud: issuer, iat: now, exp: now + 60, jti: app.stores.ids.uuid() }
    return sign({ ...usual, ...more.claims }, { jwk: more.key ?? client.jwk, header: more.header })
  }
  const post = (form: Readonly<Record<string, string>>): Promise<Answer> => send(`${issuer}token`, { form })
  const ask = async (client: MaskinportenClient, more: Assertion = {}): Promise<Answer> =>
    post({ grant_type: jwtBearer, assertion: await assertionOf(client, more) })

  return {
    issuer,
    clients: {
      O1: O1!,
      O2: O2!,
      O3: O3!,
      am: am!,
      dataSource: dataSource!,
      elhubSupplier1: elhubSupplier1!,
      elhubSupplier2: elhubSupplier2!,
      elhubSystem: elhubSystem!,
    },
    assertionOf,
    post,
    /** The whole answer to one assertion. */
    ask,
    /** An access token with these scopes (a text, separated by spaces); `more` are further claims of the assertion. */
    tokenFor: async (
      client: MaskinportenClient,
      scope: string,
      more: Readonly<Record<string, unknown>> = {},
    ): Promise<string> => {
      const { status, text, json } = await ask(client, { claims: { scope, ...more } })
      if (status !== 200) throw new Error(`No token: ${status} ${text}`)
      return String(json.access_token)
    },
  }
}

interface Signing {
  readonly jwk: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>> | undefined
}

async function sign(claims: object, { jwk, header }: Signing): Promise<string> {
  const protectedHeader = { alg: String(jwk.alg), kid: jwk.kid, typ: 'JWT', ...header } as JWTHeaderParameters
  return new SignJWT(claims as JWTPayload)
    .setProtectedHeader(protectedHeader)
    .sign(await importJWK({ ...jwk }, protectedHeader.alg))
}
