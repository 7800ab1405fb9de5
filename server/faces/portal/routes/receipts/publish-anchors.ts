import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import type { Api } from '../../../../http/api/api.ts'
import { problemJson } from '../../../../http/api/problem-json.ts'
import { api, route } from '../../../../http/api/route.ts'
import type { SignedAnchor } from '../../../../ports/ledger/anchors.ts'
import type { FaceTools } from '../../../face-module.ts'

const Anchor = z.object({
  number: z.int().describe('Numbers anchors from 1 without gaps'),
  at: z.iso.datetime().describe('When it was made'),
  anchor: z
    .string()
    .describe(
      'A JWS (RFC 7515) over how many events there were, the digest of their heads and the anchor before',
    ),
})

const Path = z.object({ number: z.string().describe('Number of the anchor, or `newest`') })

/** What anybody may keep, to hold the ledger against it later. It says how much happened, and nothing of whom. */
export const ledgerAnchors = ({ anchors }: Pick<FaceTools, 'anchors'>): Api =>
  api({
    name: 'ledger',
    prefix: '/ledger/anchors',
    mediaType: 'application/json',
    problems: problemJson,
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [
      route({
        method: 'get',
        path: '/:number',
        operationId: 'readAnchor',
        summary: 'A signed head of the ledger',
        params: Path,
        response: { status: 200, body: Anchor },
        refusals: ['request.not-found'],
        handle: async ({ params }) => published(await find(anchors, params.number)),
      }),
    ],
  })

const find = async (anchors: FaceTools['anchors'], number: string): Promise<SignedAnchor | undefined> => {
  if (number === 'newest') return anchors.newest()
  return /^[1-9]\d{0,14}$/.test(number) ? anchors.find(Number(number)) : undefined
}

function published(anchor: SignedAnchor | undefined) {
  if (!anchor) throw new Problem('request.not-found', 'There is no such anchor')
  const { number, at, signed } = anchor
  return { status: 200 as const, body: { number, at: at.toISOString(), anchor: signed } }
}
