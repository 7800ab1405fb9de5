import type { ConsentRequestId, GrantId, PartyId } from '../../server/domain/ids.ts'
import type { AuthorizationGrant } from '../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../server/domain/requests/consent-request.ts'
import type { Decision } from '../../server/domain/requests/decision.ts'

export const noon = new Date('2026-11-20T12:00:00.000Z')

/** `noon` moved by milliseconds. */
export const at = (milliseconds: number, from: Date = noon): Date => new Date(from.getTime() + milliseconds)

export const bank = '00000000-0000-7000-8000-0000000000b1' as PartyId
export const kari = '00000000-0000-7000-8000-0000000000a1' as PartyId
export const ola = '00000000-0000-7000-8000-0000000000a2' as PartyId
export const grantId = '00000000-0000-7000-8000-0000000000c1' as GrantId

const day = 24 * 3600

/** Keys of metadata stand in the asker's order, which no sorting of theirs gives. */
export const rights = [
  {
    actions: ['read'],
    resource: { type: 'urn:altinn:resource', value: 'income', version: 2 },
    metadata: { year: '2025', 'a longer key': 'x', b: 'y' },
  },
]

/** What was asked for in the words of registered types; members stand in no order. */
export const details = [
  { type: 'urn:example:payment', payee: 'Strøm «Øst» AS', amount: { currency: 'NOK', value: '120.50' } },
  {
    type: 'urn:example:accounts',
    accounts: ['12345678903', '98765432106'],
    locations: ['https://debt.example'],
  },
]

export const aRequest = (changes: Partial<ConsentRequest> = {}): ConsentRequest => ({
  id: '00000000-0000-7000-8000-0000000000d1' as ConsentRequestId,
  version: 0,
  face: 'oauth',
  clientId: 'demo-web',
  purpose: { id: 'loan', version: 1 },
  requestedBy: bank,
  handledBy: undefined,
  requestedFrom: kari,
  requestedTo: kari,
  scopes: [{ permission: 'debt.read', resourceType: 'api', resourceId: 'https://debt.example' }],
  rights: undefined,
  details: [],
  message: undefined,
  requiredLevel: 'substantial',
  answerBy: at(600_000),
  asks: { singleUse: false, seconds: 30 * day },
  ceremony: 'page',
  annotations: {},
  createdAt: noon,
  state: { name: 'pending' },
  ...changes,
})

export const aDecision = (changes: Partial<Decision> = {}): Decision => ({
  by: kari,
  role: 'self',
  at: noon,
  level: 'substantial',
  language: 'nb',
  shown: {
    text: 'Banken ber om å få se gjelden din.',
    hash: 'a'.repeat(64),
    templateVersion: 'consent-request/1',
  },
  ...changes,
})

export const aGrant = (changes: Partial<AuthorizationGrant> = {}): AuthorizationGrant => ({
  id: grantId,
  version: 0,
  epoch: 0,
  face: 'oauth',
  clientId: 'demo-web',
  requestId: aRequest().id,
  agreementKey: undefined,
  purpose: { id: 'loan', version: 1 },
  grantedFor: kari,
  grantedBy: kari,
  grantedTo: bank,
  handledBy: undefined,
  scopes: aRequest().scopes,
  rights: undefined,
  details: [],
  validity: { from: noon, to: at(30 * day * 1000) },
  singleUse: false,
  reservedUntil: undefined,
  annotations: {},
  createdAt: noon,
  state: { name: 'active' },
  ...changes,
})
