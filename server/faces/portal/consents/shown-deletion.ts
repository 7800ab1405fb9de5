import { type AuthorizationGrant, hasEnded } from '../../../domain/grants/authorization-grant.ts'
import type { InspectedDeletion } from '../../../domain/grants/deletion.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { ShownGrant } from '../../../usecases/grants/show-grant.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'

interface Wording {
  readonly text: PageRenderer['text']
  readonly language: Language
  readonly asker: string
}

/** What was answered in the asker's own words is read aloud in the language that they said. */
export interface DeletionLine {
  readonly text: string
  readonly quote?: { readonly text: string; readonly language: Language | undefined }
}

/** What came of the wish that what was fetched is deleted, in the order in which it happened. */
export function shownDeletion(
  { deletion: { requested, refused, done }, status }: InspectedDeletion,
  { text, language, asker }: Wording,
): readonly DeletionLine[] {
  const when = (at: Date) => dateAndTime(at, language)
  const write = (key: string, values: Readonly<Record<string, string>>): DeletionLine => ({
    text: text(`deletion.${key}`, language, { asker, ...values }),
  })
  const by = when(requested.answerBy)
  return [
    write(status === 'requested' ? 'requested' : 'asked', { at: when(requested.at), by }),
    ...(status === 'unanswered' ? [write('unanswered', { by })] : []),
    ...(refused
      ? [
          {
            ...write('refused', { at: when(refused.at) }),
            quote: { text: refused.basis, language: refused.language },
          },
        ]
      : []),
    ...(done ? [write('done', { at: when(done.at), deleted: when(done.deletedAt) })] : []),
  ]
}

/** Whether there is anything to ask for: what is for a single use and ended without it was never fetched by. */
export const isDeletionAskable = ({ grant, status, deletion }: ShownGrant): boolean =>
  hasEnded(status) && !deletion && mayHaveFetched(grant)

/** Whether something was fetched by it, or will have been when it is taken back. */
export const mayHaveFetched = ({ singleUse, state }: AuthorizationGrant): boolean =>
  !singleUse || state.name === 'exhausted'
