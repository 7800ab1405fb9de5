import type { Ask } from '../../../domain/requests/ask.ts'
import { Problem } from '../../../domain/problem.ts'
import type { PolledAuthorization } from '../../../ports/oauth/polled-authorization.ts'
import type { FaceTools } from '../../face-module.ts'

/** What a device asks for, and what its client may ask now. */
export interface AskedByDevice {
  readonly asked: PolledAuthorization
  readonly ask: Ask
}

/** `undefined` for nothing that waits, and for what its client may not ask any more: nobody can answer that. */
export async function readAsked(
  { core }: Pick<FaceTools, 'core'>,
  asked: PolledAuthorization | undefined,
): Promise<AskedByDevice | undefined> {
  if (!asked) return undefined
  try {
    return { asked, ask: await core.readAsk(asked) }
  } catch (error) {
    if (!(error instanceof Problem) || error.isFault) throw error
    return undefined
  }
}
