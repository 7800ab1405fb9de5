import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { overview } from '../../server/demo/world/purposes.ts'
import { finances } from '../../server/demo/world/resources.ts'
import type { GrantManagement } from '../../server/domain/grants/grant-management.ts'
import { organization, person } from '../../server/domain/party.ts'
import { markedAway } from '../../server/domain/requests/polled.ts'
import { revokeGrant } from '../../server/usecases/grants/revoke-grant.ts'
import { acceptConsentRequest } from '../../server/usecases/requests/accept-consent-request.ts'
import { rejectConsentRequest } from '../../server/usecases/requests/reject-consent-request.ts'
import { requestConsent } from '../../server/usecases/requests/request-consent.ts'
import { withdrawConsentRequest } from '../../server/usecases/requests/withdraw-consent-request.ts'
import { post } from './oauth-client.ts'
import { openPage } from './open-page.ts'
import { callback, nora } from './portal-visitor.ts'
import { decided } from './test-core.ts'
import { vouched } from './vouched.ts'
import { press } from './watched-page.ts'
import type { WholeApp } from './whole-app.ts'

type Step = (page: Page) => Promise<unknown>

/** Every page that a person may see, in each state that looks different, by a name: how to get there. */
export type PagesToSee = Readonly<Record<string, Step>>

const week = 7 * 24 * 3600 * 1000

/** Consents and requests of one person in every state, and the way to each page about them. */
export async function openPagesWorld(app: WholeApp): Promise<{ readonly pages: PagesToSee }> {
  const { stores, publicUrl, clock } = app
  const reader = await stores.parties.findOrAdd(person(nora), 'Nora Naturlig')
  const firm = await stores.parties.findOrAdd(organization('810418192'), 'Kolsaas og Flaam')
  const years = { from: clock.now(), to: new Date(clock.now().getTime() + 50 * week) }
  for (const action of ['read', 'write'])
    await stores.rights.give(
      [vouched({ actor: reader.id, onBehalfOf: firm.id, resource: 'consents', action }, years)],
      'Vera',
    )

  const ask = async (management?: GrantManagement) => {
    const { request } = await requestConsent(stores)({
      id: undefined,
      face: 'oauth',
      clientId: 'demo-web',
      requestedBy: { identifier: organization('810419512'), name: 'SmekkFull Bank' },
      handledBy: undefined,
      requestedFrom: reader.id,
      requestedTo: reader.id,
      purposeId: overview.id,
      scopes: [{ permission: 'income.read', resourceType: 'api', resourceId: finances.audience }],
      message: 'Vi trenger dette til månedsskiftet.',
      seconds: undefined,
      answerBy: new Date(clock.now().getTime() + week),
      annotations: markedAway,
      management,
    })
    return request
  }
  const accept = async (management?: GrantManagement) =>
    acceptConsentRequest(stores)({ id: (await ask(management)).id, decision: decided(reader) })

  const [waiting, answered, withdrawn, declined] = [await ask(), await ask(), await ask(), await ask()]
  await rejectConsentRequest(stores)({ id: declined.id, decision: decided(reader) })
  await acceptConsentRequest(stores)({ id: answered.id, decision: decided(reader) })
  await withdrawConsentRequest(stores)({ id: withdrawn.id, by: withdrawn.requestedBy })
  const { id } = (await accept()).grant
  const ended = (await accept()).grant
  const managed = (await accept({ action: 'create' })).grant
  await accept({ action: 'merge', grantId: managed.id })
  await revokeGrant(stores)({ id: ended.id, by: reader.id, reason: 'giver' })

  const at =
    (path: string): Step =>
    page =>
      page.goto(`${publicUrl}${path}`)
  const authorize = {
    client_id: 'demo-web',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile income.read',
    state: 'state',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  const changing = {
    ...authorize,
    scope: 'openid debt.read',
    grant_management_action: 'replace',
    grant_id: managed.id,
  }
  return {
    pages: {
      'consent page': at(`/authorize?${new URLSearchParams(authorize)}`),
      'change of a consent': at(`/authorize?${new URLSearchParams(changing)}`),
      'request, waiting': at(`/requests/${waiting.id}`),
      'request, answered': at(`/requests/${answered.id}`),
      'request, taken back': at(`/requests/${withdrawn.id}`),
      'receipt of an answer that is polled for': at(`/requests/${answered.id}/receipt`),
      'code page': at('/device'),
      'code page, refused': async page => {
        await at('/device?user_code=BBBB-BBBB')(page)
        await press(page, 'go', 'next')
      },
      'who asks by a device': async page => {
        await at(`/device?user_code=${await codeOfDevice(app)}`)(page)
        await press(page, 'go', 'next')
      },
      'my consents': at('/consents'),
      'my consents, waiting': at('/consents?standing=waiting'),
      'my consents, ended': at('/consents?standing=ended'),
      'my consents, declined': at('/consents?standing=declined'),
      'one that was declined': at(`/consents/declined/${declined.id}`),
      'one that was withdrawn': at(`/consents/${ended.id}`),
      'what support did': at('/consents/support'),
      'front door': at('/'),
      'consents of an organization': at(`/consents?for=${firm.id}`),
      'one consent': at(`/consents/${id}`),
      'one that was changed': at(`/consents/${managed.id}`),
      receipt: at(`/consents/${id}/receipt`),
      withdrawal: at(`/consents/${id}/withdraw`),
      'everything about me': at('/everything'),
      'everything about an organization': at(`/everything?for=${firm.id}`),
      'everything, with an old login': async page => {
        clock.move(11 * 60_000)
        await at('/everything')(page)
      },
      notices: at('/notices'),
      'notices, refused': async page => {
        await at('/notices')(page)
        await page.fill('#email', 'nora')
        await press(page, 'act', 'save')
      },
      'notices, to confirm': at('/notices/confirm?code=0192f7c4-0000-4000-8000-000000000001'),
      'how long a login lasts': at('/session'),
      'logging out': at('/session/end'),
      'logged out': at('/logged-out'),
      accessibility: at('/accessibility'),
      privacy: at('/privacy'),
      'nothing there': at('/nowhere'),
      'somebody else’s consent': at('/consents/0192f7c4-0000-7000-8000-000000000001'),
      'an authorization that cannot go back': at('/authorize?client_id=nobody'),
    },
  }
}

/** What the demo's device shows. */
async function codeOfDevice({ publicUrl, demoJson }: WholeApp): Promise<string> {
  const { client_id: id, client_secret: secret } = (await demoJson()).clients.oauth!.device!
  const form = { scope: 'openid income.read' }
  const client = { id, secret, redirectUris: [] }
  const { json } = await post({ publicUrl }, '/device_authorization', { client, form })
  return String(json.user_code)
}

/** A browser in which the person has logged in, with the given looks. */
export async function loggedIn(browser: Browser, { publicUrl }: WholeApp, looks: BrowserContextOptions) {
  const page = await openPage(browser, looks)
  await page.goto(`${publicUrl}/consents`)
  await page.fill('#pid', nora)
  await press(page, 'outcome', 'login')
  return page
}
