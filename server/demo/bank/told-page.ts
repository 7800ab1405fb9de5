import { pageRoute } from '../../http/pages/page-route.ts'
import type { HeardEvents } from './heard-events.ts'

/** What the bank has been told, the newest first. */
export const toldPage = ({ heard }: { readonly heard: Pick<HeardEvents, 'all'> }) =>
  pageRoute({
    method: 'get',
    path: '/demo/told',
    handle: async () => ({
      view: 'demo/told',
      model: {
        events: heard.all().map(({ type, timestamp, data }) => ({
          type,
          at: timestamp,
          about: data.consent_id ?? data.request_id,
        })),
      },
    }),
  })
