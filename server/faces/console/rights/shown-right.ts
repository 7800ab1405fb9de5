import {
  isUntilFurtherNotice,
  type RegisteredRight,
  type RightDocument,
  rightStatusAt,
} from '../../../domain/rights/party-right.ts'
import type { Language } from '../../../domain/text/text.ts'
import { dateAndTime } from '../../../wording/dates.ts'
import { type Named, shownParty } from '../support/shown.ts'
import { endPath } from './paths.ts'

interface Seen {
  readonly parties: Named
  readonly language: Language
  readonly now: Date
}

/** Who may do what for whom, from when until when, who says so and by what. */
export const shownRight = (right: RegisteredRight, { parties, language, now }: Seen) => ({
  actor: shownParty(parties, right.actor),
  other: shownParty(parties, right.onBehalfOf),
  what: `${right.resource} (${right.action})`,
  kind: right.kind,
  status: rightStatusAt(right, now),
  from: dateAndTime(right.validity.from, language),
  to: untilOf(right, language),
  source: right.source,
  proof: right.document && proofOf(right.document),
  registered: right.registered && {
    by: right.registered.by,
    at: dateAndTime(right.registered.at, language),
  },
  ended: right.ended && { by: right.ended.by, how: right.ended.how },
  end: right.ended ? undefined : endPath(right.id),
})

/** Nothing for what stands until further notice. */
function untilOf({ validity, ended }: RegisteredRight, language: Language): string | undefined {
  if (ended) return dateAndTime(ended.at, language)
  return isUntilFurtherNotice(validity) ? undefined : dateAndTime(validity.to, language)
}

const proofOf = ({ name, reference, sha256 }: RightDocument) => ({
  said: [name, reference].filter(one => one !== undefined).join(', '),
  sha256,
})
