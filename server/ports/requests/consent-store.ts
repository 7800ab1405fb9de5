import type { ConsentRequestId, GrantId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { ConsentEvent } from '../../domain/event.ts'
import type { GrantUse } from '../../domain/grants/grant-use.ts'

/** `request` is the next state; its `version` is the one that was read. */
export interface RequestChange {
  readonly request: ConsentRequest
  readonly grant?: AuthorizationGrant
  readonly event: ConsentEvent
  /** SHA-256 (hex) of the file that was signed, when it was decided by signature. */
  readonly documentHash?: string | undefined
}

/** `grant` is the next state; its `version` is the one that was read. */
export interface GrantChange {
  readonly grant: AuthorizationGrant
  /** A use comes with the event that says so, whose id it bears. */
  readonly events: readonly ConsentEvent[]
  readonly use?: GrantUse
}

/** `grant` is the next state of one that is held. */
export interface HeldChange {
  readonly grant: AuthorizationGrant
  readonly event: ConsentEvent
}

/** `grant` is what one that is held is from then on, and `request` the one whose answer makes it so, as after the answer. */
export interface ContentChange extends HeldChange {
  readonly request?: ConsentRequest | undefined
}

/** The write side of requests and grants. Every method is one transaction (or part of the `UnitOfWork` around it). */
export interface ConsentStore {
  /** Adds a request and its event. `false`, and nothing written, when the id is taken. */
  addRequest(request: ConsentRequest, event: ConsentEvent): Promise<boolean>
  findRequest(id: ConsentRequestId): Promise<ConsentRequest | undefined>
  /**
   * Compare-and-set on `version`: the request, its decision, the grant it gives and the event, all or nothing.
   * `false`, and nothing written, for the loser of a race.
   */
  saveRequest(change: RequestChange): Promise<boolean>
  /**
   * Adds a grant that came without a request, and its event. `false`, and nothing written, when the client has a grant
   * with this agreement key already.
   */
  addGrant(grant: AuthorizationGrant, event: ConsentEvent): Promise<boolean>
  findAgreement(clientId: string, agreementKey: string): Promise<AuthorizationGrant | undefined>
  /**
   * Notes that the time of a grant is over, with the event that says so: once for each grant, whoever asks, and its state
   * never changes after. `false`, and nothing written, for the loser of a race.
   */
  announceExpiry(grant: AuthorizationGrant, event: ConsentEvent): Promise<boolean>
  findGrant(id: GrantId): Promise<AuthorizationGrant | undefined>
  /** The grant that an id names: by itself when it came without a request, else the one that the request of this id gave. */
  findGiven(id: string): Promise<AuthorizationGrant | undefined>
  /**
   * Compare-and-set on `version`: the grant's state and reservation, the use and the events, all or nothing.
   * `false`, and nothing written, for the loser. When it resolves to `true` for a revoked or exhausted grant, no look-up
   * that begins later finds a living code or token under it.
   */
  saveGrant(change: GrantChange): Promise<boolean>
  /**
   * Changes a grant while nobody else can: waits for whoever is at it, reads it as it is then, and keeps the state that
   * `change` makes of it and the event. Unlike the others it may wait, but never loses. `undefined`, and nothing written, when
   * there is no such grant, or its expiry was announced and the change is not for `late` ones, too. Throws what `change`
   * throws, with nothing written.
   */
  changeHeld(
    wanted: { readonly id: GrantId; readonly late?: boolean | undefined },
    change: (held: AuthorizationGrant) => HeldChange,
  ): Promise<AuthorizationGrant | undefined>
  /** The grant as it is once nobody else changes it; nobody can until the unit of work around the caller ends. */
  hold(id: GrantId): Promise<AuthorizationGrant | undefined>
  /**
   * Changes what a grant is for while nobody else can, as `changeHeld` does, and keeps what it was before: the grant, the answer
   * and the event, all or nothing. `false`, and nothing written, when the request was answered before (compare-and-set on its
   * `version`), when there is no such grant, and when its expiry was announced. Throws what `change` throws, with nothing written.
   */
  changeContent(id: GrantId, change: (held: AuthorizationGrant) => ContentChange): Promise<boolean>
  /**
   * Records a use that leaves the grant as it is, and the event that says so. `false`, and nothing written, when the grant
   * was revoked or exhausted before; a revocation that begins meanwhile comes after.
   */
  addUse(grant: AuthorizationGrant, use: GrantUse, event: ConsentEvent): Promise<boolean>
  /**
   * Every code and token issued so far under the grant is dead from now on; the grant itself lives. `false`, and nothing
   * changed, when it is not in the epoch `from`, where that is said, any more.
   */
  raiseEpoch(id: GrantId, from?: number): Promise<boolean>
}
