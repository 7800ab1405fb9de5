import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { portal } from '../../../server/faces/portal/index.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

describe("the portal's API descriptions", () => {
  it('are those that were reviewed', async () => {
    const { apis = [] } = portal.open({} as FaceTools, portal.settings.parse({}))
    const documents = apis.map(api => openApi({ face: portal.name, api }))
    const written = `${JSON.stringify(documents, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })
})
