import assert from 'node:assert/strict'
import { person } from '../../server/domain/party.ts'
import type { TestDatabase } from './database.ts'
import { startScriptedPolicy } from './scripted-policy.ts'
import { startWholeApp } from './whole-app.ts'

export const nins = { p1: '02916297702', p2: '14810797496', p3: '01827535970' } as const
export const glns = {
  bs: '0107000000021',
  bs2: '0107000000022',
  grid: '0107000000038',
  inact: '4502100001872',
  nobs: '8383000000075',
} as const
export const points = {
  m1: '300362000000000008',
  m2: '707856200000000058',
  unknown: '300362000000000000',
} as const
export const organization = '987654321'
export const change = 'ChangeOfBalanceSupplierForPerson'
export const moveIn = 'MoveInAndChangeOfBalanceSupplierForPerson'
export const requests = '/access/v0/authorization-requests'
export const grants = '/access/v0/authorization-grants'

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface ElhubAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly body: any
}

interface Call {
  /** By the name that the policy decision point knows it by; `null` for none. */
  readonly token?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

type Changes = Readonly<Record<string, unknown>>

export const nin = (idValue: string) => ({ idType: 'NationalIdentityNumber', idValue })
export const gln = (idValue: string) => ({ idType: 'GlobalLocationNumber', idValue })

/** The body of a good request, with other members of `meta` or another kind when said. */
export const goodRequest = (meta: Changes = {}, requestType: unknown = change) => ({
  data: {
    type: 'AuthorizationRequest',
    attributes: { requestType },
    meta: {
      requestedBy: gln(glns.bs),
      requestedFrom: nin(nins.p1),
      requestedTo: nin(nins.p1),
      requestedFromName: 'Kari Eksempel',
      requestedForMeteringPointId: points.m1,
      requestedForMeteringPointAddress: 'Prøveveien 7, 0150 Oslo',
      balanceSupplierName: 'Fjordkraftprøve AS',
      balanceSupplierContractName: 'Spot',
      redirectURI: 'https://supplier.example/back',
      ...meta,
    },
  },
})

/** What is shown of a good request or document beside what is its own. */
export const goodMeta = {
  requestedFromName: 'Kari Eksempel',
  requestedForMeteringPointId: points.m1,
  requestedForMeterNumber: '6970631400000001',
  requestedForMeteringPointAddress: 'Prøveveien 7, 0150 Oslo',
  balanceSupplierContractName: 'Spot',
  balanceSupplierName: 'Fjordkraftprøve AS',
  language: 'nb',
} as const

/** The parties of a good request or document that waits. */
export const goodParties = ({ ids }: Pick<ElhubWorld, 'ids'>) => {
  const customer = { data: { type: 'Person', id: ids.p1 } }
  const supplier = { data: { type: 'OrganizationEntity', id: glns.bs } }
  return { requestedBy: supplier, requestedFrom: customer, requestedTo: customer }
}

/** Refusals that every kind of thing has in common. */
export const refusals = {
  badId: [400, 'Invalid input', 'The provided payload did not satisfy the expected format'],
  notYours: [403, 'Party not authorized', 'The party is not allowed to access this resource'],
  notFound: [404, 'Not found error', 'The requested resource could not be found'],
} as const

/** Of a person who asks to be moved in. */
export const moveInOf = (number: string, meta: Changes = {}) =>
  goodRequest({ requestedFrom: nin(number), requestedTo: nin(number), ...meta }, moveIn)

export const answerOf = (id: string, status: string, data: Changes = {}) => ({
  data: { id, type: 'AuthorizationRequest', attributes: { status }, ...data },
})

/** Exactly one error, told in these words. */
export function assertRefused(
  { status, body }: ElhubAnswer,
  ...[wanted, title, detail]: readonly [number, string, string?]
): void {
  const [error] = body.errors ?? []
  assert.deepEqual(
    { status, title: error?.title, detail: detail && error?.detail },
    { status: wanted, title, detail },
  )
  assert.equal(body.errors.length, 1)
  assert.equal(error.status, String(wanted))
  assert.match(body.meta.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/)
}

export type ElhubWorld = Awaited<ReturnType<typeof startElhubWorld>>

type Environment = Readonly<Record<string, string>>

/** The whole server, where a policy decision point says who calls. */
export async function startElhubWorld(database: TestDatabase, env: Environment = {}) {
  const policy = await startScriptedPolicy(token => verdicts[token])
  const app = await startWholeApp(database, { SAMTYKKE_ELHUB_PDP_BASE_URL: policy.url, ...env })
  const idOf = async (number: string) => (await app.stores.parties.findOrAdd(person(number))).id as string
  const ids = { p1: await idOf(nins.p1), p2: await idOf(nins.p2), p3: await idOf(nins.p3) }
  const verdicts: Record<string, Verdicts[string]> = { ...verdictsFor(ids) }

  const call = async (method: string, path: string, options: Call = {}): Promise<ElhubAnswer> => {
    const { token = 'bs', body, headers } = options
    const response = await fetch(`${app.publicUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': 'conf/1',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    }
  }

  return {
    app,
    ids,
    call,
    get: (path: string, token = 'bs') => call('GET', path, { token }),
    post: (body: unknown, token = 'bs', headers: Readonly<Record<string, string>> = {}) =>
      call('POST', requests, { token, body, headers }),
    patch: (id: string, body: unknown, token = 'p1') => call('PATCH', `${requests}/${id}`, { token, body }),
    /** The id of a request that was put. */
    async put(body: unknown = goodRequest(), token = 'bs'): Promise<string> {
      const answer = await call('POST', requests, { token, body })
      assert.equal(answer.status, 201, answer.text)
      return answer.body.data.id
    },
    /** A token of a person whom the directory knows by this id. */
    learnPerson: (token: string, id: string) => {
      verdicts[token] = endUser(id)
    },
    async close() {
      await app.close()
      await policy.close()
    },
  }
}

type Verdicts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const tokenInfo = (tokenType: string, partyId?: string) => ({ tokenStatus: 'verified', tokenType, partyId })

const marketParty = (actingGLN: string, functionName = 'BalanceSupplier') => ({
  tokenInfo: tokenInfo('maskinporten'),
  authInfo: { actingGLN, authorizedFunctions: [{ functionCode: 'X', functionName }] },
})

const endUser = (actingId: string) => ({
  tokenInfo: tokenInfo('enduser'),
  authInfo: { actingType: 'person', actingId },
})

const verdictsFor = ({ p1, p2, p3 }: { p1: string; p2: string; p3: string }): Verdicts => ({
  bs: marketParty(glns.bs),
  bs2: marketParty(glns.bs2),
  grid: marketParty(glns.grid, 'GridOwner'),
  inact: marketParty(glns.inact),
  nobs: marketParty(glns.nobs),
  p1: endUser(p1),
  p2: endUser(p2),
  p3: endUser(p3),
  org: {
    tokenInfo: tokenInfo('enduser'),
    authInfo: { actingType: 'organisation', actingOrganisationNumber: organization },
  },
  sys: { tokenInfo: tokenInfo('elhub-service', 'some-service') },
  pdperr: { error: { code: 'x', message: 'x' } },
})
