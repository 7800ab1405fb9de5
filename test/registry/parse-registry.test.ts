import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parseRegistry } from '../../server/registry/parse-registry.ts'
import { toPurpose, toResource } from '../../server/registry/to-domain.ts'

const example = readFileSync('docs/registry.example.yaml', 'utf8')

describe('The declarative file', () => {
  it('is read as the example shows it', () => {
    const { resources, purposes, clients } = parseRegistry(example, 'example.yaml')
    assert.equal(toResource(resources[0]!).token.seconds, 600)
    assert.equal(toPurpose(purposes[0]!).longestSeconds, 365 * 86_400)
    assert.deepEqual(
      clients.map(client => client.id),
      ['energy-adviser', 'energy-api', '6e0f3b6a-5c1d-4d63-9b58-0c6f1d2a7e10'],
    )
  })

  it('may be JSON, and may be empty', () => {
    const { resources } = parseRegistry(JSON.stringify(parseRegistry(example, 'x')), 'x.json')
    assert.equal(resources.length, 1)
    const { market, ...lists } = parseRegistry('', 'x.yaml')
    assert.equal(market, undefined)
    assert.ok(Object.values(lists).every(list => list.length === 0))
  })

  const faults: readonly (readonly [what: string, from: string, to: string, finding: RegExp])[] = [
    [
      'an unknown member',
      'reveals_identity: true',
      'reveal_identity: true',
      /^f:18: resources\[0\]\.reveal_identity: is not a member/,
    ],
    ['a missing text', '      nn: Straumforbruk\n', '', /^f:6: resources\[0\]\.name\.nn: /],
    ['a bad duration', 'lasts: 30d', 'lasts: forever', /^f:35: purposes\[0\]\.lasts: must be a duration/],
    [
      'a number for digits',
      "orgno: '310000001'",
      'orgno: 310000001',
      /clients\[0\]\.owner\.orgno: must be nine digits/,
    ],
    [
      'a private key',
      'kid: energy-api-1',
      'kid: a\n        d: c2VjcmV0',
      /clients\[1\]\.keys\[0\]: must be a public key/,
    ],
    ['a secret in clear', 'secret_sha256: 27', 'secret: 27', /clients\[0\]\.secrets\[0\]: /],
    [
      'a redirect over http',
      'https://adviser.example/callback',
      'http://adviser.example/callback',
      /redirect_uris\[0\]: must be an https/,
    ],
    [
      'a redirect with a fragment',
      'adviser.example/callback',
      'adviser.example/callback#x',
      /redirect_uris\[0\]: must be an https/,
    ],
    ['two of the same', 'id: energy-api', 'id: energy-adviser', /clients\[1\]: stands here twice/],
    ['broken YAML', 'resources:', 'resources: [', /^f:\d+: /],
    ['a YAML tag', 'face: oauth', 'face: !!js/function oauth', /^f:\d+: /],
  ]
  for (const [what, from, to, finding] of faults) {
    it(`is refused for ${what}, with its line`, () => {
      assert.ok(example.includes(from))
      assert.throws(
        () => parseRegistry(example.replace(from, to), 'f'),
        (error: Error) => finding.test(error.message),
      )
    })
  }

  it('is refused for a billion laughs, at once', () => {
    const laughs = Array.from({ length: 12 }, (_, n) => `a${n}: &a${n} [${nine(n ? `*a${n - 1}` : 'ha')}]`)
    const began = process.cpuUsage()
    assert.throws(() => parseRegistry(laughs.join('\n'), 'f'))
    assert.ok(process.cpuUsage(began).user < 1e6)
  })
})

const nine = (text: string): string => Array.from({ length: 9 }, () => text).join(', ')
