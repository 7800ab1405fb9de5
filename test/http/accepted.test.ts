import assert from 'node:assert/strict'
import { takes } from '../../server/http/accepted.ts'

describe('an Accept header', () => {
  const list = 'application/statuslist+jwt'

  for (const accept of [
    undefined,
    '',
    '*/*',
    'application/*;q=0.1',
    list,
    `text/html, ${list.toUpperCase()} ; q=0.5`,
  ]) {
    it(`takes a type that ${JSON.stringify(accept)} covers`, () => assert.ok(takes(accept, list)))
  }

  for (const accept of ['text/html', 'text/*', 'application/json', `${list};q=0`, `${list}; q=0.000`]) {
    it(`does not take a type that ${JSON.stringify(accept)} leaves out`, () =>
      assert.ok(!takes(accept, list)))
  }
})
