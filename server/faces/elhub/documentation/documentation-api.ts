import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import type { Api } from '../../../http/api/api.ts'
import { openApi } from '../../../http/api/openapi.ts'
import { api, route } from '../../../http/api/route.ts'
import { face } from '../names.ts'
import { schemaFiles } from './schema-files.ts'

/** The description of an API and the schemas of its bodies, for everybody, below the API's own prefix. */
export function documentationApi(described: Api): Api {
  const { prefix, mediaType: problemMediaType, problems, refusals, problemBody } = described
  return api<undefined>({
    name: 'documentation',
    prefix,
    mediaType: 'application/json',
    problems,
    ...(refusals && { refusals }),
    ...(problemBody && { problemBody, problemMediaType }),
    scheme: 'none',
    authenticate: async () => undefined,
    routes: [readDescription(described), readSchema('/openapi/schemas/:file'), readSchema(inFolder)],
  })
}

const inFolder = '/openapi/schemas/:folder/:file'

function readDescription(described: Api) {
  let description: unknown
  return route<undefined, unknown, unknown, unknown>({
    method: 'get',
    path: '/openapi',
    operationId: 'readDescription',
    summary: 'This API in OpenAPI 3.1',
    response: { status: 200, description: 'The description', body: z.record(z.string(), z.unknown()) },
    asksNothing: true,
    async handle() {
      description ??= openApi({ face, api: described })
      return { status: 200, body: description }
    },
  })
}

const Named = z.object({
  folder: z.string().optional().describe('Where the schema lies'),
  file: z.string().describe('The schema'),
})

function readSchema(path: string) {
  let files: ReturnType<typeof schemaFiles> | undefined
  return route<undefined, z.infer<typeof Named>, unknown, unknown>({
    method: 'get',
    path,
    operationId: path === inFolder ? 'readSchema' : 'readCommonSchema',
    summary: 'The JSON Schema of a body',
    params: Named,
    response: { status: 200, description: 'The schema', body: z.record(z.string(), z.unknown()) },
    refusals: ['request.not-found'],
    asksNothing: true,
    handle: async ({ params: { folder, file } }) => {
      files ??= schemaFiles()
      const body = files.get([folder, file].filter(Boolean).join('/'))
      if (body === undefined) throw new Problem('request.not-found', 'There is no such schema')
      return { status: 200, body }
    },
  })
}
