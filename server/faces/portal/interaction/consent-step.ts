import { withoutNumber } from '../../../domain/party.ts'
import { Problem } from '../../../domain/problem.ts'
import { privacyOf } from '../../../domain/registry/privacy-information.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { Requested } from '../../../usecases/requests/request-consent.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { PageTools } from '../../tools/page-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import { isOfAnother, narrowedGrant } from './change-step.ts'
import { consentPage } from './consent-page.ts'
import { questionFor, requestIdFor } from './find-question.ts'
import { accepted, finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'
import { wishedLanguage } from './wished-language.ts'

/** Puts the question, once, and shows it; an answered one is handed on as it was answered. */
export async function consentStep(
  tools: HouseTools & RegistryTools & PageTools,
  waiting: Waiting,
  session: LoginSession,
): Promise<PageReply> {
  const { pending, request } = waiting
  const wished = wishedLanguage(waiting)
  if (wished) return { redirect: `${request.url.pathname}?ui_locales=${wished}` }

  await tools.core.assertMayConsent([session.party.id])
  if (isOfAnother(waiting, session)) return finish(pending, refusals.otherGrant)
  const narrowed = await narrowedGrant(tools, waiting, session)
  if (narrowed) return finish(pending, accepted(narrowed, session))
  const requested = await tools.core.askByAuthorization({
    id: requestIdFor(tools, pending.face, pending.uid),
    asked: pending,
    ask: waiting.ask,
    person: session.party.id,
  })
  const shown = requested.isNew
    ? await newlyPut(tools, requested, { waiting, session })
    : await questionFor(tools, pending, session)
  const { state } = shown.request
  if (state.name === 'accepted') return finish(pending, accepted(state.grantId, session))
  if (state.name === 'rejected') return finish(pending, refusals.declined)
  if (shown.status === 'withdrawn') throw new Problem('consent-request.withdrawn', 'The asker took it back')
  if (shown.status === 'expired') throw new Problem('consent-request.expired', 'It was not answered in time')
  return consentPage(tools, waiting, { session, shown })
}

/** What was put this moment is the person's who is logged in, and waits. */
const newlyPut = async (
  { core }: Pick<HouseTools, 'core'>,
  { request, purpose, parties, changes }: Requested,
  { waiting, session }: { readonly waiting: Waiting; readonly session: LoginSession },
): Promise<ShownRequest> => ({
  request,
  purpose,
  privacy: privacyOf(purpose, waiting.ask.client),
  processors: await core.processorsFor(request, purpose),
  isSuspended: false,
  status: 'pending',
  standing: 'waiting',
  parties: new Map([...parties, [session.party.id, withoutNumber(session.party)]]),
  changes,
  at: request.createdAt,
})
