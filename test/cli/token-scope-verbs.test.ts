import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { lapses } from '../../server/domain/registry/client-key.ts'
import { onEachDatabase } from '../support/database.ts'
import { openTestCli } from './test-storage.ts'

const scope = 'altinn:consentrequests.write'
const owner = ['--face', 'maskinporten', '--name', 'Bank', '--owner', '310000003', '--owner-name', 'BANK AS']
const asserting = [...owner, '--authentication', 'private_key_jwt', '--grant-type', 'jwt-bearer']
const parties = ['--consumer', '310000003', '--supplier', '310000004']

onEachDatabase('The command line of token scopes', database => {
  let cli: Awaited<ReturnType<typeof openTestCli>>
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-keys-'))
  })
  beforeEach(async () => {
    cli = await openTestCli(database)
  })
  after(() => rmSync(directory, { recursive: true }))
  const text = async (...words: string[]) => (await cli.samtykke(...words)).text

  /** Options that name a file with a new public key. */
  const newKey = async (kid: string, alg = 'RS256', modulusLength = 2048) => {
    const { publicKey } = await generateKeyPair(alg, { modulusLength, extractable: true })
    const path = join(directory, `${kid}.json`)
    writeFileSync(path, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg }] }))
    return ['--keys', path]
  }

  it('adds, lists and removes a scope', async () => {
    await text('scope', 'add', scope, '--description', 'Ask', '--lasts', '90s', '--holder', '310000003')
    const kept = await cli.ports.registry.tokenScopes.find(scope)
    assert.deepEqual([kept?.seconds, kept?.holders], [90, ['310000003']])
    assert.match(await text('scope', 'list'), /^altinn:consentrequests\.write +1 +90 s +310000003 +Ask$/m)
    await text('scope', 'remove', scope)
    assert.equal(await text('scope', 'list'), 'No scopes')
    await assert.rejects(text('scope', 'remove', scope), { code: 'token-scope.unknown' })
  })

  it('adds, lists and removes a delegation', async () => {
    await assert.rejects(text('delegation', 'add', scope, ...parties), { code: 'token-scope.unknown' })
    await text('scope', 'add', scope, '--description', 'Ask')
    await text('delegation', 'add', scope, ...parties)
    assert.match(await text('delegation', 'list'), /^altinn:consentrequests\.write +310000003 +310000004$/m)
    await text('delegation', 'remove', scope, ...parties)
    assert.equal(await text('delegation', 'list'), 'No delegations')
    const again = text('delegation', 'remove', scope, ...parties)
    await assert.rejects(again, { code: 'token-scope.not-delegated' })
  })

  it('registers keys that lapse after a year', async () => {
    await text('client', 'add', 'bank', ...asserting, ...(await newKey('one')))
    const [key] = (await cli.storage.clients.find('bank'))!.keys
    const days = (Date.parse(String(key![lapses])) - cli.clock.now().getTime()) / 86_400_000
    assert.ok(days > 364 && days <= 365)
    assert.match(await text('client', 'show', 'bank'), /until: /)
  })

  it('refuses a kid that another client has, and keys that are not RSA or too short', async () => {
    const one = await newKey('one')
    await text('client', 'add', 'bank', ...asserting, ...one)
    await assert.rejects(
      text('client', 'add', 'other', ...asserting, ...one),
      /the key one stands at bank, too/,
    )
    const elliptic = await newKey('elliptic', 'ES256')
    await assert.rejects(
      text('client', 'add', 'other', ...asserting, ...elliptic),
      /must be RSA of 2048 bits/,
    )
  })

  it('applies scopes, delegations and keys from a file, and the same again without a change', async () => {
    const [, path] = await newKey('filed')
    const { keys } = JSON.parse(readFileSync(path!, 'utf8'))
    const client = {
      id: 'filed',
      face: 'maskinporten',
      name: 'Bank',
      owner: { orgno: '310000003', name: 'BANK AS' },
      authentication: 'private_key_jwt',
      grant_types: ['jwt-bearer'],
      scopes: [scope],
      keys,
    }
    const file = {
      token_scopes: [{ scope, description: 'Ask', holders: ['310000003'] }],
      scope_delegations: [{ scope, consumer: '310000003', supplier: '310000004' }],
      clients: [client],
    }
    const apply = async (content: object) => {
      const registry = join(directory, 'registry.json')
      writeFileSync(registry, JSON.stringify(content))
      return (await cli.samtykke('apply', registry)).json as { kind: string; what: string }[]
    }
    const kinds = (applied: { kind: string; what: string }[]) =>
      applied.map(({ kind, what }) => `${kind} ${what}`)
    assert.deepEqual(kinds(await apply(file)), ['scope added', 'delegation added', 'client added'])
    cli.clock.advance(60)
    assert.deepEqual(kinds(await apply(file)), ['scope same', 'delegation same', 'client same'])
    cli.clock.reset()
    await assert.rejects(
      apply({ clients: [{ ...client, id: 'twin' }] }),
      /the key filed stands at filed, too/,
    )
    await assert.rejects(
      apply({ clients: [{ ...client, scopes: ['nobody:knows'] }] }),
      /the scope nobody:knows is not among the token scopes/,
    )
  })
})
