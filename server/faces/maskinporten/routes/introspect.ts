import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import type { DataSource } from '../caller.ts'
import { isConcerned, standingConsent } from '../wire/introspected.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'

const IntrospectionForm = z.object({ token: z.string().max(16_384).describe('The token in question') })

const Introspection = z.looseObject({
  active: z.boolean().describe('Whether the token stands at this moment, and the consent that it carries'),
})

/** RFC 7662. */
export const introspect = (tools: Pick<MaskinportenTools, 'core' | 'metrics' | 'ownTokens' | 'registry'>) =>
  route<DataSource, unknown, unknown, z.infer<typeof IntrospectionForm>>({
    method: 'post',
    path: '/introspect',
    lane: 'introspection',
    operationId: 'introspect',
    summary: 'Ask whether a token still stands; not once its consent was withdrawn',
    bodyFormat: 'form',
    body: IntrospectionForm,
    response: {
      status: 200,
      description: 'The claims of the token, or that it is not active',
      body: Introspection,
    },
    handle: async ({ caller, body }) => {
      const verified = await tools.ownTokens.verify(body.token)
      const active =
        verified !== undefined &&
        (await isConcerned(tools, caller, verified.claims)) &&
        (await standingConsent(tools, verified.claims))
      tools.metrics.introspected(active ? 'active' : 'inactive')
      return { status: 200, body: active ? { active, ...verified.claims } : { active } }
    },
  })
