import { importJWK, SignJWT } from 'jose'
import type { ConsentRequestId, PartyId } from '../../server/domain/ids.ts'
import { bearerCall, type Reply } from './bearer-call.ts'
import { acceptConsentRequest } from '../../server/usecases/requests/accept-consent-request.ts'
import { rejectConsentRequest } from '../../server/usecases/requests/reject-consent-request.ts'
import { revokeGrant } from '../../server/usecases/grants/revoke-grant.ts'
import type { WholeApp } from './whole-app.ts'

export const paths = {
  requests: '/accessmanagement/api/v1/enterprise/consentrequests',
  lookUp: '/accessmanagement/api/v1/maskinporten/consent/lookup',
  endUser: '/accessmanagement/api/v1/bff',
}

const named = 'altinn:consentrequests'

export const scopes = {
  write: `${named}.write`,
  read: `${named}.read`,
  org: `${named}.org`,
  lookUp: 'altinn:maskinporten/consent.read',
  endUser: 'altinn:portal/enduser',
}

interface DemoParty {
  readonly nin?: string
  readonly orgno?: string
  readonly uuid: string
  readonly name: string
}

interface DemoIssuer {
  readonly issuer: string
  readonly jwk: Readonly<Record<string, string>>
}

/** What `demo.json` tells of the Altinn face. */
export interface AltinnDemo {
  readonly parties: Readonly<Record<'P1' | 'P2' | 'P3' | 'O1' | 'O2' | 'O3' | 'O4', DemoParty>>
  readonly unknown: { readonly nin: string; readonly orgno: string }
  readonly partialResource: string
  readonly trustedIssuer: DemoIssuer
  readonly endUserIssuer: DemoIssuer
}

/** Members of a body or claims of a token, in place of the usual ones; `undefined` leaves one out. */
type Changes = Readonly<Record<string, unknown>>

export type AltinnWorld = Awaited<ReturnType<typeof altinnWorld>>

export const urnOf = ({ nin, orgno }: Pick<DemoParty, 'nin' | 'orgno'>): string =>
  nin === undefined
    ? `urn:altinn:organization:identifier-no:${orgno}`
    : `urn:altinn:person:identifier-no:${nin}`

export const organizationClaim = (orgno: string) => ({
  authority: 'iso6523-actorid-upis',
  ID: `0192:${orgno}`,
})

/** One right on one resource. */
export const right = (resource: string, metadata?: Changes | null, action: unknown = ['read']) => ({
  action,
  resource: [{ type: 'urn:altinn:resource', value: resource }],
  ...(metadata !== undefined && { metadata }),
})

const incomeRight = right('ttd_inntektsopplysninger', { INNTEKTSAAR: 'ADSF' })

interface Running {
  readonly publicUrl: string
  readonly demoJson: () => Promise<unknown>
  readonly clock: { readonly now: () => Date }
}

/** The face as those see it who call it. */
export async function altinnWorld(app: Running) {
  const demo = (await app.demoJson()) as { readonly altinn: AltinnDemo }
  const { parties, trustedIssuer, endUserIssuer } = demo.altinn

  const sign = async ({ issuer, jwk }: DemoIssuer, claims: Changes): Promise<string> => {
    const now = Math.floor(app.clock.now().getTime() / 1000)
    return new SignJWT({ iss: issuer, iat: now, exp: now + 120, client_id: 'a-client-of-tests', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '' })
      .sign(await importJWK({ ...jwk }, 'RS256'))
  }
  /** A program's token: of O1, unless the claims say otherwise. */
  const machine = (scope: string, claims: Changes = {}): Promise<string> =>
    sign(trustedIssuer, { scope, consumer: organizationClaim(parties.O1.orgno!), ...claims })
  const endUser = (party: PartyId | string, claims: Changes = {}): Promise<string> =>
    sign(endUserIssuer, { scope: scopes.endUser, 'urn:altinn:party:uuid': party, ...claims })

  const body = (changes: Changes = {}) => ({
    id: crypto.randomUUID(),
    from: urnOf(parties.P1),
    to: urnOf(parties.O1),
    validTo: new Date(app.clock.now().getTime() + 24 * 3600 * 1000).toISOString(),
    consentRights: [incomeRight],
    requestMessage: { en: 'So that we can process your application' },
    redirectUrl: 'https://www.dnb.no',
    ...changes,
  })
  const call = (method: string, path: string, more: Parameters<typeof bearerCall>[1] = {}): Promise<Reply> =>
    bearerCall(`${app.publicUrl}${path}`, { method, ...more })
  const post = async (changes: Changes = {}, token?: string): Promise<Reply> =>
    call('POST', paths.requests, { token: token ?? (await machine(scopes.write)), json: body(changes) })

  return {
    ...demo.altinn,
    machine,
    endUser,
    body,
    call,
    post,
    /** A request of O1's that was put just now. */
    async asked(changes: Changes = {}, token?: string): Promise<string> {
      const { status, json, text } = await post(changes, token)
      if (status !== 201) throw new Error(`Not put: ${status} ${text}`)
      return json.id
    },
    read: async (id: string, token?: string): Promise<Reply> =>
      call('GET', `${paths.requests}/${id}`, { token: token ?? (await machine(scopes.read)) }),
    events: async (query = '', token?: string): Promise<Reply> =>
      call('GET', `${paths.requests}/events${query}`, { token: token ?? (await machine(scopes.read)) }),
    lookUp: async (json: Changes, token?: string): Promise<Reply> =>
      call('POST', paths.lookUp, { token: token ?? (await machine(scopes.lookUp)), json }),
  }
}

/** What a person says to a request, without a page. */
export function answering({ stores }: Pick<WholeApp, 'stores'>) {
  const accept = acceptConsentRequest(stores)
  const reject = rejectConsentRequest(stores)
  const revoke = revokeGrant(stores)
  return {
    accept: (id: string, by: string) => accept({ id: id as ConsentRequestId, decision: decisionOf(by) }),
    reject: (id: string, by: string) =>
      reject({ id: id as ConsentRequestId, decision: decisionOf(by), late: true }),
    async revoke(id: string, by: string): Promise<void> {
      const { state } = (await stores.consents.findRequest(id as ConsentRequestId)) ?? {}
      if (state?.name !== 'accepted') throw new Error(`${id} was not accepted`)
      await revoke({ id: state.grantId, by: by as PartyId, reason: 'giver', late: true })
    },
  }
}

const decisionOf = (by: string) => ({ by: by as PartyId, level: 'high', language: 'nb', shown }) as const

const shown = { text: 'What was shown', hash: 'a'.repeat(64), templateVersion: 'test/1' }
