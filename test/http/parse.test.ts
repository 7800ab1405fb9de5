import assert from 'node:assert/strict'
import { z } from 'zod'
import { Malformed } from '../../server/http/api/refusals.ts'
import { parse } from '../../server/http/parse.ts'

describe('What was sent', () => {
  const foundIn = (value: unknown, schema: z.ZodType = z.unknown()): readonly string[] => {
    try {
      parse(schema, value)
      return []
    } catch (error) {
      assert.ok(error instanceof Malformed)
      return error.findings.map(({ path }) => path.join('/'))
    }
  }

  it('is what its schema makes of it', () => {
    assert.deepEqual(parse(z.object({ a: z.coerce.number() }), { a: '1', b: 2 }), { a: 1 })
    assert.deepEqual(foundIn({ a: 'x' }, z.object({ a: z.number() })), ['a'])
  })

  it('holds no half of a character and no NUL, in a text or in a name, however deep', () => {
    for (const text of ['\ud800', 'a\udc00', '\udc00\ud800', 'a\0b']) {
      assert.deepEqual(foundIn(text), [''])
      assert.deepEqual(foundIn({ a: { b: ['x', text] } }), ['a/b/1'])
      assert.deepEqual(foundIn({ a: { [text]: 1 } }), ['a'])
    }
    assert.deepEqual(foundIn({ a: '🌵 å\u0001\ufeff' }), [])
  })

  it('may be bytes, which are no text', () => {
    assert.deepEqual(foundIn(Buffer.from('a\0b')), [])
  })

  it('may be as deep as it is long, and takes no longer for it', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}"\\ud800"${']'.repeat(100_000)}`)
    const began = process.cpuUsage()
    assert.equal(foundIn(deep).length, 1)
    assert.ok(process.cpuUsage(began).user < 2_000_000)
  })

  it('may be wrong at every depth, and the first few of the faults are told', () => {
    const wrong = JSON.parse(`${'["\\u0000",'.repeat(2_000)}1${']'.repeat(2_000)}`)
    assert.equal(foundIn(wrong).length, 20)
  })
})
