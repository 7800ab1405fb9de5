import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { TokenClaims } from '../access.ts'
import { ask, Unanswered } from '../issuer/ask.ts'
import { assertSafe } from '../issuer/safe-address.ts'
import { signedBy } from '../tokens/verify-jwt.ts'
import type { Followed, Follower, Looked } from './follower.ts'

interface List {
  readonly bytes: Uint8Array
  readonly bits: number
  /** All in milliseconds since 1970. */
  readonly madeAt: number
  readonly youngUntil: number
  readonly goodUntil: number
}

/**
 * Looks each JWT up in the Token Status List that it names (draft 20), which is fetched when it is older than it says it may
 * be, or soon would not be believed any more. Needs no client. Sees tokens that were revoked without their consent, too.
 */
export function statusList(): Follower {
  const lists = new Map<string, List>()
  const reading = new Map<string, Promise<List>>()
  let given: Followed | undefined

  const fresh = (uri: string, followed: Followed): Promise<List> => {
    const begun = reading.get(uri) ?? readList(uri, followed).finally(() => reading.delete(uri))
    reading.set(uri, begun)
    return begun
  }
  const find = async (uri: string, followed: Followed): Promise<List | undefined> => {
    const { now, onTrouble } = followed
    const held = lists.get(uri)
    if (held && now() < held.youngUntil) return held
    try {
      const list = await fresh(uri, followed)
      for (const [name, { goodUntil }] of lists) if (goodUntil <= now()) lists.delete(name)
      lists.set(uri, list)
      return list
    } catch (error) {
      onTrouble(error)
      return held && now() < held.goodUntil ? held : undefined
    }
  }
  return {
    staleAfter: 60,
    hears: false,
    start(followed) {
      given = followed
    },
    stop: async () => {},
    async look(claims) {
      const place = placeIn(claims)
      const list = place && given && (await find(place.uri, given))
      return list && statusAt(list, place.idx)
    },
  }
}

interface Place {
  readonly idx: number
  readonly uri: string
}

function placeIn({ status }: TokenClaims): Place | undefined {
  const { idx, uri } = (status as { status_list?: Partial<Place> } | undefined)?.status_list ?? {}
  return Number.isSafeInteger(idx) && idx! >= 0 && typeof uri === 'string' ? { idx: idx!, uri } : undefined
}

/** A place that the list does not have is as good as ended. */
function statusAt({ bytes, bits, madeAt }: List, idx: number): Looked {
  const byte = bytes[Math.floor((idx * bits) / 8)]
  if (byte === undefined) return 'ended'
  const status = (byte >> ((idx * bits) % 8)) & (2 ** bits - 1)
  return status === 0 ? { stoodAt: madeAt } : 'ended'
}

const inflated = promisify(inflate) as (
  bytes: Uint8Array,
  limits: { readonly maxOutputLength: number },
) => Promise<Uint8Array>

const mostBytes = 16_777_216

interface ListClaims {
  readonly iat: number
  readonly exp: number
  readonly ttl?: number
  readonly status_list?: { readonly bits?: number; readonly lst?: string }
}

/** It may have lain somewhere on the way. */
async function readList(uri: string, { issuer, now, staleAfter }: Followed): Promise<List> {
  const readAt = now()
  const headers = { accept: 'application/statuslist+jwt' }
  const { status, text } = await ask(assertSafe(uri), { headers })
  if (status !== 200) throw new Unanswered(`${uri} answered ${status}`, { status })
  const { payload } = await signedBy(await issuer.keys(), text, {
    typ: 'statuslist+jwt',
    subject: uri,
    requiredClaims: ['iat', 'exp'],
    currentDate: new Date(readAt),
  })
  const { iat, exp, ttl = 0, status_list: { bits = 0, lst = '' } = {} } = payload as unknown as ListClaims
  if (![1, 2, 4, 8].includes(bits)) throw new Error(`${uri} has entries of ${bits} bits`)
  const bytes = await inflated(Buffer.from(lst, 'base64url'), { maxOutputLength: mostBytes })
  const madeAt = Math.min(readAt, iat * 1000)
  const youngUntil = readAt + Math.min(ttl * 1000, staleAfter / 2)
  return { bytes, bits, madeAt, youngUntil, goodUntil: exp * 1000 }
}
