import { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import { route } from '../../../http/api/route.ts'
import type { Core } from '../../../usecases/index.ts'
import { assertTokenOfGrant } from '../assert-token-of-grant.ts'
import type { ResourceServer } from '../authenticate-resource-server.ts'

const Params = z.object({ grant_id: z.uuid().describe('The `grant_id` that introspection told') })

const Use = z.strictObject({
  what: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe('What was done, in words that the person will read beside the consent'),
  token: z
    .string()
    .min(1)
    .max(16_384)
    .describe('The access token that was shown for it; it must be active, and of this permission'),
})

/** A resource server says that it used a permission, by the token it was shown; one for a single use is used up by it. */
export const recordGrantUse = (core: Pick<Core, 'inspectToken' | 'readGrant' | 'useGrant'>) =>
  route<ResourceServer, z.infer<typeof Params>, unknown, z.infer<typeof Use>>({
    method: 'post',
    path: '/grants/:grant_id/uses',
    operationId: 'recordGrantUse',
    summary: 'Record that a permission was used',
    params: Params,
    body: Use,
    response: { status: 201, description: 'The use is recorded' },
    refusals: [
      'authorization-grant.not-found',
      'authorization-grant.not-active',
      'authorization-grant.in-use',
      'access-token.refused',
    ],
    handle: async ({ caller, params, body, traceId }) => {
      const id = params.grant_id as GrantId
      await assertTokenOfGrant(core, { caller, token: body.token, grantId: id })
      await core.useGrant({
        id,
        audience: caller.resourceServerFor,
        clientId: caller.id,
        what: body.what,
        traceId: traceId || undefined,
        fetch: async () => {},
      })
      return { status: 201 }
    },
  })
