import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { bucketOf } from './bucket.ts'

/** What is handed out as an opaque value, by its first letter. */
const kinds = {
  c: 'AuthorizationCode',
  a: 'AccessToken',
  m: 'ClientCredentials',
  r: 'RefreshToken',
  d: 'DeviceCode',
  b: 'BackchannelAuthenticationRequest',
} as const

export type ArtifactKind = (typeof kinds)[keyof typeof kinds]

/** Where the row of a token lies. The hash covers the whole value. */
export interface TokenPlace {
  readonly kind: ArtifactKind
  readonly bucket: number
  readonly hash: Buffer
}

export interface TokenValues {
  /**
   * `r<bucket in base 36>_<33 random characters><10 of the tag>`. `secret` has 43 random characters, of which 198 bits are
   * used.
   */
  make(kind: ArtifactKind, made: { from: Date; to: Date; secret: string }): string
  /** The place of a value that came from outside, `undefined` for what we never gave out: the storage is not asked for it. */
  placeOf(value: string): Promise<TokenPlace | undefined>
}

/** Opaque tokens from before they had tags. */
export interface UntaggedTokens {
  /** Whether one of this kind may still be good. The storage is asked once at most. */
  mayBe(kind: ArtifactKind): Promise<boolean>
}

interface Materials {
  /** The last one makes tags, all of them are taken. Asked each time, since the last one may be learned late. */
  readonly keys: () => readonly string[]
  readonly untagged: UntaggedTokens
}

const shape = /^([abcdmr])([0-9a-z]{1,6})_[A-Za-z0-9_-]{43}$/
const tagLength = 10

/** Opaque values that carry a tag over themselves, which nobody can make without our keys. */
export function tokenValues({ keys, untagged }: Materials): TokenValues {
  const known = new Map<string, Buffer>()
  const tagKey = (key: string): Buffer => {
    const made = known.get(key) ?? createHmac('sha256', key).update('tags of opaque tokens').digest()
    known.set(key, made)
    return made
  }
  const tag = (key: Buffer, text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url').slice(0, tagLength)

  const isTagged = (value: string): boolean => {
    const [text, said] = [value.slice(0, -tagLength), Buffer.from(value.slice(-tagLength))]
    return keys().some(key => timingSafeEqual(Buffer.from(tag(tagKey(key), text)), said))
  }

  return {
    make(kind, { from, to, secret }) {
      const letter = Object.entries(kinds).find(([, name]) => name === kind)![0]
      const text = `${letter}${bucketOf(from, to).toString(36)}_${secret.slice(0, -tagLength)}`
      return text + tag(tagKey(keys().at(-1)!), text)
    },
    async placeOf(value) {
      const place = placeIn(value)
      return place && (isTagged(value) || (await untagged.mayBe(place.kind))) ? place : undefined
    },
  }
}

/** The place that a value of ours names. */
export function placeIn(value: string): TokenPlace | undefined {
  const [, letter, bucket] = shape.exec(value) ?? []
  if (letter === undefined || bucket === undefined) return undefined
  const number = Number.parseInt(bucket, 36)
  if (number > 2_000_000) return undefined
  return { kind: kinds[letter as keyof typeof kinds], bucket: number, hash: sha256(value) }
}

/** Names the place of a value of ours without telling the value; `undefined` for another one. */
export function nameOfPlace(value: string): string | undefined {
  const place = placeIn(value)
  return place && `${place.bucket}.${place.hash.toString('hex')}`
}

/** The place of a name that `nameOfPlace` gave. */
export function placeNamed(name: string): Pick<TokenPlace, 'bucket' | 'hash'> {
  const [bucket, hash = ''] = name.split('.')
  return { bucket: Number(bucket), hash: Buffer.from(hash, 'hex') }
}

export const sha256 = (value: string): Buffer => hash('sha256', value, 'buffer')
