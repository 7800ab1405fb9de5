import assert from 'node:assert/strict'
import type { LookupFunction } from 'node:net'
import { ask } from '../../../adapters/outbound/ask.ts'
import { isPublic, publicLookup } from '../../../adapters/outbound/public-address.ts'
import { trustIn } from '../../../server/cli/receipt/find-keys.ts'
import { type ScriptedService, startScriptedService } from '../../support/scripted-service.ts'

describe('A question for public addresses only', () => {
  let service: ScriptedService
  before(async () => {
    service = await startScriptedService()
  })
  after(() => service.close())

  const isRefused = { name: 'NotPublic' }
  const portOf = () => new URL(service.url).port

  for (const host of ['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '[::ffff:127.0.0.1]', '0.0.0.0']) {
    it(`does not reach this machine as ${host}`, async () => {
      service.say({})
      await assert.rejects(ask({ url: `http://${host}:${portOf()}`, onlyPublic: true }), isRefused)
      assert.deepEqual(service.asked, [])
    })
  }

  it('does not reach it by a connection that another question has left open', async () => {
    service.say({})
    const url = `http://localhost:${portOf()}`
    assert.equal((await ask({ url })).status, 200)
    await assert.rejects(ask({ url, onlyPublic: true }), isRefused)
    assert.equal(service.asked.length, 1)
  })

  it('takes a host for what its name says when the connection is made, every address of it', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14', '10.0.0.1']]
    const changing: LookupFunction = (_host, _options, found) =>
      found(
        null,
        answers.shift()!.map(address => ({ address, family: 4 })),
      )
    const lookUp = () =>
      new Promise(resolve =>
        publicLookup(changing)('rebound.example', { all: true }, error => resolve(error)),
      )
    assert.equal(await lookUp(), null)
    for (const _ of [1, 2]) assert.equal(((await lookUp()) as Error).name, 'NotPublic')
  })

  it('is what a list of issuers makes a reader of receipts ask, save on this machine', async () => {
    service.say({ body: { keys: [] } })
    const issuers = ['https://10.0.0.5', 'https://[fd00::1]:8443', service.url]
    const { findKeys } = trustIn({ issuers, jwks: undefined })
    for (const issuer of issuers.slice(0, 2)) await assert.rejects(findKeys(issuer), isRefused)
    assert.deepEqual(await findKeys(service.url), [])
  })

  it('is not even asked when nobody but the receipt names its issuer', async () => {
    service.say({ body: { keys: [] } })
    const { findKeys } = trustIn({ issuers: ['https://other.example'], jwks: undefined })
    assert.equal(await findKeys(service.url), undefined)
    assert.deepEqual(service.asked, [])
  })

  it('passes on that a host has no address', async () => {
    const gone = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    const failing: LookupFunction = (_host, _options, found) => found(gone, [])
    const error = await new Promise(resolve =>
      publicLookup(failing)('nowhere.example', { all: true }, resolve),
    )
    assert.equal(error, gone)
  })

  it('tells public addresses from those of private networks, of documentation and of nobody', () => {
    const open = ['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00::1']
    const closed = [
      '10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1',
      '255.255.255.255 198.18.0.1 192.0.2.1 203.0.113.9 :: ::1 fe80::1 fc00::1 fd12::1 ff02::1',
      '::ffff:10.0.0.1 ::ffff:1.1.1.1 64:ff9b::a00:1 2001:db8::1 2001::1 2002:a00:1:: 3fff::1 nowhere',
    ].flatMap(line => line.split(' '))
    assert.deepEqual(open.filter(isPublic), open)
    assert.deepEqual(closed.filter(isPublic), [])
  })
})
