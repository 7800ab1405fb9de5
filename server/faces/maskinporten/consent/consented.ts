import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import { isOverAt } from '../../../domain/grants/standing.ts'
import type { GrantId } from '../../../domain/ids.ts'
import { reasonOf } from '../../../domain/problem.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { UseCode } from '../../../wording/describe-use.ts'
import type { AskedToken } from '../assertion/asked-token.ts'
import type { ConsentDetail } from './consent-detail.ts'
import { consentRefusals, refusals } from './consent-refusals.ts'
import { type ConsentDocument, consentDocument } from '../wire/documents.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { refuse } from '../wire/refusals.ts'

/** A consent as one token carries it. */
export interface Consented {
  readonly grantId: GrantId
  readonly detail: ConsentDocument
  /** Seconds since 1970; the token is no good after. */
  readonly endsAt: number
}

interface Use {
  readonly detail: ConsentDetail
  readonly asked: AskedToken
  readonly clientId: string
  readonly traceId: string
}

type Tools = Pick<MaskinportenTools, 'clock' | 'core' | 'registry' | 'settings'>

/**
 * Reads the consent as it is now and records that it was used, before any token is made. Throws
 * `authorization-details.unusable`, with Altinn's codes.
 */
export async function useConsent(tools: Tools, use: Use): Promise<Consented> {
  const consent = await usableConsent(tools, use)
  const endsAt = Math.floor(consent.validTo.getTime() / 1000)
  if (isOverAt({ validTo: new Date(endsAt * 1000) }, tools.clock.now())) throw unusable(['over'])
  await redeem(tools, consent, use).catch(endedMeanwhile)
  return { grantId: consent.grant.id, detail: consentDocument(consent), endsAt }
}

type UsableConsent = LookedUpConsent & { readonly grant: AuthorizationGrant }

async function usableConsent({ core }: Tools, { detail, asked }: Use): Promise<UsableConsent> {
  const consent = await core.lookUpConsent(detail.id)
  const found = consentRefusals(consent, { from: detail.from, consumer: asked.consumer })
  if (!consent?.grant || found.length > 0) throw unusable(found)
  return { ...consent, grant: consent.grant }
}

const codes: readonly UseCode[] = ['proof-fetched']

const redeem = async (
  tools: Tools,
  consent: UsableConsent,
  { asked, clientId, traceId }: Use,
): Promise<AuthorizationGrant> =>
  tools.core.redeemGrant({
    id: consent.grant.id,
    read: consent.grant,
    clientId,
    what: asked.scopes.map(({ id }) => id).join(' '),
    codes,
    traceId,
    exhausts: tools.settings.enforceOneTime && (await isOneTime(tools, consent)),
  })

async function isOneTime({ registry }: Tools, { rights }: LookedUpConsent): Promise<boolean> {
  const resources = await Promise.all(
    rights.map(({ resource: { value, version } }) => registry.consentResources.find(value, version)),
  )
  return resources.some(resource => resource?.isOneTime)
}

function endedMeanwhile(error: unknown): never {
  const reason = reasonOf(error, 'authorization-grant.not-active')
  throw reason ? unusable([reason]) : error
}

const unusable = (found: readonly (keyof typeof refusals)[]) => {
  const reasons = found.map(one => refusals[one]).join(', ')
  return refuse('authorization-details.unusable', `The consent cannot be used: ${reasons}`)
}
