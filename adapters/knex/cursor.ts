import { Problem } from '../../server/domain/problem.ts'
import type { Page, PageRequest } from '../../server/ports/requests/consent-query.ts'
import type { Sealer } from '../../server/ports/sealer.ts'
import { isUuid } from '../../server/domain/ids.ts'

/** A place in a list that is sorted newest first. */
export interface Position {
  readonly createdAt: Date
  readonly id: string
}

export interface Cursors {
  /** Throws `request.malformed` for a cursor that was not made here for the same list. */
  parse(page: PageRequest, list: string): Position | undefined
  /** One page out of `limit + 1` items. */
  page<T extends Position>(items: readonly T[], limit: number, list: string): Page<T>
}

const mostItems = 100

/** Sealed cursors: nothing can be read from them or changed in them, and each is good for its own list only. */
export const cursors = (sealer: Pick<Sealer, 'seal' | 'open'>): Cursors => ({
  parse({ after, limit }, list) {
    if (!Number.isInteger(limit) || limit < 1 || limit > mostItems) {
      throw new Problem('request.malformed', `A page has 1 to ${mostItems} items`)
    }
    return after === undefined ? undefined : positionIn(opened(sealer, after, list))
  },
  page(items, limit, list) {
    const last = items.length > limit ? items[limit - 1] : undefined
    if (!last) return { items, next: undefined }
    const { keyId, ciphertext } = sealer.seal(`${last.createdAt.getTime()} ${last.id}`, `cursor/${list}`)
    return { items: items.slice(0, limit), next: `${keyId}.${Buffer.from(ciphertext).toString('base64url')}` }
  },
})

function opened(sealer: Pick<Sealer, 'open'>, cursor: string, list: string): string {
  const [keyId = '', sealed = '', ...rest] = cursor.split('.')
  try {
    if (rest.length > 0 || cursor.length > 500) throw new Error('Not a cursor')
    return sealer.open({ keyId, ciphertext: Buffer.from(sealed, 'base64url') }, `cursor/${list}`)
  } catch (cause) {
    throw new Problem('request.malformed', 'The cursor was not made for this list', { cause })
  }
}

function positionIn(text: string): Position {
  const [milliseconds = '', id = ''] = text.split(' ')
  if (!isUuid(id)) throw new Problem('request.malformed', 'The cursor was not made for this list')
  return { createdAt: new Date(Number(milliseconds)), id }
}
