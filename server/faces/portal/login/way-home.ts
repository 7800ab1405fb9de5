import { z } from 'zod'
import type { CookieChange, PageRequest } from '../../../http/pages/pages.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { openCookie, sealCookie } from '../../../http/pages/sealed-cookie.ts'

const name = 'way-home'
const seconds = 5 * 60

/** Browsers keep no longer cookie than 4096 bytes. */
const longestAddress = 2500

const KeptWay = z.object({ url: z.string() })

/** Where the browser goes once the person is logged out everywhere; `undefined` when it is too long to be kept. */
export const keepWayHome = (sealer: Sealer, url: string): CookieChange | undefined =>
  url.length > longestAddress
    ? undefined
    : { name, value: sealCookie(sealer, name, { url }), maxAge: seconds }

export const findWayHome = (sealer: Sealer, { cookies }: Pick<PageRequest, 'cookies'>): string | undefined =>
  openCookie(sealer, { name, value: cookies[name], content: KeptWay })?.url

export const dropWayHome: CookieChange = { name, value: undefined }
