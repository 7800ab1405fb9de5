import { channel } from 'node:diagnostics_channel'
import type { Api, Route } from './api.ts'

/** An answer that a route of an API has given. */
export interface Answered {
  readonly api: Api
  readonly route: Route<never, never, never, never>
  readonly status: number
}

/** Where every answer is told to whoever in this process listens: `diagnostics_channel.subscribe('samtykke:answered', …)`. */
export const answered = channel('samtykke:answered')
