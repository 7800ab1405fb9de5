import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { elhub } from '../../../server/faces/elhub/index.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

describe('the description of the elhub API', () => {
  const tools = {
    core: {},
    market: () => ({}),
    openSignatureTrust: () => ({}),
    publicUrl: 'https://consent.example',
  }
  const { apis = [] } = elhub.open(tools as unknown as FaceTools, elhub.settings.parse({}))
  const documents = apis.map(api => openApi({ face: elhub.name, api }))

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
