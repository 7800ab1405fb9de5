import assert from 'node:assert/strict'
import type { ConsentRequestId, PartyId } from '../../server/domain/ids.ts'
import type { PolledAuthorization } from '../../server/ports/oauth/polled-authorization.ts'
import { post } from './oauth-client.ts'
import type { OAuthServer } from './oauth-server.ts'
import type { TestClient } from './oauth-world.ts'

type Server = Pick<OAuthServer, 'publicUrl' | 'core' | 'polled' | 'device' | 'kari' | 'clock'>
type Client = Pick<TestClient, 'id'> & Partial<Pick<TestClient, 'secret'>>
type Form = Readonly<Record<string, string>>

export const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code'
export const ciba = 'urn:openid:params:grant-type:ciba'

/** What a client waits with, and where it stands. */
export interface Polled {
  readonly form: Record<string, string>
  readonly answer: Readonly<Record<string, unknown>>
}

/** A device asks; throws unless it is answered with a code. */
export async function askByDevice(server: Server, form: Form = {}, client: Client = server.device) {
  const asked = { scope: 'openid debt.read', ...(client.secret ? {} : { client_id: client.id }), ...form }
  const { status, json } = await post(server, '/device_authorization', { client, form: asked })
  assert.equal(status, 200, JSON.stringify(json))
  const polled = { grant_type: deviceCode, device_code: String(json.device_code) }
  return { form: { ...polled, ...(client.secret ? {} : { client_id: client.id }) }, answer: json }
}

/** A client asks a person by the backchannel; throws unless it is answered with an id. */
export async function askByBackchannel(server: Server, form: Form = {}, client: Client = server.device) {
  const asked = { scope: 'openid debt.read', login_hint: '14842249091', ...form }
  const { status, json } = await post(server, '/backchannel_authentication', { client, form: asked })
  assert.equal(status, 200, JSON.stringify(json))
  return { form: { grant_type: ciba, auth_req_id: String(json.auth_req_id) }, answer: json }
}

export const poll = (server: Server, { form }: Pick<Polled, 'form'>, client: Client = server.device) =>
  post(server, '/token', { client, form })

/** The error that a poll is answered with, `undefined` when it is none. */
export const pollError = async (...given: Parameters<typeof poll>): Promise<unknown> =>
  (await poll(...given)).json.error

/** Stands where the pages stand: a person types the code, and the question is put to her. */
export async function typeCode(
  { core, polled, kari }: Server,
  code: unknown,
  person: PartyId = kari.id,
): Promise<ConsentRequestId> {
  const asked = await polled.findByUserCode(String(code))
  assert.ok(asked, `Nothing waits under ${String(code)}`)
  await put(core, asked, person)
  return asked.requestId
}

async function put(core: Server['core'], asked: PolledAuthorization, person: PartyId): Promise<void> {
  const ask = await core.readAsk(asked)
  await core.askByAuthorization({ id: asked.requestId, asked, ask, person, polledBy: 'device' })
}

const shown = { text: 'x', hash: 'x', templateVersion: 'x' }

/** She answers what was put to her. */
export async function answer(
  { core, polled, kari, clock }: Server,
  id: ConsentRequestId,
  { outcome = 'accept', by = kari.id }: { outcome?: 'accept' | 'reject'; by?: PartyId } = {},
): Promise<void> {
  const decision = { by, level: 'high', language: 'nb', shown } as const
  await polled.noteLogin(id, clock.now())
  if (outcome === 'accept') await core.acceptConsentRequest({ id, decision })
  else await core.rejectConsentRequest({ id, decision })
}

/** What waits for a person, newest first. */
export async function waitingFor({ core, kari }: Server, person: PartyId = kari.id) {
  const { items } = await core.listWaitingRequests(
    { about: person, reader: person, among: [{ face: 'oauth', annotations: { 'oauth:polled': 'yes' } }] },
    { limit: 50 },
  )
  return items.map(({ request }) => request)
}
