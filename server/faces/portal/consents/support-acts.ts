import type { OperatorAct } from '../../../domain/operators/operator-act.ts'
import type { Operation } from '../../../domain/operators/operations.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'
import { dateAndTime } from '../../../wording/dates.ts'

/** Those that have words of their own; all else is something that was done. */
const worded: ReadonlySet<Operation> = new Set<Operation>([
  'person.find',
  'organization.find',
  'party.read',
  'request.read',
  'grant.read',
  'grant.revoke',
  'session.end',
  'evidence.read',
  'right.read',
  'right.give',
  'right.end',
])

export type ShownAct = ReturnType<typeof shownAct>

/** What the support desk did, as the one whom it is about reads it. */
export const shownAct = (
  { renderer }: { readonly renderer: Pick<PageRenderer, 'text'> },
  { at, operation, reason, target }: OperatorAct,
  language: Language,
) => ({
  at: dateAndTime(at, language),
  what: renderer.text(`support.did.${worded.has(operation) ? operation : 'other'}`, language),
  reason,
  href: target.kind === 'grant' ? `/consents/${target.id}` : undefined,
})
