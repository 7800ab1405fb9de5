import type { TokenPlace } from './token-value.ts'

/** What one request has seen and done, so that it issues only on what it judged. */
export interface Sighting {
  /** The epoch at which each grant was seen to stand. */
  readonly epochs: Map<string, number>
  /** Families ended in this request. */
  readonly ended: Map<string, Promise<void>>
  /** The refresh token that was used up to make the next one. */
  rotated: TokenPlace | undefined
}

/** Sightings by request. `request` gives an object that lives as long as the request the caller works for. */
export function sightings(request: () => object | undefined): () => Sighting {
  const byRequest = new WeakMap<object, Sighting>()
  return () => {
    const key = request() ?? {}
    const known = byRequest.get(key)
    if (known) return known
    const fresh: Sighting = { epochs: new Map(), ended: new Map(), rotated: undefined }
    byRequest.set(key, fresh)
    return fresh
  }
}
