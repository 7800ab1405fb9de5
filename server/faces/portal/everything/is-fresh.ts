import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import type { Settings } from '../settings.ts'

/** Whether somebody logged in so lately that it is she who sits there. */
export const isFresh = (
  { clock }: Pick<FaceTools, 'clock'>,
  { freshLoginMinutes }: Settings,
  { authenticatedAt }: LoginSession,
): boolean => clock.now().getTime() - authenticatedAt.getTime() < freshLoginMinutes * 60_000
