import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { altinn } from '../../../server/faces/altinn/index.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

describe('the description of the altinn APIs', () => {
  const verifier = { verify: async () => undefined }
  const tools = { core: {}, publicUrl: 'https://consent.example', trustIssuers: () => verifier }
  const { apis = [] } = altinn.open(tools as unknown as FaceTools, altinn.settings.parse({}))
  const documents = apis.map(api => openApi({ face: altinn.name, api }))

  it('is the one that was reviewed', async () => {
    const written = `${JSON.stringify(documents, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  it('has a name for each operation', () => {
    const ids = apis.flatMap(({ routes }) => routes.map(({ operationId }) => operationId))
    assert.equal(new Set(ids).size, ids.length)
  })
})
