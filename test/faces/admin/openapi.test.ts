import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { managementApi } from '../../../server/faces/admin/management-api.ts'
import { entrySchemas } from '../../../server/registry/entries/entry-schemas.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

const given = {
  desk: {},
  entrySchemas: entrySchemas(),
  publicUrl: 'https://samtykke.example',
  managementUrl: 'https://operators.samtykke.example',
} as FaceTools

describe('the description of the management API', () => {
  const api = managementApi(given)

  it('is the one that was reviewed, but for the entries, which docs/registry.schema.json holds', async () => {
    const described = openApi({ face: 'admin', api: { ...api, schemas: {} } })
    const written = `${JSON.stringify(described, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  it('refers to no schema that it does not hold', () => {
    const text = JSON.stringify(openApi({ face: 'admin', api }))
    const { components } = JSON.parse(text) as { components: { schemas: object } }
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      assert.ok(name && name in components.schemas, name)
    }
  })

  for (const route of api.routes) {
    it(`shows an example of everything that is sent and answered at ${route.operationId}`, () => {
      const { params, body, response, example = {} } = route
      if (params) assert.ok(params.safeParse(example.params).success)
      if (body && route.bodyFormat !== 'bytes') assert.ok(body.safeParse(example.body).success)
      if (response.file) assert.equal(typeof example.answer, 'string')
      if (!response.body) return
      const { success, error } = response.body.safeParse(example.answer)
      assert.ok(success, String(error))
      assert.deepEqual(response.body.parse(example.answer), example.answer)
    })
  }
})
