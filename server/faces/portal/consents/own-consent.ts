import type { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { ShownGrant } from '../../../usecases/grants/show-grant.ts'
import type { FaceTools } from '../../face-module.ts'
import { type ConsentPath, grantIdOf } from './consent-path.ts'
import { mayWithdraw } from './grant-page.ts'

/** The consent, when it is this person's to take back; `undefined` for another's, and for none. */
export async function ownConsent(
  tools: Pick<FaceTools, 'core' | 'rights'>,
  params: z.infer<typeof ConsentPath>,
  { party }: LoginSession,
): Promise<ShownGrant | undefined> {
  try {
    const shown = await tools.core.showGrant({ id: grantIdOf(params), reader: party.id })
    return (await mayWithdraw(tools, shown.grant, party.id)) ? shown : undefined
  } catch (error) {
    if (error instanceof Problem && !error.isFault) return undefined
    throw error
  }
}
