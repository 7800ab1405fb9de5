import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import { apis } from '../oauth/audiences.ts'
import type { Caller } from '../caller.ts'
import { sequenceNrOf, told } from '../feed.ts'
import type { GjeldTools } from '../gjeld-tools.ts'

type Tools = Pick<GjeldTools, 'core'>

/** Numbers are 0 where there never was an event. */
const numberOf = (sequence: number | undefined): number =>
  sequence === undefined ? 0 : sequenceNrOf(sequence)

export const firstSequenceNr = ({ core }: Tools) =>
  route<Caller, unknown, unknown, unknown>({
    method: 'get',
    path: `${apis.feed.path}/firstSequenceNr`,
    operationId: 'firstSequenceNr',
    summary: 'The lowest number that the feed still shows',
    response: {
      status: 200,
      description: 'The last number there ever was when it shows none',
      body: z.object({ firstSequenceNr: z.int().describe('0 when there never was an event') }),
    },
    handle: async ({ caller: { client } }) => {
      const { first, last } = await core.readGrantEvents.bounds({ client, ...told })
      return { status: 200, body: { firstSequenceNr: numberOf(first ?? last) } }
    },
  })

export const lastSequenceNr = ({ core }: Tools) =>
  route<Caller, unknown, unknown, unknown>({
    method: 'get',
    path: `${apis.feed.path}/lastSequenceNr`,
    operationId: 'lastSequenceNr',
    summary: 'The highest number that the feed ever showed',
    response: {
      status: 200,
      description: 'Never less than before',
      body: z.object({ lastSequenceNr: z.int().describe('0 when there never was an event') }),
    },
    handle: async ({ caller: { client } }) => {
      const { last } = await core.readGrantEvents.bounds({ client, ...told })
      return { status: 200, body: { lastSequenceNr: numberOf(last) } }
    },
  })
