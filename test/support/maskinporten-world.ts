import type { ConsentRequestId } from '../../server/domain/ids.ts'
import { organization, type Party, person } from '../../server/domain/party.ts'
import { openCore } from '../../server/usecases/index.ts'
import type { RequestConsent } from '../../server/usecases/requests/request-consent.ts'
import { onEachDatabase, type TestDatabase } from './database.ts'
import { type Maskinporten, maskinportenOf } from './maskinporten.ts'
import { decided, loan } from './test-core.ts'
import { startWholeApp, type WholeApp } from './whole-app.ts'

export const write = 'altinn:consentrequests.write'
export const read = 'altinn:consentrequests.read'

/** The giver P1, by number and as consents name her. */
export const p1 = '01825160023'
export const p1Urn = `urn:altinn:person:identifier-no:${p1}`

export type MaskinportenWorld = Maskinporten &
  Consents & { readonly app: WholeApp; readonly database: TestDatabase }

/** The whole server, started once for all tests on each database, with clients that ask for tokens and consents to use. */
export function onMaskinporten(
  title: string,
  define: (world: MaskinportenWorld) => void,
  env?: Parameters<typeof startWholeApp>[1],
): void {
  const withWorld = (database: TestDatabase) => {
    const world = {} as MaskinportenWorld
    before(async () => {
      const app = await startWholeApp(database, env)
      Object.assign(world, { app, database }, await maskinportenOf(app), await consentsOf(app))
    })
    afterEach(() => world.app.clock.reset())
    after(() => world.app.close())
    define(world)
  }
  onEachDatabase(title, withWorld, 'before all')
}

type Consents = Awaited<ReturnType<typeof consentsOf>>

const right = {
  actions: ['consent'],
  resource: { type: 'urn:altinn:resource', value: 'ttd_inntektsopplysninger' },
  metadata: { INNTEKTSAAR: '2025' },
}

/** Consents that P1 is asked for by O1, put and answered by the core. */
async function consentsOf({ stores, clock }: Pick<WholeApp, 'stores' | 'clock'>) {
  const core = openCore({
    ...stores,
    deletionDays: 30,
    tokens: { inspect: async () => undefined, inspectEnded: async () => undefined },
  })
  const { id: purposeId } = await stores.registry.putPurpose({
    ...loan,
    id: 'test-consent',
    permissions: ['*'],
  })
  const giver = await stores.parties.findOrAdd(person(p1))

  const put = async (changes: Partial<RequestConsent> = {}): Promise<ConsentRequestId> => {
    const until = new Date(clock.now().getTime() + 24 * 3600_000)
    const { request } = await core.requestConsent({
      id: undefined,
      face: 'altinn',
      clientId: 'any',
      requestedBy: { identifier: organization('810419512'), name: 'SmekkFull Bank' },
      handledBy: undefined,
      requestedFrom: giver.id,
      requestedTo: giver.id,
      purposeId,
      scopes: [{ permission: 'consent', resourceType: 'altinn-resource', resourceId: right.resource.value }],
      message: undefined,
      seconds: undefined,
      rights: [right],
      lasts: { until, untilText: until.toISOString().replace('Z', '123+00:00') },
      answerBy: until,
      annotations: {},
      ...changes,
    })
    return request.id
  }
  const answer = (by: Party) => ({ ...decided(by), role: undefined })

  return {
    core,
    giver,
    put,
    reject: (id: ConsentRequestId) => core.rejectConsentRequest({ id, decision: answer(giver) }),
    /** A consent that stands: its id, and what takes it back. */
    give: async (changes: Partial<RequestConsent> = {}) => {
      const id = await put(changes)
      const { grant } = await core.acceptConsentRequest({ id, decision: answer(giver) })
      return {
        id,
        grantId: grant.id,
        withdraw: () => core.revokeGrant({ id: grant.id, by: giver.id, reason: 'giver' }),
      }
    },
  }
}

/** Claims that ask for a consent to be carried by the token. */
export const withConsent = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  scope: read,
  authorization_details: [{ type: 'urn:altinn:consent', id, from: p1Urn, ...more }],
})
