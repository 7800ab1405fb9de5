import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { route } from '../../../http/api/route.ts'
import type { AltinnTools } from '../altinn-tools.ts'
import { RegistryResource, resourceDocument } from './resource-document.ts'

type Tools = Pick<AltinnTools, 'registry'>

const Params = z.object({ id: z.string().max(200).describe('The identifier of the resource') })

export const showResource = ({ registry }: Tools) =>
  route<undefined, z.infer<typeof Params>, unknown, unknown>({
    method: 'get',
    path: '/resource/:id',
    operationId: 'showResource',
    summary: 'A resource with its texts and what it takes to ask for it',
    params: Params,
    response: { status: 200, description: 'The resource', body: RegistryResource },
    refusals: ['request.malformed', 'request.not-found'],
    handle: async ({ params: { id } }) => {
      const resource = await registry.consentResources.find(id)
      if (!resource) throw new Problem('request.not-found', 'There is no such resource')
      return { status: 200, body: resourceDocument(resource) }
    },
  })

export const searchResources = ({ registry }: Tools) =>
  route<undefined, unknown, unknown, unknown>({
    method: 'get',
    path: '/resource/search',
    operationId: 'searchResources',
    summary: 'Every resource',
    response: { status: 200, description: 'The resources', body: z.array(RegistryResource) },
    handle: async () => ({
      status: 200,
      body: (await registry.consentResources.list()).map(resourceDocument),
    }),
  })
