import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'

const Keys = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })).describe('Public keys (RFC 7517)'),
})

export const showKeys = ({ signer }: Pick<MaskinportenTools, 'signer'>) =>
  route({
    method: 'get',
    path: '/jwk',
    operationId: 'showKeys',
    summary: 'Show the keys that tokens are signed with',
    response: { status: 200, description: 'A JWK Set', body: Keys },
    asksNothing: true,
    handle: async () => ({
      status: 200,
      headers: {
        'Cache-Control': `public, max-age=${await signer.keysMaxAge()}`,
        'Access-Control-Allow-Origin': '*',
      },
      body: { keys: await signer.publicKeys() },
    }),
  })
