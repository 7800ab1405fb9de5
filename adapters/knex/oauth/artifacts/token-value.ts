import { hash } from 'node:crypto'
import { bucketOf } from './bucket.ts'

/** What is handed out as an opaque value, by its first letter. */
const kinds = {
  c: 'AuthorizationCode',
  a: 'AccessToken',
  m: 'ClientCredentials',
  r: 'RefreshToken',
} as const

export type ArtifactKind = (typeof kinds)[keyof typeof kinds]

/** Where the row of a token lies. The prefix is an untrusted hint; the hash covers the whole value. */
export interface TokenPlace {
  readonly kind: ArtifactKind
  readonly bucket: number
  readonly hash: Buffer
}

const shape = /^([acmr])([0-9a-z]{1,6})_[A-Za-z0-9_-]{43}$/

/** `r<bucket in base 36>_<secret>`. The secret has 43 characters, 256 bits. */
export function tokenValue(kind: ArtifactKind, made: { from: Date; to: Date; secret: string }): string {
  const letter = Object.entries(kinds).find(([, name]) => name === kind)![0]
  return `${letter}${bucketOf(made.from, made.to).toString(36)}_${made.secret}`
}

/** `undefined` for what we never gave out. */
export function placeOf(value: string): TokenPlace | undefined {
  const [, letter, bucket] = shape.exec(value) ?? []
  if (letter === undefined || bucket === undefined) return undefined
  const number = Number.parseInt(bucket, 36)
  if (number > 2_000_000) return undefined
  return { kind: kinds[letter as keyof typeof kinds], bucket: number, hash: sha256(value) }
}

export const sha256 = (value: string): Buffer => hash('sha256', value, 'buffer')
