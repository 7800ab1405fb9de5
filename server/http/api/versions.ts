import { Problem } from '../../domain/problem.ts'
import type { DescribedHeader } from './api.ts'

type Headers = Readonly<Record<string, string | undefined>>

/** For the descriptions of routes that change what has versions, and of those that answer with it. */
export const ifMatch: Readonly<Record<string, DescribedHeader>> = {
  'If-Match': { description: 'The ETag of what is changed, as it was read', required: true },
}

/** The same where what is put may be new. */
export const ifMatchOrNew: Readonly<Record<string, DescribedHeader>> = {
  'If-Match': { description: 'The ETag of what it takes the place of, as it was read' },
  'If-None-Match': { description: '`*` in its place, for what is new' },
}

export const etag: Readonly<Record<string, DescribedHeader>> = {
  ETag: { description: 'The version, for If-Match' },
}

/** RFC 9110 section 8.8.3. */
export const etagOf = (version: number): string => `"${version}"`

/**
 * The version that a change is of, by `If-Match`. Throws `version.missing` without it, and `version.stale` for what is not the one
 * ETag of a version.
 */
export function versionIn({ 'if-match': given }: Headers): number {
  if (given === undefined) throw new Problem('version.missing', 'Send If-Match with the ETag that you read')
  const [, digits] = /^"(\d{1,9})"$/.exec(given.trim()) ?? []
  if (digits === undefined) throw new Problem('version.stale', 'If-Match is not an ETag that was given here')
  return Number(digits)
}

/** The same where what is put may be new, which `If-None-Match: *` says and which has no version yet, 0. */
export const standingIn = (headers: Headers): number =>
  headers['if-none-match'] === '*' && headers['if-match'] === undefined ? 0 : versionIn(headers)
