import assert from 'node:assert/strict'
import { compressedStatuses } from '../../../adapters/jose/status-list-signer.ts'

describe('a compressed status list', () => {
  it('L1 is the one that the specification prints for its sixteen statuses', () => {
    const statuses = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
    const ended = statuses.flatMap((status, place) => (status === 1 ? [place] : []))
    assert.equal(compressedStatuses(ended, 16), 'eNrbuRgAAhcBXQ')
  })
})
