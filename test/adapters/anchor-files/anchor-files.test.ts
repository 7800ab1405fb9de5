import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anchorFiles } from '../../../adapters/anchor-files/anchor-files.ts'
import { noon } from '../../support/fixtures.ts'

describe('The files in which anchors are kept', () => {
  const place = mkdtempSync(join(tmpdir(), 'samtykke-anchors-'))
  after(() => rmSync(place, { recursive: true }))

  it('are whole, and nothing is left beside them, when several processes keep the same one at once', async () => {
    const anchor = { number: 1, at: noon, signed: 'x'.repeat(100_000) }
    const files = anchorFiles(place)
    await Promise.all(Array.from({ length: 8 }, () => files.keep(anchor)))
    for await (const kept of files.all()) assert.deepEqual(kept, anchor)
    assert.deepEqual([readdirSync(place), await files.last()], [['anchor-0000000001.json'], 1])
  })
})
