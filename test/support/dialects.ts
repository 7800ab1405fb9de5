import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import type { GrantId } from '../../server/domain/ids.ts'
import { altinnWorld, urnOf } from './altinn-world.ts'
import { bearerCall } from './bearer-call.ts'
import { glns, goodRequest, grants, nin, nins, requests } from './elhub-world.ts'
import { gjeldWorld, presentation } from './gjeld-world.ts'
import type { Maskinporten } from './maskinporten.ts'
import { callback } from './portal-visitor.ts'
import { send } from './send.ts'
import type { OnePerson } from './one-person.ts'
import { ciba, deviceCode } from './polling.ts'
import type { WholeApp } from './whole-app.ts'

const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

export const dialectNames = ['oauth', 'gjeld', 'altinn', 'elhub'] as const

export type DialectName = (typeof dialectNames)[number]

/** Other doors of the house issuer, by what a consent that came through them is. */
export const doorNames = ['changed', 'rich', 'device', 'backchannel', 'exchanged'] as const

export type DoorName = (typeof doorNames)[number]

/** A consent that was given just now, and its asker's own way to see whether it stands. */
export interface Given {
  readonly grantId: string
  /** Of the question that was answered. */
  readonly consentId: string
  readonly stands: () => Promise<boolean>
}

export interface Parts {
  readonly app: WholeApp
  readonly person: OnePerson
  readonly pid: string
  readonly maskinporten: Maskinporten
}

export type Dialects = Readonly<Record<DialectName | DoorName, () => Promise<Given>>>

/** How a consent of the person is asked for and given, in the words of each face that can. */
export async function dialects({ app, person, pid, maskinporten }: Parts): Promise<Dialects> {
  const { clients, issuers, authorizationDetails } = await app.demoJson()
  const { example } = authorizationDetails as { readonly example: object }
  const altinn = await altinnWorld(app)

  const given = async (stands: Given['stands']): Promise<Given> => {
    const [grantId = ''] = await person.listed('active')
    const grant = await app.stores.consents.findGrant(grantId as GrantId)
    return { grantId, consentId: String(grant?.requestId), stands }
  }

  const atHouse = (more?: Readonly<Record<string, string>>) => tokensAtHouse({ app, person }, more)
  const byDevice = async (path: string, form: Readonly<Record<string, string>>) =>
    (await send(`${app.publicUrl}${path}`, { form, as: clients.oauth!.device! })).json
  const isActive = (token: unknown) => async () => {
    const as = clients.oauth!.resourceServer!
    const { json } = await send(`${app.publicUrl}/introspect`, { form: { token: String(token) }, as })
    return json.active === true
  }

  return {
    async oauth() {
      return given(isActive((await atHouse()).access_token))
    },

    /** Given at the house, and since then replaced by something else through grant management. */
    async changed() {
      const first = await atHouse({ scope: 'openid debt.read', grant_management_action: 'create' })
      const grant_id = String(first.grant_id)
      const { access_token } = await atHouse({ grant_management_action: 'replace', grant_id })
      return given(isActive(access_token))
    },

    /** Of something in particular, beside a scope. */
    async rich() {
      const details = JSON.stringify([example])
      return given(isActive((await atHouse({ authorization_details: details })).access_token))
    },

    async device() {
      const asked = await byDevice('/device_authorization', { scope: 'openid income.read' })
      await person.sayYesToDevice(String(asked.user_code))
      const form = { grant_type: deviceCode, device_code: String(asked.device_code) }
      return given(isActive((await byDevice('/token', form)).access_token))
    },

    /** Put to the person by her number, and found by her in her consents. */
    async backchannel() {
      const asked = await byDevice('/backchannel_authentication', {
        scope: 'openid income.read',
        login_hint: pid,
      })
      const [question = ''] = await person.waiting()
      await person.sayYes(question)
      const form = { grant_type: ciba, auth_req_id: String(asked.auth_req_id) }
      return given(isActive((await byDevice('/token', form)).access_token))
    },

    /** Of which a processor has a token of its own. */
    async exchanged() {
      const form = {
        grant_type: tokenExchange,
        subject_token: String((await atHouse()).access_token),
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      }
      const { json } = await send(`${app.publicUrl}/token`, { form, as: clients.oauth!.processor! })
      return given(isActive(json.access_token))
    },

    async gjeld() {
      const { A } = clients.gjeld!
      const world = gjeldWorld(issuers.gjeld!)
      const query = new URLSearchParams({
        client_id: A!.client_id,
        redirect_uri: A!.redirect_uris[0]!,
        response_type: 'code',
        scope: `${presentation}.30`,
        state: 'a-long-enough-state',
      })
      await person.sayYes(`${issuers.gjeld}oauth2/auth?${query}`)
      const consent = await given(async () => {
        const token = await world.machine(A!, presentation, 'debt')
        const { body } = await world.call('GET', `/v1/debt/${consent.grantId}/status`, { token })
        return body.active === true
      })
      return consent
    },

    async altinn() {
      const from = urnOf({ nin: pid })
      const id = await altinn.asked({ from })
      await person.sayYes(`/requests/${id}`)
      return given(
        async () => (await altinn.lookUp({ id, from, to: urnOf(altinn.parties.O1) })).status === 200,
      )
    },

    async elhub() {
      const supplier = (path: string, json?: unknown) => elhubCall(app, maskinporten, { path, json })
      const put = await supplier(requests, goodRequest({ requestedFrom: nin(pid), requestedTo: nin(pid) }))
      const { id } = put.json.data
      await person.sayYes(`/authorization-requests/${id}`)
      const consent = await given(async () => {
        const { json } = await supplier(`${grants}/${consent.grantId}`)
        return json.data.attributes.status === 'Active'
      })
      return consent
    },
  }
}

/** Says yes as the person at the house issuer, and gives what its token endpoint answers to its asker. */
export async function tokensAtHouse(
  { app, person }: Pick<Parts, 'app' | 'person'>,
  more: Readonly<Record<string, string>> = {},
) {
  const { web } = (await app.demoJson()).clients.oauth!
  const verifier = randomPKCECodeVerifier()
  const query = new URLSearchParams({
    client_id: web!.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid income.read',
    state: 'a-long-enough-state',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  const back = await person.sayYes(`/authorize?${query}`, callback)
  const code = back.searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }
  return (await send(`${app.publicUrl}/token`, { form, as: web! })).json
}

/** Who has a metering point. */
export const customer = nins.p1

interface Call {
  readonly path: string
  readonly json?: unknown
  readonly as?: 'supplier' | 'system'
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A call of the Elhub face by a supplier, or by the market's own system. */
export async function elhubCall(
  { publicUrl }: Pick<WholeApp, 'publicUrl'>,
  { tokenFor, clients }: Maskinporten,
  { path, json, as = 'supplier', method = json === undefined ? 'GET' : 'POST', headers: more }: Call,
) {
  const token =
    as === 'system'
      ? await tokenFor(clients.elhubSystem, 'elhub:system')
      : await tokenFor(clients.elhubSupplier1, 'elhub:balancesupplier')
  const headers = { 'user-agent': 'test/1', ...(as === 'supplier' && { SenderGLN: glns.bs }), ...more }
  return bearerCall(`${publicUrl}${path}`, { method, token, headers, ...(json !== undefined && { json }) })
}
