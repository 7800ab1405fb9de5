import assert from 'node:assert/strict'
import { hasTwinMembers } from '../../../server/domain/text/twin-members.ts'

describe('JSON in which an object has two members of one name', () => {
  for (const json of ['{"a":1,"a":2}', '[{"b":{"a":1,"\\u0061":2}}]', '{"a":[{}],"b":"{","a":1}']) {
    it(`is found: ${json}`, () => assert.equal(hasTwinMembers(json), true))
  }

  for (const json of ['[{"a":1},{"a":2}]', '{"a":{"a":1}}', '{"a":"a","b":"\\":a:\\"a"}', '[]', '"a"']) {
    it(`is not found: ${json}`, () => assert.equal(hasTwinMembers(json), false))
  }
})
