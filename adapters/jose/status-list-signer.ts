import { deflateSync } from 'node:zlib'
import { statusListSize } from '../../server/domain/grants/status-list.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { StatusListSigner, ToldStatusList } from '../../server/ports/oauth/status-list-signer.ts'
import type { TokenSigner } from '../../server/ports/oauth/token-signer.ts'

interface Materials {
  readonly signer: Pick<TokenSigner, 'sign'>
  readonly clock: Clock
}

export function statusListSigner({ signer, clock }: Materials): StatusListSigner {
  const signed = new WeakMap<readonly number[], Promise<string>>()

  const sign = ({ uri, aggregationUri, ended, ttl, lifetime }: ToldStatusList): Promise<string> => {
    const iat = Math.floor(clock.now().getTime() / 1000)
    const lst = compressedStatuses(ended, statusListSize)
    const claims = {
      sub: uri,
      iat,
      exp: iat + lifetime,
      ttl,
      status_list: { bits: 1, lst, aggregation_uri: aggregationUri },
    }
    return signer.sign(claims, 'statuslist+jwt')
  }

  return {
    sign(list) {
      const known = signed.get(list.ended) ?? sign(list)
      signed.set(list.ended, known)
      return known
    },
  }
}

/** Token Status List (draft 20), “Compressed Byte Array”: a bit for each place, from the least significant one of each byte; DEFLATE (RFC 1950), base64url. */
export function compressedStatuses(ended: readonly number[], size: number): string {
  const bytes = new Uint8Array(size / 8)
  for (const place of ended) bytes[place >> 3]! |= 1 << (place & 7)
  return deflateSync(bytes, { level: 9 }).toString('base64url')
}
