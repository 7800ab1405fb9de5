import type { PageReply } from '../../../http/pages.ts'
import { formTarget } from '../../../http/security-headers.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import type { ShownRequest } from '../../../usecases/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { signedIn } from '../signed-in.ts'
import { composeQuestion } from '../wording/question.ts'
import { toShownText } from '../wording/shown-text.ts'
import type { Waiting } from './waiting.ts'

/** The question with its two answers. */
export async function consentPage(
  tools: FaceTools,
  { request, pending, ask }: Waiting,
  { session, shown }: { session: LoginSession; shown: ShownRequest },
): Promise<PageReply> {
  const question = await composeQuestion(tools, shown, request.language)
  return {
    view: 'consent-request',
    model: {
      ...signedIn(session),
      question,
      shown: toShownText(tools.digest, question, shown.request).hash,
      action: `${request.url.pathname}?ui_locales=${request.language}`,
    },
    formTargets: clientTargets(pending.parameters.redirect_uri, ask.client.redirectUris),
  }
}

/** Where the answer leads by redirect: to the client. */
export const clientTargets = (
  redirectUri: string | undefined,
  registered: readonly string[],
): readonly string[] =>
  (redirectUri === undefined ? registered : [redirectUri])
    .map(formTarget)
    .filter(target => target !== undefined)
