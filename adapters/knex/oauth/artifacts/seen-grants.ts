import type { BrowserChanges } from './browser-changes.ts'
import type { GrantRow } from './grant-row.ts'
import type { TokenPlace } from './token-value.ts'

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
  /** Families ended in this request. */
  readonly ended: Map<string, Promise<void>>
  /** A code or refresh token that was found used already. */
  replayed: Replay | undefined
  /** The refresh token that was used up to make the next one. */
  rotated: TokenPlace | undefined
  /** What is to be kept of the browser's state when the request ends; `undefined` outside of requests. */
  readonly browser: BrowserChanges | undefined
}

/** Sightings by request. `request` gives an object that lives as long as the request the caller works for. */
export function sightings(request: () => object | undefined): (of?: object) => Sighting {
  const byRequest = new WeakMap<object, Sighting>()
  const fresh = (browser: BrowserChanges | undefined): Sighting => ({
    grants: new Map(),
    ended: new Map(),
    replayed: undefined,
    rotated: undefined,
    browser,
  })
  return (key = request()) => {
    if (!key) return fresh(undefined)
    const known = byRequest.get(key) ?? fresh({ put: new Map(), dropped: new Map() })
    byRequest.set(key, known)
    return known
  }
}
