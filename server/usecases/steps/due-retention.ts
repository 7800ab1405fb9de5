import { type Period, momentBefore } from '../../domain/registry/period.ts'
import { type KeptKind, keptKinds, type RetentionEnd } from '../../domain/registry/retention.ts'
import type { Due, IdentityEnds } from '../../ports/retention/retention-store.ts'
import type { SettledPurpose } from '../../domain/requests/settled-purpose.ts'

export interface DueRetention {
  readonly due: readonly (Due & { readonly kept: Period })[]
  readonly identityEnds: IdentityEnds
}

/** What may go now, purpose by purpose. Who it was comes last of all: it takes along what is left. */
export function dueRetention(settled: readonly SettledPurpose[], now: Date): DueRetention {
  const due = keptKinds.flatMap(kind =>
    settled.flatMap(({ purpose, retention }) => {
      const { kept, end } = retention[kind]
      return kept === 'always'
        ? []
        : [{ purpose: purpose.id, kind, end, kept, endedBy: momentBefore(now, kept) }]
    }),
  )
  const identityEnds = new Map(
    due.filter(({ kind }) => kind === 'identity').map(({ purpose, endedBy }) => [purpose, endedBy]),
  )
  return { due, identityEnds }
}

/** What of the consents for one purpose is gone, or would go. */
export interface RetentionCount {
  readonly purpose: string
  readonly kind: KeptKind
  readonly kept: Period
  readonly end: RetentionEnd
  /** Consents and questions, or people. */
  readonly count: number
}
