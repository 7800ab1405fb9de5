import type { ConsentEvent } from '../../domain/event.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { Deletion, DeletionStep } from '../../domain/grants/deletion.ts'
import type { GrantId } from '../../domain/ids.ts'

/** A grant that nobody else changes now, and what was asked to be deleted of it. */
export interface HeldDeletion {
  readonly grant: AuthorizationGrant
  readonly deletion: Deletion | undefined
}

/** A step comes with the event that says so, whose id it bears. */
export interface DeletionChange {
  readonly step: DeletionStep
  readonly event: ConsentEvent
}

/** What givers ask those who got their consents to delete, and what is answered. */
export interface Deletions {
  find(id: GrantId): Promise<Deletion | undefined>
  /**
   * Takes the step that `change` makes, if it makes one, while nobody else changes the grant: the step and its event, all or nothing.
   * It may wait for others, but never loses to them. Gives what is so then; `undefined`, and nothing written, when there is no such
   * grant. Throws what `change` throws, with nothing written.
   */
  change(
    id: GrantId,
    change: (held: HeldDeletion) => DeletionChange | undefined,
  ): Promise<HeldDeletion | undefined>
  /** How many were not answered in time, and are not yet. */
  countUnanswered(): Promise<number>
}
