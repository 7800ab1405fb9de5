import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { takes } from '../../../http/accepted.ts'
import { route } from '../../../http/api/route.ts'
import type { StatusListSigner } from '../../../ports/oauth/status-list-signer.ts'
import type { TokenStatuses } from '../../../ports/oauth/token-statuses.ts'
import type { Settings } from '../settings.ts'
import { aggregationUri, statusListUri } from './addresses.ts'
import { cachedBriefly } from './cached-briefly.ts'

export interface StatusListTools {
  readonly statuses: Pick<TokenStatuses, 'ended' | 'current'>
  readonly statusListSigner: StatusListSigner
  readonly publicUrl: string
  readonly settings: Pick<Settings, 'statusListTtlSeconds' | 'statusListSeconds'>
}

const mediaType = 'application/statuslist+jwt'

const Params = z.object({
  list: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .describe('The number of the list, from the `uri` in the `status` of a token'),
})

const Query = z.object({ time: z.string().optional().describe('No list of another time is kept: 501') })

/** Token Status List (draft 20), “Status List Request”. */
export const readStatusList = ({ statuses, statusListSigner, publicUrl, settings }: StatusListTools) =>
  route<unknown, z.infer<typeof Params>, z.infer<typeof Query>, unknown>({
    method: 'get',
    path: '/status-lists/:list',
    operationId: 'readStatusList',
    summary: 'Read which tokens of a list have ended before their time',
    params: Params,
    query: Query,
    response: { status: 200, description: 'A Token Status List, signed', file: mediaType },
    refusals: ['request.not-found', 'request.not-acceptable', 'status-list.no-history'],
    handle: async ({ params, query, headers }) => {
      if (query.time !== undefined) {
        throw new Problem('status-list.no-history', 'No list of another time is kept')
      }
      if (!takes(headers.accept, mediaType)) {
        throw new Problem('request.not-acceptable', `A status list is ${mediaType}`)
      }
      const list = Number(params.list)
      const ended = await statuses.ended(list)
      if (!ended) throw new Problem('request.not-found', 'There is no such list, or its tokens are all over')
      const token = await statusListSigner.sign({
        uri: statusListUri(publicUrl)(list),
        aggregationUri: aggregationUri(publicUrl),
        ended,
        ttl: settings.statusListTtlSeconds,
        lifetime: Math.max(settings.statusListSeconds, settings.statusListTtlSeconds),
      })
      return {
        status: 200,
        headers: { ...cachedBriefly, Vary: 'Accept-Encoding' },
        file: { bytes: Buffer.from(token), mediaType, zipped: true },
      }
    },
  })
