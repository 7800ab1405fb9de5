import { z } from 'zod'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { Problem } from '../../../domain/problem.ts'
import type { LookedUpConsent } from '../../../usecases/grants/look-up-consent.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { face } from '../names.ts'
import { refusal, refused } from '../wire/refusal.ts'
import { isUuid } from '../../../domain/ids.ts'

export const ConsentPath = z.object({ id: z.string().describe('The id that the request was put with') })

export type AskedConsent = LookedUpConsent & { readonly request: ConsentRequest }

/** A consent that was asked for through this face. */
export async function findConsent(
  { core }: Pick<AltinnTools, 'core'>,
  id: string,
): Promise<AskedConsent | undefined> {
  if (!isUuid(id)) throw new Problem('request.not-found', 'There is nothing here')
  const consent = await core.lookUpConsent(id.toLowerCase())
  const { request } = consent ?? {}
  return consent && request?.face === face ? { ...consent, request } : undefined
}

/** Refuses an id that is none's. */
export async function mustFindConsent(tools: Pick<AltinnTools, 'core'>, id: string): Promise<AskedConsent> {
  const consent = await findConsent(tools, id)
  if (consent) return consent
  throw refusal([refused('AM-00001')])
}
