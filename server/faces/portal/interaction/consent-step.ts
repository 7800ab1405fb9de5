import type { ConsentRequestId } from '../../../domain/consent-request.ts'
import { sameParty } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import { reaches } from '../../../domain/purpose.ts'
import type { PageReply } from '../../../http/pages.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import type { RequestConsent } from '../../../usecases/request-consent.ts'
import type { FaceTools } from '../../face-module.ts'
import { consentPage } from './consent-page.ts'
import { sendToLogin } from './login-step.ts'
import { finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'
import { wishedLanguage } from './wished-language.ts'

/** Puts the question, once, and shows it; an answered one is handed on as it was answered. */
export async function consentStep(
  tools: FaceTools,
  waiting: Waiting,
  session: LoginSession | undefined,
): Promise<PageReply> {
  const { pending, request, ask } = waiting
  if (!session) return sendToLogin(tools, waiting)
  assertSamePerson(waiting, session)
  if (!reaches(session.level, ask.purpose.loginLevel)) return sendToLogin(tools, waiting)
  const wished = wishedLanguage(waiting)
  if (wished) return { redirect: `${request.url.pathname}?ui_locales=${wished}` }

  const { id } = await tools.core.requestConsent(toRequestConsent(tools, waiting, session))
  const shown = await tools.core.showConsentRequest({ id, reader: session.party.id })
  const { state } = shown.request
  if (state.name === 'accepted') return finish(pending, { kind: 'accepted', grantId: state.grantId })
  if (state.name === 'rejected') return finish(pending, refusals.declined)
  if (shown.status === 'withdrawn') throw new Problem('consent-request.withdrawn', 'The asker took it back')
  if (shown.status === 'expired') throw new Problem('consent-request.expired', 'It was not answered in time')
  return consentPage(tools, waiting, { session, shown })
}

/** The question of one authorization always has the same id: reloading asks once. */
export const requestIdFor = ({ ids }: Pick<FaceTools, 'ids'>, face: string, uid: string): ConsentRequestId =>
  ids.derivedUuid(face, uid) as ConsentRequestId

/** Throws `login.wrong-person` when another person logged in meanwhile. */
export function assertSamePerson({ pending }: Waiting, session: LoginSession): void {
  if (pending.account && !sameParty(pending.account, session.party)) {
    throw new Problem('login.wrong-person', 'Another person has logged in meanwhile')
  }
}

function toRequestConsent(
  tools: FaceTools,
  { pending, ask }: Waiting,
  { party }: LoginSession,
): RequestConsent {
  const { client, purpose, scopes, seconds } = ask
  const owner = { identifier: client.owner, name: client.ownerName }
  return {
    id: requestIdFor(tools, pending.face, pending.uid),
    face: pending.face,
    clientId: client.id,
    ...(client.onBehalfOf
      ? { requestedBy: client.onBehalfOf, handledBy: owner }
      : { requestedBy: owner, handledBy: undefined }),
    requestedFrom: party.id,
    requestedTo: party.id,
    purposeId: purpose.id,
    scopes,
    message: undefined,
    seconds,
    answerBy: pending.expiresAt,
    annotations: { 'oauth:protocol-scopes': pending.protocolScopes.join(' ') },
  }
}
