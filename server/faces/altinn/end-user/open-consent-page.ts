import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import { consentPage } from '../names.ts'
import { isUuid } from '../../../domain/ids.ts'

/** What the page that it leads to is told, too. */
const passedOn = ['skiplogout', 'lang', 'ui_locales']

/** The address that askers send people to; the page itself is the portal's. */
export const openConsentPage = () =>
  pageRoute({
    method: 'get',
    path: consentPage,
    query: z.object({ id: z.string().max(100).default('') }),
    handle: async ({ query: { id }, url }): Promise<PageReply> => {
      if (!isUuid(id)) throw new Problem('consent-request.not-found', 'No such request')
      const kept = new URLSearchParams(
        passedOn.flatMap(name => [...url.searchParams.getAll(name)].map(value => [name, value])),
      )
      const path = `${url.origin}/requests/${id.toLowerCase()}`
      return { redirect: kept.size === 0 ? path : `${path}?${kept}` }
    },
  })
