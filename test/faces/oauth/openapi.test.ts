import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { oauth } from '../../../server/faces/oauth/index.ts'
import { openApi } from '../../../server/http/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

type Described = { readonly description?: string }

describe("the house face's API description", () => {
  const { api } = oauth.open({ core: {} } as FaceTools, oauth.settings.parse({}))
  const document = openApi({ face: oauth.name, api: api! })

  it('is the one that was reviewed', async () => {
    const written = `${JSON.stringify(document, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  it('describes every property and names every operation', () => {
    const [route] = api!.routes
    const paths = document.paths as Record<string, Record<string, Record<string, unknown>>>
    const operation = paths['/grants/{grant_id}/uses']?.post
    assert.equal(operation?.operationId, route?.operationId)
    assert.ok(operation?.summary)
    const body = (operation?.requestBody as { content: Record<string, { schema: { properties: object } }> })
      .content
    const properties = Object.values(body['application/json']?.schema.properties ?? {}) as Described[]
    assert.ok(properties.every(({ description }) => description))
    assert.ok((operation?.parameters as Described[]).every(({ description }) => description))
  })
})
