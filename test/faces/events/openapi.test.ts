import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { events } from '../../../server/faces/events/index.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { openApi } from '../../../server/http/api/openapi.ts'

const golden = new URL('./openapi.json', import.meta.url)

describe('the description of the events APIs', () => {
  const { apis } = events.open({ publicUrl: 'https://consent.example' } as FaceTools)

  it('is the one that was reviewed', async () => {
    const documents = apis.map(api => openApi({ face: events.name, api }))
    const written = `${JSON.stringify(documents, null, 2)}\n`
    if (process.env.SAMTYKKE_TEST_WRITE_GOLDEN === '1') await writeFile(golden, written)
    assert.equal(written, await readFile(golden, 'utf8'))
  })
})
