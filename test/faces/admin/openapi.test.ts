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

  it('is the one that was reviewed', async () => {
    const written = `${JSON.stringify(openApi({ face: 'admin', api }), null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  for (const route of api.routes) {
    it(`shows an example of everything that is sent and answered at ${route.operationId}`, () => {
      const { params, body, response, example = {} } = route
      if (params) assert.ok(params.safeParse(example.params).success)
      if (body) assert.ok(body.safeParse(example.body).success)
      if (response.file) assert.equal(typeof example.answer, 'string')
      if (!response.body) return
      const { success, error } = response.body.safeParse(example.answer)
      assert.ok(success, String(error))
      assert.deepEqual(response.body.parse(example.answer), example.answer)
    })
  }
})
