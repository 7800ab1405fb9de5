import { type BinaryLike, scrypt, timingSafeEqual } from 'node:crypto'
import type { ClientSecret } from '../../server/domain/registry/client.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { Ids } from '../../server/ports/ids.ts'
import type { SecretHasher } from '../../server/ports/secret-hasher.ts'
import { type Bounds, fewAtOnce } from './few-at-once.ts'
import { rememberedVerdicts } from './remembered-verdicts.ts'
import { sha256 } from './sha256.ts'

interface Ports {
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
  readonly clock: Clock
  /** Of chosen secrets. */
  readonly bounds?: Bounds | undefined
}

const usualBounds: Bounds = { atOnce: 2, waiting: 32 }

/** OWASP's advice for scrypt: 32 MB and about 50 ms. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const digestLength = 32

type Compared = Pick<ClientSecret, 'id' | 'method' | 'digest'>

/**
 * SHA-256 for secrets made here, scrypt (RFC 7914) for chosen ones: few of those at once, and none for a secret that was
 * checked a moment ago.
 */
export function secretHasher({ ids, clock, bounds = usualBounds }: Ports): SecretHasher {
  const inTurn = fewAtOnce(bounds)
  const remembered = rememberedVerdicts(ids.secret(32))
  const stretched = (secret: string, salt: string) => inTurn(() => stretch(secret, salt))

  const matches = async (secret: string, { id, method, digest }: Compared): Promise<boolean> => {
    if (method === 'sha256') return same(sha256(secret), digest)
    const [salt = '', expected = ''] = digest.split('.')
    return remembered([id, digest, secret], async () => same(await stretched(secret, salt), expected))
  }

  const kept = (method: ClientSecret['method'], digest: string): ClientSecret => ({
    id: ids.uuid(),
    method,
    digest,
    createdAt: clock.now(),
  })
  return {
    generate() {
      const secret = ids.secret(32)
      return { secret, kept: kept('sha256', sha256(secret)) }
    },
    async hash(chosen) {
      const salt = ids.secret(16)
      return kept('scrypt', `${salt}.${await stretched(chosen, salt)}`)
    },
    async verify(secret, secrets) {
      const compared = secrets.length > 0 ? secrets : [nobodys]
      const results = await Promise.all(compared.map(one => matches(secret, one)))
      return secrets.length > 0 && results.includes(true)
    },
  }
}

/** What an unknown client's secret is compared with, so that it costs what a known client's does. */
const nobodys = { id: 'nobody', method: 'sha256', digest: sha256('') } as const

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const stretch = (secret: BinaryLike, salt: string): Promise<string> =>
  new Promise((resolve, reject) =>
    scrypt(secret, salt, digestLength, cost, (error, digest) =>
      error ? reject(error) : resolve(digest.toString('base64url')),
    ),
  )
