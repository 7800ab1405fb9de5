import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { pageSize } from '../../consents/listing.ts'
import { readFor, ReadFor } from '../../consents/read-for.ts'
import { shownAct } from '../../consents/support-acts.ts'
import { withReader } from '../../consents/with-reader.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

export const supportPath = '/consents/support'

/** When the support desk looked at what there is about the person, or about whom she acts for, and why. */
export const showSupport = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: supportPath,
    query: z.object({ for: ReadFor, after: z.string().max(500).optional() }),
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const { about, other } = await readFor(tools, session, request.query.for)
      const here = (query: Readonly<Record<string, string>>) =>
        `?${new URLSearchParams({ ...query, ...(other && { for: other.id }) })}`
      const { items, next } = await tools.core.listActsAbout(about, {
        limit: pageSize,
        after: request.query.after,
      })
      return {
        view: 'support',
        model: {
          ...signedIn(session),
          list: `/consents${other ? here({}) : ''}`,
          of: other?.displayName,
          acts: items.map(act => shownAct(tools, act, request.language)),
          next: next && `${supportPath}${here({ after: next })}`,
        },
      }
    }),
  })
