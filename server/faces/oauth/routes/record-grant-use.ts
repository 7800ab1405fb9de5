import { z } from 'zod'
import type { GrantId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import { languages } from '../../../domain/text/text.ts'
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
  language: z
    .enum(languages)
    .optional()
    .describe('The language of `what`, so that it is read aloud as it should be'),
  scopes: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(20)
    .optional()
    .describe(
      'What it was used for: scopes of this API that were given. The person reads their registered texts in her own language in place of `what`.',
    ),
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
      const { granted } = await assertTokenOfGrant(core, { caller, token: body.token, grantId: id })
      if (body.scopes) await assertGiven(core, { caller, id, scopes: body.scopes })
      await core.useGrant({
        id,
        audience: caller.resourceServerFor,
        clientId: caller.id,
        what: body.what,
        language: body.language,
        codes: body.scopes,
        traceId: traceId || undefined,
        actors: granted?.actors,
        fetch: async () => {},
      })
      return { status: 201 }
    },
  })

interface Told {
  readonly caller: ResourceServer
  readonly id: GrantId
  readonly scopes: readonly string[]
}

/** That each of these was given for the caller's API. Throws `request.malformed`. */
async function assertGiven(core: Pick<Core, 'readGrant'>, { caller, id, scopes }: Told): Promise<void> {
  const { grant } = await core.readGrant({ id, reader: 'any' })
  const own = grant.scopes.filter(({ resourceId }) => resourceId === caller.resourceServerFor)
  const given = new Set(own.map(({ permission }) => permission))
  if (scopes.every(scope => given.has(scope))) return
  throw new Problem('request.malformed', 'The permission has no such scope', { pointer: '/scopes' })
}
