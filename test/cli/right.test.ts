import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefused } from '../../server/domain/problem.ts'
import { sha256 } from '../../adapters/crypto/sha256.ts'
import { onEachDatabase } from '../support/database.ts'
import { openTestCli } from './test-storage.ts'

const kari = '14842249091'
const ola = '29868099311'
const bank = '810419512'

onEachDatabase('samtykke right', database => {
  let directory: string
  let cli: Awaited<ReturnType<typeof openTestCli>>
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rights-'))
  })
  after(() => rm(directory, { recursive: true }))
  beforeEach(async () => {
    cli = await openTestCli(database)
  })

  const file = async (name: string, text: string) => {
    await writeFile(join(directory, name), text)
    return join(directory, name)
  }
  const guardian = ['--who', ola, '--for', kari, '--kind', 'guardian']

  it('registers who acts for whom, by what, and the person can read of it', async () => {
    const { samtykke, core, recorded } = cli
    const document = await file('Vergefullmakt.txt', 'as the court has decided')
    const rest = ['--to', '2090-06-30', '--document', document, '--reference', 'sak 12/345']
    const { json, text } = await samtykke('right', 'add', ...guardian, ...rest, '--reason', 'By the court')
    const { id, valid_from: _, registered_at: __, ...shown } = json as Record<string, string>
    assert.equal(text, `Registered ${id}`)
    assert.deepEqual(shown, {
      actor: { id: cli.ola.id, name: 'Ola Demo' },
      on_behalf_of: { id: cli.kari.id, name: 'Kari Demo' },
      status: 'active',
      resource: 'consents',
      action: '*',
      kind: 'guardian',
      source: 'desk',
      valid_to: '2090-06-30T22:00:00+00:00',
      document_name: 'Vergefullmakt.txt',
      document_sha256: sha256('as the court has decided'),
      document_reference: 'sak 12/345',
      registered_by: shown.registered_by,
    })
    const { items } = await core.listActsAbout(cli.kari.id, { limit: 5 })
    assert.deepEqual(
      items.map(({ operation, reason }) => [operation, reason]),
      [['right.give', 'By the court']],
    )
    assert.doesNotMatch(JSON.stringify(recorded), new RegExp(`${kari}|${ola}`))
    const all = ['--resource', 'https://debt.example', '--action', 'debt.read', '--from', '2026-01-01']
    await samtykke('right', 'add', ...guardian, ...all)
    assert.match((await samtykke('right', 'list', '--for', kari)).text, /https:\/\/debt\.example +debt\.read/)
  })

  it('lists page by page, persons by name only when they are asked for', async () => {
    const { samtykke } = cli
    await samtykke('right', 'add', ...guardian)
    await samtykke('right', 'add', '--who', kari, '--for', bank, '--kind', 'role')
    const first = await samtykke('right', 'list', '--limit', '1')
    assert.match(first.text, new RegExp(`${cli.kari.id} +Demobanken +consents +\\* +role +desk`))
    const { next } = first.json as { next: string }
    assert.equal(first.aside, `There are more: --after ${next}`)
    const second = await samtykke('right', 'list', '--limit', '1', '--after', next)
    assert.match(second.text, new RegExp(`${cli.ola.id} +${cli.kari.id}`))
    assert.match((await samtykke('right', 'list', '--who', ola)).text, /Ola Demo +Kari Demo/)
    assert.equal((await samtykke('right', 'list', '--source', 'file:none')).text, 'No rights')
    assert.equal((await samtykke('right', 'list', '--source', 'desk', '--over')).text, 'No rights')
  })

  it('ends one for a reason', async () => {
    const { samtykke } = cli
    const { id } = (await samtykke('right', 'add', ...guardian)).json as { id: string }
    await assert.rejects(samtykke('right', 'end', id), error => isRefused(error, 'request.malformed'))
    const ended = await samtykke('right', 'end', id, '--reason', 'The guardianship is over')
    assert.equal(ended.text, `Ended ${id}`)
    assert.match((await samtykke('right', 'list', '--over')).text, /ended$/)
    const wrong = samtykke('right', 'end', 'x', '--reason', 'The guardianship is over')
    await assert.rejects(wrong, error => isRefused(error, 'right.not-found'))
  })

  it('takes over a file as a whole, dry first, and says what is wrong by the line', async () => {
    const { samtykke } = cli
    const lines = ['actor;on_behalf_of;kind', `${kari};${bank};role`, `${ola};${bank};role`]
    const good = await file('roles.csv', lines.join('\r\n'))
    const dry = await samtykke('right', 'import', good, '--source', 'file:roles', '--dry-run')
    assert.equal(dry.text, 'It would be 2 added, 0 changed, 0 unchanged, 0 ended')
    const done = await samtykke('right', 'import', good, '--source', 'file:roles')
    assert.equal(done.text, 'It is 2 added, 0 changed, 0 unchanged, 0 ended')
    const object = JSON.stringify({ actor: kari, on_behalf_of: bank, kind: 'role' })
    const fewer = await file('roles.ndjson', `${object}\n`)
    const ended = await samtykke('right', 'import', fewer, '--source', 'file:roles', '--end-missing')
    assert.equal(ended.text, 'It is 0 added, 0 changed, 1 unchanged, 1 ended')
    const others = await samtykke('right', 'import', fewer, '--source', 'register:roles')
    assert.match(others.text, /\n1 stand by another source, and stay as they are$/)
    const bad = await file(
      'bad.csv',
      ['actor,on_behalf_of', ...Array.from({ length: 101 }, () => 'x,y')].join('\n'),
    )
    const refused = await samtykke('right', 'import', bad, '--source', 'file:roles')
    assert.equal(refused.exitCode, 1)
    assert.match(
      refused.text,
      /^line 2: actor must be a number.*\n(.*\n)+and 1 more\nNothing was taken over$/,
    )
    const unnamed = samtykke('right', 'import', await file('roles.txt', ''), '--source', 'file:roles')
    await assert.rejects(unnamed, error => isRefused(error, 'right.malformed'))
    await assert.rejects(samtykke('right', 'import', join(directory, 'none.csv'), '--source', 'file:roles'))
  })
})
