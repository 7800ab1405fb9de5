import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { ReadFor, readFor } from '../../consents/read-for.ts'
import { withReader } from '../../consents/with-reader.ts'
import { everythingAt, everythingPath } from '../../everything/everything-path.ts'
import { isFresh } from '../../everything/is-fresh.ts'
import { asOneself } from '../../login/as-oneself.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

const Query = z.object({ for: ReadFor })

const parts = ['consents', 'requests', 'powers', 'documents', 'own', 'support', 'ledger'] as const

/** What is in the file with everything about somebody, and the button that gives it to whoever logged in lately. */
export const showEverything = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: everythingPath,
    query: Query,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const { other } = await readFor(tools, session, request.query.for)
      const page = everythingAt(other?.id)
      return {
        view: 'everything',
        model: {
          ...signedIn(session),
          name: other?.displayName,
          for: other?.id,
          back: other ? `/consents?for=${other.id}` : '/consents',
          holds: parts.filter(part => part !== 'own' || other?.kind !== 'person'),
          again: isFresh(tools, settings, session) ? undefined : asOneself(page),
        },
      }
    }),
  })
