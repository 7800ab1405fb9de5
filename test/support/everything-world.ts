import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { unzipSync } from 'fflate'
import type { GrantId } from '../../server/domain/ids.ts'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import { organization, person } from '../../server/domain/party.ts'
import { acceptConsentRequest } from '../../server/usecases/requests/accept-consent-request.ts'
import { rejectConsentRequest } from '../../server/usecases/requests/reject-consent-request.ts'
import { requestConsent } from '../../server/usecases/requests/request-consent.ts'
import { redeemGrant } from '../../server/usecases/grants/redeem-grant.ts'
import { revokeGrant } from '../../server/usecases/grants/revoke-grant.ts'
import { nora, ola, type Visitor, visitor } from './portal-visitor.ts'
import { askFor, decided } from './test-core.ts'
import { vouched } from './vouched.ts'
import type { WholeApp } from './whole-app.ts'

/** The document as it stands in the file. */
export interface Everything {
  readonly format: string
  readonly exported_at: string
  readonly issuer: string
  readonly person: Readonly<Record<string, unknown>>
  readonly logins: readonly Readonly<Record<string, string>>[]
  readonly consents: readonly ExportedConsent[]
  readonly requests: readonly (Readonly<Record<string, unknown>> & { readonly status: string })[]
  readonly powers: readonly Readonly<Record<string, unknown>>[]
  readonly documents: readonly unknown[]
  readonly ledger: readonly (Readonly<Record<string, string | undefined>> & { readonly sequence: number })[]
  readonly signature: string
}

interface ExportedConsent {
  readonly receipt: Readonly<Record<string, unknown>> & {
    readonly record_id: string
    readonly receipt_id: string
  }
  readonly altered?: true
  readonly uses: readonly Readonly<Record<string, unknown>>[]
  readonly tokens: readonly Readonly<Record<string, string>>[]
  readonly deliveries: readonly Readonly<Record<string, string>>[]
}

const years = 1e11

/**
 * Nora with a consent that a code was given for and that was used, one that is withdrawn and its asker told, a request that
 * waits and one that she declined. Ola may read her consents and gave one, too.
 */
export async function everythingWorld(app: WholeApp) {
  const { stores, clock, publicUrl } = app
  const browser = visitor(publicUrl)
  await browser.logIn(await browser.open('/consents?lang=en'))
  await browser.submit(await browser.ask(), { decision: 'accept' })
  const her = (await stores.parties.findByIdentifier(person(nora)))!
  const him = await stores.parties.findOrAdd(person(ola), 'Ola Nordmann')
  const validity = { from: clock.now(), to: new Date(clock.now().getTime() + years) }
  const right = { actor: him.id, onBehalfOf: her.id, resource: 'consents', action: 'read' }
  await stores.rights.give([vouched(right, validity)], 'Vera')

  const ask = (party = her) => requestConsent(stores)(askFor(party, clock.now(), demo))
  const give = async (party = her) => {
    const { request } = await ask(party)
    return (await acceptConsentRequest(stores)({ id: request.id, decision: decided(party) })).grant
  }
  const withdrawn = await give()
  await revokeGrant(stores)({ id: withdrawn.id, by: her.id, reason: 'giver' })
  const { events } = await stores.query.history(withdrawn.id)
  await stores.tellings.took([{ event: events.at(-1)!.id, at: clock.now() }], 'demo-web')
  await rejectConsentRequest(stores)({ id: (await ask()).request.id, decision: decided(her) })
  await ask()
  await give(him)
  const [given] = (await stores.query.grants({ grantedFor: her.id, standing: 'active' }, { limit: 1 })).items
  await redeemGrant(stores)({
    id: given!.id,
    clientId: 'demo-web',
    what: 'Inntekt hentet',
    traceId: undefined,
    exhausts: false,
  })
  return { browser, her, him, given: given!.id, withdrawn: withdrawn.id as GrantId }
}

const demo = {
  requestedBy: { identifier: organization('810419512'), name: 'SmekkFull Bank' },
  purposeId: overview.id,
  scopes: [{ permission: 'income.read', resourceType: 'api', resourceId: finances.audience }],
}

/** What comes back when the button is pressed on the page at this address, with another login where that is said. */
export async function download(publicUrl: string, browser: Visitor, path = '/everything') {
  const page = await browser.open(path)
  const form = load(page.body)('form[action="/everything"]')
  const fields = new URLSearchParams(
    form
      .find('input')
      .toArray()
      .map(one => [one.attribs.name ?? '', one.attribs.value ?? '']),
  )
  fields.set('act', 'download')
  return fetch(`${publicUrl}/everything`, {
    method: 'POST',
    headers: { cookie: browser.cookies(), origin: publicUrl },
    body: fields,
    redirect: 'manual',
  })
}

/** The files in the archive, by their names. */
export async function filesIn(answer: Response): Promise<Readonly<Record<string, Uint8Array>>> {
  assert.equal(answer.status, 200)
  return unzipSync(new Uint8Array(await answer.arrayBuffer()))
}

export const textOf = (file: Uint8Array | undefined): string => Buffer.from(file!).toString('utf8')

export const everythingIn = (files: Readonly<Record<string, Uint8Array>>): Everything =>
  JSON.parse(textOf(files['everything.json'])) as Everything
