import assert from 'node:assert/strict'
import { readBasic, writeBasic } from '../../server/http/credentials.ts'

const everyCharacter = Array.from({ length: 0x7f - 0x20 }, (_, n) => String.fromCharCode(0x20 + n)).join('')

const header = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('HTTP Basic of a client', () => {
  it('carries every printable character, encoded as a form or as a part of a URL', () => {
    const client = { id: 'web', secret: everyCharacter }
    assert.deepEqual(readBasic(writeBasic(client)), client)
    const form = new URLSearchParams({ v: everyCharacter }).toString().slice(2)
    assert.deepEqual(readBasic(header(`web:${form}`)), client)
  })

  it('is taken as it is written when it cannot have been encoded', () => {
    for (const secret of ['100%', '%zz', 'a&b=c', 'a:b', '%C3']) {
      assert.deepEqual(readBasic(header(`web:${secret}`)), { id: 'web', secret })
    }
  })

  it('is nothing when it is not well-formed', () => {
    for (const written of [
      undefined,
      '',
      'Basic',
      'Basic ',
      'Basic  d2ViOng=',
      'Basic d2ViOng=, Basic d2ViOng=',
      'Basic d2Vi*Ong=',
      'Bearer d2ViOng=',
      header('web'),
      header('web:'),
      header(':secret'),
      header('web:se\u0000cret'),
      header('web:secret\n'),
      header('web:s%0Acret'),
      header('web:s%C3%A6cret'),
      header('web:sæcret'),
    ]) {
      assert.equal(readBasic(written), undefined, written)
    }
  })
})
