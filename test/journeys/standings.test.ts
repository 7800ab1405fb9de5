import assert from 'node:assert/strict'
import type { ConsentRequestId, GrantId } from '../../server/domain/ids.ts'
import { organization } from '../../server/domain/party.ts'
import type { Standing } from '../../server/domain/grants/standing.ts'
import { shownGrant } from '../../server/cli/grant/shown-grant.ts'
import { altinnWorld, urnOf } from '../support/altinn-world.ts'
import { gjeldWorld, presentation } from '../support/gjeld-world.ts'
import { jwtBearer } from '../support/maskinporten.ts'
import { type MaskinportenWorld, onMaskinporten, withConsent } from '../support/maskinporten-world.ts'
import { heading, read as words, visitor } from '../support/portal-visitor.ts'
import { grants } from '../support/elhub-world.ts'
import { bearerCall } from '../support/bearer-call.ts'

const day = 24 * 3600_000

interface Consent {
  readonly id: ConsentRequestId
  /** `undefined` until somebody says yes. */
  readonly grant: GrantId | undefined
}

/** What every face tells of one consent; what only a grant can be asked about is absent for a request. */
interface Told {
  /** Altinn's codes, of its look-up and of the token endpoint. */
  readonly altinn: readonly string[]
  readonly elhub?: string
  readonly gjeld?: boolean
  readonly portal?: string
  readonly cli?: string
}

type Case = readonly [standing: string, of: Standing, make: (world: World) => Promise<Consent>, told: Told]

const none: Told = { altinn: ['AM-00014'] }

const cases: readonly Case[] = [
  ['waits for its answer', 'waiting', world => world.asked(), none],
  [
    'was not answered in time',
    'unanswered',
    world => world.later(world.asked()),
    { altinn: ['AM-00013', 'AM-00014'] },
  ],
  ['was declined', 'rejected', world => world.rejected(), none],
  [
    'was declined, and its time is over',
    'rejected',
    world => world.later(world.rejected()),
    { altinn: ['AM-00013', 'AM-00014'] },
  ],
  ['was taken back by the asker', 'withdrawn', world => world.withdrawn(), none],
  [
    'has not begun',
    'not-begun',
    world => world.earlier(() => world.given()),
    {
      altinn: ['AM-00014'],
      elhub: 'Active',
      gjeld: false,
      portal: 'Gjelder ikke ennå',
      cli: 'not-yet-valid',
    },
  ],
  [
    'is active',
    'active',
    world => world.given(),
    { altinn: [], elhub: 'Active', gjeld: true, portal: 'Gjelder nå', cli: 'active' },
  ],
  [
    'was used up at Elhub',
    'used-up',
    world => world.usedUp(),
    { altinn: ['AM-00014'], elhub: 'Exhausted', gjeld: false, portal: 'Brukt', cli: 'exhausted' },
  ],
  [
    'was used up at Elhub, and its time is over',
    'used-up',
    world => world.later(world.usedUp()),
    { altinn: ['AM-00013', 'AM-00014'], elhub: 'Exhausted', gjeld: false, portal: 'Brukt', cli: 'exhausted' },
  ],
  [
    'was withdrawn',
    'revoked',
    world => world.revoked(),
    { altinn: ['AM-00011'], elhub: 'Revoked', gjeld: false, portal: 'Trukket tilbake', cli: 'revoked' },
  ],
  [
    'was withdrawn, and its time is over',
    'revoked',
    world => world.later(world.revoked()),
    {
      altinn: ['AM-00013', 'AM-00011'],
      elhub: 'Revoked',
      gjeld: false,
      portal: 'Trukket tilbake',
      cli: 'revoked',
    },
  ],
  [
    'has come to its end',
    'over',
    world => world.later(world.given()),
    { altinn: ['AM-00013'], elhub: 'Expired', gjeld: false, portal: 'Utløpt', cli: 'expired' },
  ],
]

type World = Awaited<ReturnType<typeof worldOf>>

/** Consents in every standing, given to a client of the debt register by P1, and how the faces tell of them. */
async function worldOf(maskinporten: MaskinportenWorld) {
  const { app, core, giver, clients, tokenFor, put, give } = maskinporten
  const altinn = await altinnWorld(app)
  const demo = await app.demoJson()
  const client = demo.clients.gjeld!.A!
  const gjeld = gjeldWorld(demo.issuers.gjeld!)
  const asked = { face: 'gjeld', clientId: client.client_id } as const

  const asker = async () => (await app.stores.parties.findByIdentifier(organization('810419512')))!.id
  const given = async (): Promise<Consent & { readonly grant: GrantId }> => {
    const { id, grantId } = await give(asked)
    return { id, grant: grantId }
  }
  const system = () => tokenFor(clients.elhubSystem, 'elhub:system')
  const atElhub = async (method: string, grant: GrantId, json?: unknown) =>
    bearerCall(`${app.publicUrl}${grants}/${grant}`, {
      method,
      token: await system(),
      ...(json ? { json } : {}),
    })

  return {
    given,
    asked: async (): Promise<Consent> => ({ id: await put(asked), grant: undefined }),
    async rejected(): Promise<Consent> {
      const id = await put(asked)
      await maskinporten.reject(id)
      return { id, grant: undefined }
    },
    async withdrawn(): Promise<Consent> {
      const id = await put(asked)
      await core.withdrawConsentRequest({ id, by: await asker() })
      return { id, grant: undefined }
    },
    async usedUp(): Promise<Consent> {
      const consent = await given()
      const data = { id: consent.grant, type: 'AuthorizationGrant', attributes: { status: 'Exhausted' } }
      const { status, text } = await atElhub('PATCH', consent.grant, { data })
      assert.equal(status, 200, text)
      return consent
    },
    async revoked(): Promise<Consent> {
      const consent = await given()
      await core.revokeGrant({ id: consent.grant, by: giver.id, reason: 'giver' })
      return consent
    },
    /** When the time of a consent is over. */
    async later(coming: Promise<Consent>): Promise<Consent> {
      const consent = await coming
      app.clock.move(day + 1000)
      return consent
    },
    /** Given by a process whose clock is a minute ahead. */
    async earlier(make: () => Promise<Consent>): Promise<Consent> {
      app.clock.move(60_000)
      const consent = await make()
      app.clock.reset()
      return consent
    },
    standing: async ({ id }: Consent) => (await core.lookUpConsent(id))?.standing,
    async lookUpCodes({ id }: Consent): Promise<readonly string[]> {
      const { parties } = altinn
      const { status, json } = await altinn.lookUp({ id, from: urnOf(parties.P1), to: urnOf(parties.O1) })
      if (status === 200) return []
      return json.problems?.map(({ code }: { code: string }) => code) ?? [json.code]
    },
    async tokenCodes({ id }: Consent): Promise<readonly string[]> {
      const assertion = await maskinporten.assertionOf(clients.O1, { claims: withConsent(id) })
      const { status, json } = await maskinporten.post({ grant_type: jwtBearer, assertion })
      const codes = String(json.error_description).match(/AM-\d+/g) ?? []
      assert.equal(status, codes.length === 0 ? 200 : 400)
      return codes
    },
    async elhub(grant: GrantId): Promise<string> {
      const { status, json, text } = await atElhub('GET', grant)
      assert.equal(status, 200, text)
      return json.data.attributes.status
    },
    async gjeld(grant: GrantId): Promise<boolean> {
      const token = await gjeld.machine(client, presentation, 'debt')
      const { status, body } = await gjeld.call('GET', `/v1/debt/${grant}/status`, { token })
      assert.equal(status, 200)
      return body.active
    },
    async portal(grant: GrantId): Promise<string> {
      const person = visitor(app.publicUrl)
      const page = await person.logIn(await person.open(`/consents/${grant}`), '01825160023')
      return `${heading(page)} ${words(page)}`
    },
    async cli(grant: GrantId): Promise<string> {
      const found = await app.stores.consents.findGrant(grant)
      return shownGrant(found!, app.clock.now()).status
    },
  }
}

onMaskinporten('every face tells the same of a consent that', maskinporten => {
  let world: World
  before(async () => {
    world = await worldOf(maskinporten)
  })

  for (const [standing, of, make, told] of cases) {
    it(standing, async () => {
      const consent = await make(world)
      assert.equal(await world.standing(consent), of)
      assert.deepEqual(await world.lookUpCodes(consent), told.altinn, 'look-up')
      assert.deepEqual(await world.tokenCodes(consent), told.altinn, 'token endpoint')
      if (consent.grant === undefined) return
      assert.equal(await world.elhub(consent.grant), told.elhub)
      assert.equal(await world.gjeld(consent.grant), told.gjeld)
      assert.equal(await world.cli(consent.grant), told.cli)
      const page = await world.portal(consent.grant)
      assert.match(page, new RegExp(told.portal!))
      assert.equal(/Trekk tilbake/.test(page), ['not-begun', 'active'].includes(of), 'the button to withdraw')
    })
  }
})
