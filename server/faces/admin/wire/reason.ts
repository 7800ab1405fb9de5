import { z } from 'zod'
import type { DescribedHeader } from '../../../http/api/api.ts'

/** Why, where the body has room for it. */
export const Reason = z.string().max(500).describe('Why, in words that are kept; no national identity number')

/** For the descriptions of routes whose body has no room for it, or that have none. */
export const reasonHeader: Readonly<Record<string, DescribedHeader>> = {
  Reason: { description: 'Why, in words that are kept, in UTF-8; no national identity number' },
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Headers arrive byte by byte; what is no UTF-8 is Latin-1. */
export function reasonIn({ reason }: Readonly<Record<string, string | undefined>>): string | undefined {
  if (reason === undefined) return undefined
  try {
    return utf8.decode(Buffer.from(reason, 'latin1'))
  } catch {
    return reason
  }
}
