import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { storageVerbs } from '../../server/cli/storage-verbs.ts'
import { onEachDatabase } from '../support/database.ts'
import { paymentType } from '../support/detail-types.ts'
import { askFor, decided } from '../support/test-core.ts'
import { openTestCli } from './test-storage.ts'

type TestCli = Awaited<ReturnType<typeof openTestCli>>

const bank = ['--face', 'oauth', '--name', 'Bank', '--owner', '310000003', '--owner-name', 'BANK AS']
const parties = ['--consumer', '310000003', '--supplier', '310000004']
const api = ['resource', 'add', 'https://api.example', '--name', 'API', '--scope', 'read=Read']
const scope = ['scope', 'add', 'a:scope', '--description', 'Ask']
const example = 'docs/consent-resources.example.yaml'

interface Done {
  /** What was done before. */
  readonly after?: readonly (readonly string[])[]
  readonly words: readonly string[]
  readonly leaves: (cli: TestCli) => readonly object[]
}

const read = (command: string, ...more: readonly string[]): Done => ({
  words: [...command.split(' '), ...more],
  leaves: () => [{ what: 'command.read', command }],
})

const acted = (operation: string, reason?: string) => ({
  what: 'operator.acted',
  operator: userInfo().username,
  door: 'command',
  operation,
  target: 'client bank',
  partyId: undefined,
  reason,
})

/** Every verb that works on the storage, and what it leaves on record. */
const verbs: readonly Done[] = [
  {
    words: ['client', 'add', 'bank', ...bank],
    leaves: () => [{ what: 'client.added', clientId: 'bank' }],
  },
  read('client list'),
  { ...read('client show', 'bank'), after: [['client', 'add', 'bank', ...bank]] },
  {
    after: [['client', 'add', 'bank', ...bank]],
    words: ['client', 'rotate-secret', 'bank'],
    leaves: () => [{ what: 'client.secret_rotated', clientId: 'bank' }],
  },
  {
    after: [['client', 'add', 'bank', ...bank]],
    words: ['client', 'suspend', 'bank', '--reason', 'Its secret is out'],
    leaves: () => [acted('client.suspend', 'Its secret is out')],
  },
  {
    after: [
      ['client', 'add', 'bank', ...bank],
      ['client', 'suspend', 'bank'],
    ],
    words: ['client', 'resume', 'bank'],
    leaves: () => [acted('client.resume')],
  },
  read('export'),
  {
    after: [['client', 'add', 'bank', ...bank]],
    words: ['client', 'remove', 'bank'],
    leaves: () => [{ what: 'client.removed', clientId: 'bank' }],
  },
  { words: api, leaves: () => [{ what: 'resource.added', id: 'https://api.example', version: 1 }] },
  { after: [api], words: api, leaves: () => [] },
  {
    after: [api],
    words: [...api, '--lasts', '5m'],
    leaves: () => [{ what: 'resource.changed', id: 'https://api.example', version: 2 }],
  },
  read('resource list'),
  { ...read('resource show', 'https://api.example'), after: [api] },
  {
    after: [api],
    words: ['resource', 'remove', 'https://api.example'],
    leaves: () => [{ what: 'resource.removed', id: 'https://api.example' }],
  },
  { words: scope, leaves: () => [{ what: 'scope.added', id: 'a:scope', version: 1 }] },
  read('scope list'),
  {
    after: [scope],
    words: ['scope', 'remove', 'a:scope'],
    leaves: () => [{ what: 'scope.removed', id: 'a:scope' }],
  },
  {
    after: [scope],
    words: ['delegation', 'add', 'a:scope', ...parties],
    leaves: () => [{ what: 'delegation.added', id: 'a:scope 310000003 310000004', version: 1 }],
  },
  read('delegation list'),
  {
    after: [scope, ['delegation', 'add', 'a:scope', ...parties]],
    words: ['delegation', 'remove', 'a:scope', ...parties],
    leaves: () => [{ what: 'delegation.removed', id: 'a:scope 310000003 310000004' }],
  },
  {
    words: ['apply', example],
    leaves: () => [
      { what: 'consent_template.added', id: 'loan-application' },
      { what: 'consent_resource.added', id: 'example-income' },
    ],
  },
  { after: [['apply', example]], words: ['apply', example], leaves: () => [] },
  read('consent-resource list'),
  { ...read('consent-resource show', 'example-income'), after: [['apply', example]] },
  {
    after: [['apply', example]],
    words: ['consent-resource', 'remove', 'example-income'],
    leaves: () => [{ what: 'consent_resource.removed', id: 'example-income' }],
  },
  read('consent-template list'),
  { ...read('consent-template show', 'loan-application'), after: [['apply', example]] },
  {
    after: [['apply', example]],
    words: ['consent-template', 'remove', 'loan-application'],
    leaves: () => [{ what: 'consent_template.removed', id: 'loan-application' }],
  },
  read('purpose list'),
  read('purpose show', 'loan'),
  { words: ['purpose', 'remove', 'loan'], leaves: () => [{ what: 'purpose.removed', id: 'loan' }] },
  read('details-type list'),
  read('grant list'),
  read('retention show'),
  read('retention run', '--dry-run'),
  { words: ['retention', 'run'], leaves: () => [] },
  read('keys list'),
  read('migrate status'),
  { words: ['migrate', 'finish'], leaves: () => [] },
  { words: ['ledger', 'anchor'], leaves: () => [{ what: 'ledger.anchored', number: 1 }] },
  { words: ['migrate', 'up'], leaves: () => [] },
]

/** Told below, or not here: without a consent, with a key of its own name, and what judges and leaves nothing. */
const elsewhere = [
  'details-type show',
  'details-type remove',
  'grant show',
  'grant revoke',
  'keys rotate',
  'migrate down',
  'ledger verify',
  'right add',
  'right list',
  'right end',
  'right import',
]

const namesOf = (command: Command): readonly string[] =>
  command.commands.length === 0
    ? [command.name()]
    : command.commands.map(one => `${command.name()} ${one.name()}`)

onEachDatabase('What commands leave on record', database => {
  let cli: TestCli
  beforeEach(async () => {
    cli = await openTestCli(database)
  })

  const recordedOf = async (words: readonly string[]) => {
    const before = cli.recorded.length
    await cli.samtykke(...words).catch(() => {})
    return cli.recorded.slice(before)
  }

  for (const { after = [], words, leaves } of verbs) {
    it(`${words.slice(0, 3).join(' ')}${after.length > 0 ? `, after ${after.length}` : ''}: exactly that`, async () => {
      for (const earlier of after) await cli.samtykke(...earlier)
      assert.deepEqual(await recordedOf(words), leaves(cli))
    })
  }

  it('is asked of every verb that works on the storage', () => {
    const asked = new Set(verbs.flatMap(({ words }) => [words[0]!, `${words[0]} ${words[1]}`]))
    const missing = storageVerbs({ withStorage: work => work(cli.storage), print: () => {} })
      .flatMap(namesOf)
      .filter(name => !asked.has(name) && !elsewhere.includes(name))
    assert.deepEqual(missing, [])
  })

  it('tells of rights that were given, looked for, ended and taken over', async () => {
    const told = async (...words: readonly string[]) =>
      (await recordedOf(words)).map(entry => ('operation' in entry ? entry.operation : entry.what))
    const parties = ['--who', '310000003', '--for', '310000004']
    assert.deepEqual(await told('right', 'add', ...parties), ['right.give'])
    assert.deepEqual(await told('right', 'list', '--for', '310000004'), ['right.read', 'command.read'])
    const { json } = await cli.samtykke('right', 'list', '--for', '310000004')
    const [{ id }] = (json as { rights: [{ id: string }] }).rights
    assert.deepEqual(await told('right', 'end', id, '--reason', 'No longer on the board'), ['right.end'])
    const directory = await mkdtemp(join(tmpdir(), 'rights-'))
    const file = join(directory, 'rights.csv')
    await writeFile(file, 'actor,on_behalf_of\n310000003,310000004\n')
    assert.deepEqual(await told('right', 'import', file, '--source', 'file:board'), ['right.import'])
    await rm(directory, { recursive: true })
  })

  it('tells of a type of details that was looked at, and of one that was removed', async () => {
    await cli.ports.registry.detailTypes.put(paymentType)
    const { id } = paymentType
    assert.deepEqual(await recordedOf(['details-type', 'show', id]), [
      { what: 'command.read', command: 'details-type show' },
    ])
    assert.deepEqual(await recordedOf(['details-type', 'remove', id]), [
      { what: 'authorization_details_type.removed', id },
    ])
  })

  it('tells of a consent that the operator took back, and of one that was looked at', async () => {
    const { core, kari, clock } = cli
    const { request } = await core.requestConsent(askFor(kari, clock.now()))
    const { grant } = await core.acceptConsentRequest({ id: request.id, decision: decided(kari) })
    assert.deepEqual(await recordedOf(['grant', 'show', grant.id]), [
      { what: 'command.read', command: 'grant show' },
    ])
    const [taken, ...more] = await recordedOf(['grant', 'revoke', grant.id])
    assert.deepEqual(
      [taken?.what, taken?.grantId, taken?.by, taken?.partyId],
      ['consent.withdrawn', grant.id, 'operator', undefined],
    )
    assert.deepEqual(more, [])
    assert.deepEqual(await recordedOf(['grant', 'revoke', grant.id]), [
      { what: 'command.refused', command: 'grant revoke', problem: 'authorization-grant.not-active' },
    ])
  })

  it('tells of a client that was removed also when ending its grants fails', async () => {
    await cli.samtykke('client', 'add', 'bank', ...bank)
    await database.knex.raw('alter table authorization_grant rename to away')
    const recorded = await recordedOf(['client', 'remove', 'bank'])
    await database.knex.raw('alter table away rename to authorization_grant')
    assert.deepEqual(recorded, [
      { what: 'client.removed', clientId: 'bank' },
      { what: 'command.refused', command: 'client remove', problem: 'internal' },
    ])
  })

  it('tells that an encryption key was not put in use while texts are plain', async () => {
    await database.knex('plain_text').insert({ kept: true })
    assert.deepEqual(await recordedOf(['keys', 'rotate', '--master']), [
      { what: 'command.refused', command: 'keys rotate', problem: 'texts-plain' },
    ])
  })

  it('names the key that takes over, and nothing secret of it', async () => {
    const [rotated, ...more] = await recordedOf(['keys', 'rotate'])
    assert.deepEqual(Object.keys(rotated ?? {}), ['what', 'kid', 'alg'])
    assert.deepEqual([rotated?.what, rotated?.alg, more], ['key.rotated', 'ES256', []])
  })

  it('says what was refused, and by whom and why it was asked for', async () => {
    const words = ['client', 'remove', 'nobody', '--reason', 'ticket 7', '--actor', 'ingrid']
    assert.deepEqual(await recordedOf(words), [
      { what: 'command.refused', command: 'client remove', problem: 'client.unknown' },
    ])
    assert.deepEqual(cli.operators.at(-1), { actor: 'ingrid', reason: 'ticket 7' })
    await cli.samtykke('client', 'list')
    assert.deepEqual(cli.operators.at(-1), { actor: userInfo().username, reason: undefined })
  })
})
