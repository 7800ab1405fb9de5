import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Problem } from '../../server/domain/problem.ts'
import { readBody } from '../../server/http/body.ts'

interface Sent {
  readonly type?: string
  readonly chunks: readonly (string | Buffer)[]
  readonly length?: number
}

function arriving({ type, chunks, length }: Sent): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  Object.assign(message.headers, {
    ...(type !== undefined && { 'content-type': type }),
    ...(length !== undefined && { 'content-length': String(length) }),
  })
  for (const chunk of chunks) message.push(chunk)
  message.push(null)
  return message
}

const form = 'application/x-www-form-urlencoded'
const mediaTypes = ['application/json', 'application/vnd.api+json']

const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

describe('a body', () => {
  it('is read whole, however it is cut', async () => {
    const bytes = Buffer.from('{"name":"Åse"}')
    const message = arriving({
      type: 'Application/JSON; charset=utf-8',
      chunks: [...bytes].map(one => Buffer.from([one])),
    })
    assert.deepEqual(await readBody(message, { format: 'json', mediaTypes }), { name: 'Åse' })
  })

  it('is refused when it says, or turns out, to be larger than the route takes', async () => {
    const wanted = { format: 'bytes', mediaTypes, largest: 4 } as const
    assert.deepEqual(await readBody(arriving({ chunks: ['1234'] }), wanted), Buffer.from('1234'))
    await assert.rejects(readBody(arriving({ chunks: ['12345'] }), wanted), refused('request.too-large'))
    await assert.rejects(readBody(arriving({ chunks: [], length: 5 }), wanted), refused('request.too-large'))
  })

  it('is refused in another media type than the route takes, unless it takes bytes', async () => {
    for (const type of [undefined, 'text/plain', form]) {
      const message = arriving({ ...(type && { type }), chunks: ['{}'] })
      await assert.rejects(
        readBody(message, { format: 'json', mediaTypes }),
        refused('request.unsupported-media'),
      )
    }
    const message = arriving({ type: 'application/json', chunks: ['a=b'] })
    await assert.rejects(
      readBody(message, { format: 'form', mediaTypes }),
      refused('request.unsupported-media'),
    )
  })

  it('is refused as JSON when it is not UTF-8', async () => {
    const message = arriving({ type: 'application/json', chunks: [Buffer.from([0x22, 0xc3, 0x28, 0x22])] })
    await assert.rejects(readBody(message, { format: 'json', mediaTypes }), refused('request.malformed'))
  })

  it('has each parameter of a form once, and at most a hundred', async () => {
    const read = (text: string) =>
      readBody(arriving({ type: form, chunks: [text] }), { format: 'form', mediaTypes })
    assert.deepEqual({ ...((await read('a=1&__proto__=2')) as object) }, { a: '1', ['__proto__']: '2' })
    await assert.rejects(read('a=1&b=2&a=1'), refused('request.malformed'))
    const many = Array.from({ length: 101 }, (_, n) => `p${n}=1`)
    await read(many.slice(1).join('&'))
    await assert.rejects(read(many.join('&')), refused('request.malformed'))
  })
})
