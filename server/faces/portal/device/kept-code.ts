import { z } from 'zod'
import type { ConsentRequestId } from '../../../domain/ids.ts'
import type { CookieChange, PageRequest } from '../../../http/pages/pages.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { openCookie, sealCookie } from '../../../http/pages/sealed-cookie.ts'

const name = 'device'
const seconds = 3600

const Kept = z.object({
  requestId: z.uuid().transform(id => id as ConsentRequestId),
  /** Whether she has read who asks, and says that she began it herself. */
  goesOn: z.boolean(),
})

/** A code that was typed in this browser. A link alone leads nobody past the page that says who asks. */
export type KeptCode = z.infer<typeof Kept>

export const keepCode = (sealer: Sealer, code: KeptCode): CookieChange => ({
  name,
  value: sealCookie(sealer, name, code),
  maxAge: seconds,
})

export const findCode = (sealer: Sealer, { cookies }: Pick<PageRequest, 'cookies'>): KeptCode | undefined =>
  openCookie(sealer, { name, value: cookies[name], content: Kept })

export const dropCode: CookieChange = { name, value: undefined }
