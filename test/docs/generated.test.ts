import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { generated } from '../../docs/generated.ts'

describe('What is generated', () => {
  for (const [path, text] of Object.entries(generated())) {
    it(`is as the code has it: ${path} (else run npm run docs)`, () => {
      assert.equal(readFileSync(path, 'utf8'), text)
    })
  }
})
