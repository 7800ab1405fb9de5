import { z } from 'zod'
import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'
import type { FaceTools } from '../../face-module.ts'
import { listedGrant } from '../consents/listed-grant.ts'
import { withReader } from '../consents/with-reader.ts'
import type { Settings } from '../settings.ts'
import { signedIn } from '../signed-in.ts'

const pageSize = 25

const Query = z.object({
  standing: z.enum(['active', 'ended']).default('active'),
  after: z.string().max(500).optional(),
})

/** Everything the person has consented to, what still stands apart from what has ended. */
export const listConsents = (tools: FaceTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents',
    query: Query,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const { standing, after } = request.query
      const page = { limit: pageSize, after }
      const { items, next } = await tools.core.listGrants(session.party.id, standing, page)
      return {
        view: 'my-consents',
        model: {
          ...signedIn(session),
          standing,
          grants: items.map(item => listedGrant(tools.renderer, item, request.language)),
          next: next && `/consents?${new URLSearchParams({ standing, after: next })}`,
        },
      }
    }),
  })
