import type { AuthorizationDetail } from '../../../../server/domain/registry/authorization-detail.ts'
import { type BrowserChanges, noBrowserChanges } from './browser-changes.ts'
import type { GrantRow } from './grant-row.ts'
import { noTokenChanges, type TokenChanges } from './token-changes.ts'

/** Somebody used a code or a refresh token that was used before. */
export interface Replay {
  readonly kind: string
  readonly grantId: string
  readonly clientId: string
}

/** What one request has seen and done, so that it issues only on what it judged. */
export interface Sighting {
  /** Each grant as it was seen while active. */
  readonly grants: Map<string, GrantRow>
  /** What is given by each of them in the words of registered types, where there is any. */
  readonly details: Map<string, readonly AuthorizationDetail[]>
  /** Families ended in this request. */
  readonly ended: Map<string, Promise<void>>
  /** A code or refresh token that was found used already. */
  replayed: Replay | undefined
  /** What is to be spent and issued before the request is answered; `undefined` outside of requests. */
  tokens: TokenChanges | undefined
  /** What is to be kept of the browser's state when the request ends; `undefined` outside of requests. */
  browser: BrowserChanges | undefined
  /** Somebody else has gone on with the interaction. */
  isOvertaken: boolean
}

/** Sightings by request. `request` gives an object that lives as long as the request the caller works for. */
export function sightings(request: () => object | undefined): (of?: object) => Sighting {
  const byRequest = new WeakMap<object, Sighting>()
  const fresh = (inRequest: boolean): Sighting => ({
    grants: new Map(),
    details: new Map(),
    ended: new Map(),
    replayed: undefined,
    tokens: inRequest ? noTokenChanges() : undefined,
    browser: inRequest ? noBrowserChanges() : undefined,
    isOvertaken: false,
  })
  return (key = request()) => {
    if (!key) return fresh(false)
    const known = byRequest.get(key) ?? fresh(true)
    byRequest.set(key, known)
    return known
  }
}
