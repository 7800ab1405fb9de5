import { movableClock } from '../../adapters/clock/movable-clock.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { knexTokenInspector } from '../../adapters/knex/oauth/token-inspector.ts'
import type { Decision } from '../../server/domain/requests/decision.ts'
import { organization, type Party, person } from '../../server/domain/party.ts'
import type { Purpose } from '../../server/domain/requests/purpose.ts'
import type { AuditEventName } from '../../server/domain/audit/audit-events.ts'
import type { AuditMemberName, AuditValues, auditMembers } from '../../server/domain/audit/audit-members.ts'
import { openCore } from '../../server/usecases/index.ts'
import type { RegisterAgreement } from '../../server/usecases/grants/register-agreement.ts'
import type { RequestConsent } from '../../server/usecases/requests/request-consent.ts'
import type { TestDatabase } from './database.ts'
import { storesAt } from './stores.ts'

const day = 24 * 3600
const text = { nb: 'Lånesøknad', nn: 'Lånesøknad', en: 'Loan application' }

export const loan: Purpose = {
  id: 'loan',
  version: 1,
  name: text,
  description: text,
  whenDeclined: text,
  permissions: ['debt.read'],
  singleUse: false,
  defaultSeconds: 30 * day,
  longestSeconds: 365 * day,
  loginLevel: 'substantial',
}

export const once: Purpose = {
  ...loan,
  id: 'once',
  singleUse: true,
  defaultSeconds: 600,
  longestSeconds: 600,
}

export const scope = { permission: 'debt.read', resourceType: 'api', resourceId: 'https://debt.example' }

/** What is on record, whatever it is. */
type Recorded = { readonly what: AuditEventName; readonly reason?: string | undefined } & {
  readonly [Name in AuditMemberName]?: AuditValues[(typeof auditMembers)[Name]['type']] | undefined
}

/** Every use case on a real database, with the people and purposes that the tests speak of. */
export async function openTestCore(database: TestDatabase) {
  const clock = movableClock
  const recorded: Recorded[] = []
  const audit = { record: (entry: Recorded) => void recorded.push(entry), written: async () => {} }
  const stores = storesAt(database, clock, { audit })
  const ports = {
    ...stores,
    deletionDays: 30,
    tokens: knexTokenInspector({ ...database, clock, values: stores.tokenValues, texts: stores.texts }),
  }
  await ports.registry.putPurpose(loan)
  await ports.registry.putPurpose(once)
  const kari = await ports.parties.findOrAdd(person('14842249091'), 'Kari Demo')
  const ola = await ports.parties.findOrAdd(person('29868099311'), 'Ola Demo')
  const bank = await ports.parties.findOrAdd(organization('810419512'), 'Demobanken')
  return { core: openCore(ports), ports, sealer: ports.sealer, clock, recorded, kari, ola, bank }
}

export type TestCore = Awaited<ReturnType<typeof openTestCore>>

/** The bank asks this person. */
export const askFor = (asked: Party, now: Date, changes: Partial<RequestConsent> = {}): RequestConsent => ({
  id: undefined,
  face: 'oauth',
  clientId: 'demo-web',
  requestedBy: { identifier: organization('810419512'), name: 'Demobanken' },
  handledBy: undefined,
  requestedFrom: asked.id,
  requestedTo: asked.id,
  purposeId: 'loan',
  scopes: [scope],
  message: undefined,
  seconds: undefined,
  answerBy: new Date(now.getTime() + 600_000),
  annotations: {},
  ...changes,
})

const agreeingBank = {
  id: 'demo-web',
  face: 'gjeld',
  owner: organization('810419512'),
  ownerName: 'Demobanken',
  onBehalfOf: undefined,
} as unknown as RegisterAgreement['client']

/** An agreement of the bank's with Kari about a loan, for an hour. */
export const agreement = (changes: Partial<RegisterAgreement> = {}): RegisterAgreement => ({
  client: agreeingBank,
  agreementKey: 'loan-1',
  giver: person('14842249091'),
  purposeId: 'loan',
  scopes: [scope],
  seconds: 3600,
  ...changes,
})

/** What this person decided, having read a short text. */
export const decided = (by: Party, changes: Partial<Decision> = {}): Omit<Decision, 'at'> => ({
  by: by.id,
  role: 'self',
  level: 'substantial',
  language: 'nb',
  shown: { text: 'Vil du?', hash: sha256('Vil du?'), templateVersion: 'consent-request/1' },
  ...changes,
})
