import { z } from 'zod'
import type { Api } from '../../../../http/api/api.ts'
import { problemJson } from '../../../../http/api/problem-json.ts'
import { api, route } from '../../../../http/api/route.ts'
import type { ReceiptKey } from '../../../../ports/grants/receipt-signer.ts'
import type { FaceTools } from '../../../face-module.ts'

const KeySet = z.object({
  keys: z
    .array(
      z.looseObject({
        kid: z.string().describe('Names the key'),
        iat: z.int().describe('It signed receipts from then on (seconds since 1970)'),
        exp: z.int().optional().describe('It signed no more from then on; absent for a key in use'),
      }),
    )
    .describe('Every key that a receipt may bear, as JWKs (RFC 7517)'),
})

/**
 * Apart from the keys of tokens: a receipt is to be checked years after its key has been changed, and no token may be.
 */
export const receiptKeys = ({ receipts }: Pick<FaceTools, 'receipts'>): Api =>
  api({
    name: 'receipts',
    prefix: '/receipts',
    mediaType: 'application/jwk-set+json',
    problems: problemJson,
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [
      route({
        method: 'get',
        path: '/jwks',
        operationId: 'publishReceiptKeys',
        summary: 'The keys that receipts are checked with',
        response: { status: 200, body: KeySet },
        handle: async () => ({ status: 200, body: { keys: (await receipts.keys()).map(published) } }),
      }),
    ],
  })

const published = ({ jwk, from, until }: ReceiptKey) => ({
  ...jwk,
  iat: Math.floor(from.getTime() / 1000),
  ...(until && { exp: Math.ceil(until.getTime() / 1000) }),
})
