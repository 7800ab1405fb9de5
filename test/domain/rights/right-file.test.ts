import assert from 'node:assert/strict'
import { isRefused } from '../../../server/domain/problem.ts'
import { lineReader } from '../../../server/domain/rights/right-file.ts'

const refused = (work: () => unknown): void =>
  assert.throws(work, (error: Error) => isRefused(error, 'right.malformed') && !/\d{9}/.test(error.message))

describe('a file of rights', () => {
  it('has columns by name, in any order, with commas or semicolons between', () => {
    for (const separator of [',', ';']) {
      const read = lineReader('csv')
      assert.equal(read(['\uFEFFon_behalf_of', 'actor', 'document_name'].join(separator)), undefined)
      assert.equal(read('  '), undefined)
      assert.deepEqual(read(['810419512', '14842249091', '"Fullmakt, ""ny""; signert"'].join(separator)), {
        on_behalf_of: '810419512',
        actor: '14842249091',
        document_name: 'Fullmakt, "ny"; signert',
      })
      assert.deepEqual(read(['810419512', '', ''].join(separator)), {
        on_behalf_of: '810419512',
        actor: '',
        document_name: '',
      })
    }
  })

  it('names columns that there are, each once, and has as many fields in every line', () => {
    refused(() => lineReader('csv')('actor,friend'))
    refused(() => lineReader('csv')('actor,actor'))
    const read = lineReader('csv')
    read('actor,on_behalf_of')
    refused(() => read('14842249091'))
    refused(() => read('14842249091,810419512,consents'))
    refused(() => read('14842249091,"810419512'))
    refused(() => read('14842249091,810"419512'))
    refused(() => read('"14842249091";810419512'))
  })

  it('has one JSON object of texts in each line', () => {
    const read = lineReader('ndjson')
    assert.deepEqual(read('{"actor": "14842249091"}'), { actor: '14842249091' })
    assert.equal(read(''), undefined)
    for (const wrong of [
      '{"actor": 14842249091}',
      '{"friend": "810419512"}',
      '["810419512"]',
      'null',
      '{"',
    ]) {
      refused(() => read(wrong))
    }
  })
})
