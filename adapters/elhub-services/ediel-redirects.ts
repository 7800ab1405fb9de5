import { z } from 'zod'
import type { RedirectRegistry } from '../../server/ports/oauth/redirect-registry.ts'
import type { Authorization } from './authorization.ts'
import { ask } from '../outbound/ask.ts'
import { jsonOf } from '../outbound/json-of.ts'

const Redirects = z.object({
  RedirectUrls: z.object({ Production: z.string().nullish(), Test: z.string().nullish() }).nullish(),
})

interface Options {
  readonly authorization: Authorization | undefined
  readonly environment: 'production' | 'test'
}

/** Ediel's register of redirect addresses, which says nothing of those it does not know. */
export const edielRedirects = (base: string, { authorization, environment }: Options): RedirectRegistry => ({
  async lookup(gln) {
    const { status, text } = await ask({
      url: `${base}/PartyRedirectUrl?gln=${encodeURIComponent(gln)}`,
      headers: authorization ? { authorization: await authorization.read() } : {},
    })
    if (status === 404) return 'not-found'
    if (status < 200 || status >= 300) throw new Error(`Ediel refused with status ${status}`)
    const urls = jsonOf(Redirects, text)?.RedirectUrls
    if (!urls) return 'not-found'
    return { url: (environment === 'production' ? urls.Production : urls.Test) ?? undefined }
  },
})
