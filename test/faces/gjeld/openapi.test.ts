import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { gjeld } from '../../../server/faces/gjeld/index.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

describe('the description of the gjeld APIs', () => {
  const tools = { core: {}, publicUrl: 'https://consent.example', openDebtSource: () => ({}) }
  const { apis = [] } = gjeld.open(tools as unknown as FaceTools, gjeld.settings.parse({}))
  const documents = apis.map(api => openApi({ face: gjeld.name, api }))

  it('is the one that was reviewed', async () => {
    const written = `${JSON.stringify(documents, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })

  it('has a name for each operation', () => {
    const ids = apis.flatMap(({ routes }) => routes.map(({ operationId }) => operationId))
    assert.equal(new Set(ids).size, 8)
  })

  it('has no look-up of debt where no register is set', () => {
    const without = { ...tools, openDebtSource: () => undefined } as unknown as FaceTools
    const { apis: fewer = [] } = gjeld.open(without, gjeld.settings.parse({}))
    assert.equal(fewer.flatMap(({ routes }) => routes).length, 6)
  })
})
