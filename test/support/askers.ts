import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import type { Purpose } from '../../server/domain/requests/purpose.ts'
import { altinnWorld, right, scopes, urnOf } from './altinn-world.ts'
import { type DialectName, elhubCall } from './dialects.ts'
import { goodRequest, nin, nins, requests } from './elhub-world.ts'
import { presentation } from './gjeld-world.ts'
import { maskinportenOf } from './maskinporten.ts'
import type { WholeApp } from './whole-app.ts'

/** Who asks a person by the words of one face, and what the person's browser brings back. */
export interface Asker {
  /** Whom it asks. */
  readonly pid: string
  /** Asks, for a login at the highest level when `strict`; gives where the person is sent. */
  readonly ask: (options?: { readonly strict?: boolean }) => Promise<string>
  /** What comes back on yes and no. */
  readonly yes: RegExp
  readonly no: RegExp
  /** On a cancelled login; `undefined` when she stays here. */
  readonly cancelled: RegExp | undefined
}

/** One asker for each face that asks persons; all of them take people back at one address. */
export async function askers(app: WholeApp, back: string) {
  const { clients, issuers } = await app.demoJson()
  const maskinporten = await maskinportenOf(app)
  const altinn = await altinnWorld(app)
  await leadBack(app, [clients.oauth!.web!.client_id, clients.gjeld!.A!.client_id], back)

  const authorize = async (more: Readonly<Record<string, string>>): Promise<string> => {
    const code_challenge = await calculatePKCECodeChallenge(randomPKCECodeVerifier())
    const usual = { redirect_uri: back, response_type: 'code', state: 'a-long-enough-state' }
    return String(new URLSearchParams({ ...usual, code_challenge, code_challenge_method: 'S256', ...more }))
  }
  const all: Readonly<Record<DialectName, Asker>> = {
    oauth: {
      pid: '14842249091',
      ask: async ({ strict = false } = {}) => {
        const scope = 'openid profile income.read'
        const purpose = strict ? 'loan-application' : 'finance-overview'
        return `/authorize?${await authorize({ client_id: clients.oauth!.web!.client_id, scope, purpose })}`
      },
      yes: /[?&]code=/,
      no: /error=access_denied/,
      cancelled: /error=access_denied/,
    },
    gjeld: {
      pid: '29868099311',
      ask: async ({ strict = false } = {}) => {
        if (strict) await raise(app, ({ permissions }) => permissions.includes(presentation))
        const scope = `${presentation}.30 openid`
        return `${issuers.gjeld}oauth2/auth?${await authorize({ client_id: clients.gjeld!.A!.client_id, scope })}`
      },
      yes: /[?&]code=/,
      no: /error=consent_denied/,
      cancelled: /error=login_cancelled/,
    },
    altinn: {
      pid: altinn.parties.P1.nin!,
      ask: async ({ strict = false } = {}) => {
        if (strict) await raiseResource(app, 'ttd_navnescore')
        const token = await maskinporten.tokenFor(maskinporten.clients.O1, scopes.write)
        const wanted = { redirectUrl: back, consentRights: [right('ttd_navnescore')] }
        const id = await altinn.asked(wanted, token)
        return `/accessmanagement/ui/consent/request?id=${id}`
      },
      yes: /Status=OK/,
      no: /Status=Failed/,
      cancelled: undefined,
    },
    elhub: {
      pid: nins.p1,
      ask: async ({ strict = false } = {}) => {
        if (strict) await raise(app, ({ id }) => id.startsWith('elhub'))
        const json = goodRequest({ redirectURI: back, requestedFrom: nin(nins.p1) })
        const put = await elhubCall(app, maskinporten, { path: requests, json })
        if (put.status !== 201) throw new Error(`Not put: ${put.status} ${put.text}`)
        return `/authorization-requests/${put.json.data.id}`
      },
      yes: /\/back$/,
      no: /\/back$/,
      cancelled: undefined,
    },
  }
  return {
    all,
    /** A request of O1's to an organization that P1 answers for. */
    askOrganization: async () => {
      const id = await altinn.asked({ from: urnOf(altinn.parties.O4), redirectUrl: back })
      return {
        path: `/accessmanagement/ui/consent/request?id=${id}&skiplogout=true`,
        name: altinn.parties.O4.name,
      }
    },
  }
}

async function leadBack({ stores }: WholeApp, ids: readonly string[], back: string): Promise<void> {
  for (const id of ids) {
    const client = await stores.clients.find(id)
    if (!client) throw new Error(`There is no client ${id}`)
    await stores.clients.save({ ...client, redirectUris: [back] })
  }
}

async function raise({ stores }: WholeApp, which: (purpose: Purpose) => boolean): Promise<void> {
  const found = (await stores.registry.listPurposes()).filter(which)
  for (const purpose of found) await stores.registry.putPurpose({ ...purpose, loginLevel: 'high' })
  if (found.length === 0) throw new Error('There is no such purpose')
}

async function raiseResource({ stores }: WholeApp, id: string): Promise<void> {
  const known = await stores.registry.consentResources.find(id)
  if (!known) throw new Error(`There is no resource ${id}`)
  await stores.registry.consentResources.put({ ...known, loginLevel: 'high' })
}
