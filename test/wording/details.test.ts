import assert from 'node:assert/strict'
import type { Json } from '../../server/domain/registry/authorization-detail.ts'
import type { DetailSchema } from '../../server/domain/registry/detail-schema.ts'
import type { DetailType } from '../../server/domain/registry/detail-type.ts'
import { describeDetails } from '../../server/wording/details.ts'
import { renderer } from '../support/page-server.ts'

const word = (en: string) => ({ nb: en, nn: en, en })

const line: DetailSchema = {
  type: 'object',
  properties: { article: { type: 'string' }, price: { type: 'number' } },
  additionalProperties: false,
}

const orders: DetailType = {
  id: 'urn:example:orders',
  version: 0,
  audiences: ['https://shop.example'],
  title: word('Orders'),
  schema: {
    type: 'object',
    properties: {
      shops: { type: 'array', items: { type: 'string' } },
      lines: { type: 'array', items: line },
      pages: { type: 'array', items: { type: 'array', items: line } },
    },
    additionalProperties: false,
  },
  members: [
    { path: 'shops', name: word('Shops') },
    { path: 'lines.article', name: word('Article') },
    { path: 'lines.price', name: word('Price') },
    { path: 'pages.article', name: word('Article') },
    { path: 'pages.price', name: word('Price') },
  ],
  mayBeLeftOut: false,
}

describe('what is asked for in the words of a type', () => {
  const linesOf = async (members: Readonly<Record<string, Json>>) => {
    const registry = { findResource: async () => undefined, detailTypes: { find: async () => orders } }
    const asked = [{ type: orders.id, ...members }]
    const [described] = await describeDetails({ registry, renderer }, asked, 'en')
    return described!.lines.map(({ label, value }) => `${label}: ${value}`)
  }

  it('is said of what is there and empty, which may mean anything', async () => {
    const empty = ['Article: (empty)', 'Price: (empty)']
    assert.deepEqual(await linesOf({ shops: [], lines: [] }), ['Shops: (empty)', ...empty])
    assert.deepEqual(await linesOf({ lines: [{}] }), empty)
  })

  it('is a line for each value of each thing in a list', async () => {
    const lines = [{ article: 'A', price: 1 }, { article: 'B' }]
    assert.deepEqual(await linesOf({ shops: ['x', 'y'], lines }), [
      'Shops: x, y',
      'Article: A',
      'Price: 1',
      'Article: B',
    ])
  })

  it('is a line for each value in lists of lists, too', async () => {
    const pages = [[{ article: 'A' }], [], [{ article: 'B' }, { price: 2 }]]
    assert.deepEqual(await linesOf({ pages }), ['Article: A', 'Article: B', 'Price: 2'])
  })
})
