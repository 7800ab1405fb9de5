import type { PageReply } from '../../../http/pages/pages.ts'
import type { OperatorSession } from '../../../ports/operators/operator-session-store.ts'
import { timeOfDay } from '../../../wording/dates.ts'
import { operatorOf } from '../session.ts'
import { type SectionName, sectionsOf } from './sections.ts'

/** A page with what is on top of all pages of an operator who is logged in: her name, and where she has any business. */
export function framed(
  reply: PageReply,
  session: OperatorSession,
  section: SectionName | undefined,
): PageReply {
  if (!('view' in reply)) return reply
  const { identity, csrfToken, ends } = session
  const frame = {
    name: identity.name,
    roles: identity.roles,
    until: timeOfDay(ends.idle),
    sections: sectionsOf(operatorOf(session)).map(({ name, path }) => ({
      name,
      path,
      isHere: name === section,
    })),
  }
  return { ...reply, model: { ...reply.model, frame, csrf: csrfToken } }
}
