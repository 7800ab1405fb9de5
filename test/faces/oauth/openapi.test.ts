import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { oauth } from '../../../server/faces/oauth/index.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

interface Described {
  readonly description?: string
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly parameters: readonly Described[]
  readonly requestBody: {
    readonly content: Record<string, { readonly schema: { readonly properties: Record<string, Described> } }>
  }
}

describe("the house face's API descriptions", () => {
  const given = { core: {}, publicUrl: 'https://consent.example' } as FaceTools
  const { api, apis } = oauth.open(given, oauth.settings.parse({}))
  const documents = [api, ...apis].map(one => openApi({ face: oauth.name, api: one }))

  it('is the one that was reviewed', async () => {
    const written = `${JSON.stringify(documents, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  it('describes every property and names every operation', () => {
    const paths = documents[0]!.paths as Record<string, Record<string, Operation>>
    const operation = paths['/grants/{grant_id}/uses']?.post
    assert.ok(operation?.operationId && operation.summary)
    const { properties } = operation.requestBody.content['application/json']!.schema
    const described = [...Object.values(properties), ...operation.parameters]
    assert.ok(described.every(({ description }) => description))
  })
})
