import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { onEachDatabase } from '../support/database.ts'
import { goodFile } from '../support/registry-file.ts'
import { askFor, decided } from '../support/test-core.ts'
import { openTestCli } from './test-storage.ts'

onEachDatabase('samtykke apply --dry-run', database => {
  let folder: string
  let cli: Awaited<ReturnType<typeof openTestCli>>
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'samtykke-dry-'))
    cli = await openTestCli(database)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const file = (content: object) => {
    const path = join(folder, 'registry.json')
    writeFileSync(path, JSON.stringify(content))
    return path
  }
  const dryRun = (content: object) => cli.samtykke('apply', file(content), '--dry-run')
  const entries = () => database.knex('registry_entry').count()
  const give = async (changes: Parameters<typeof askFor>[2]) => {
    const { request } = await cli.core.requestConsent(askFor(cli.kari, cli.clock.now(), changes))
    await cli.core.acceptConsentRequest({ id: request.id, decision: decided(cli.kari) })
  }

  it('writes nothing, and says of each entry what applying would do', async () => {
    const before = await entries()
    const { text, json } = await dryRun(goodFile())
    assert.equal(
      text,
      'added   resource https://api.example\nadded   purpose advice\nadded   client bank\nNothing was written.',
    )
    assert.deepEqual(await entries(), before)
    assert.equal(await cli.storage.clients.find('bank'), undefined)
    assert.deepEqual(json, (await cli.samtykke('apply', file(goodFile()))).json)
    const same = (await dryRun(goodFile())).json as { what: string }[]
    assert.deepEqual(
      same.map(({ what }) => what),
      ['same', 'same', 'same'],
    )
  })

  it('says which texts change, how many consents stand on the old ones, and whether to ask for new ones', async () => {
    const [advice] = goodFile().purposes
    await cli.samtykke('apply', file(goodFile()))
    const scopes = [{ permission: 'api.read', resourceType: 'api', resourceId: 'https://api.example' }]
    for (let given = 0; given < 2; given++) await give({ purposeId: 'advice', scopes })

    const mended = {
      ...goodFile(),
      purposes: [{ ...advice, description: { nb: 'Råd', nn: 'Råd', en: 'Advice' } }],
    }
    assert.match(
      (await dryRun(mended)).text,
      /^changed purpose advice\n {2}description nb: “Advice” → “Råd”\n {2}description nn: “Advice” → “Råd”\n {2}2 live consents given to version 1 or earlier: no new consent is needed, only the wording or the rules changed$/m,
    )
    const other = { ...goodFile(), purposes: [{ ...advice, description: { nb: 'A', nn: 'B', en: 'C' } }] }
    assert.match(
      (await dryRun(other)).text,
      /2 live consents given to version 1 or earlier: ask for a new consent, because description says something else in every language$/m,
    )
    const [told] = ((await dryRun(other)).json as { kind: string }[]).filter(({ kind }) => kind === 'purpose')
    assert.partialDeepStrictEqual(told, { what: 'changed', version: 1, liveConsents: 2, members: [] })
  })

  it('counts the consents on the resources that a template words', async () => {
    const content = parse(await readFile('docs/consent-resources.example.yaml', 'utf8'))
    await cli.samtykke('apply', file(content))
    await cli.ports.registry.putPurpose({
      ...(await cli.ports.registry.findPurpose('loan'))!,
      id: 'any',
      permissions: ['*'],
    })
    const scopes = [{ permission: 'consent', resourceType: 'altinn-resource', resourceId: 'example-income' }]
    await give({ purposeId: 'any', scopes })
    content.consent_templates[0].handled_by.en = '{HandledBy} acts for {CoveredBy}.'
    assert.match(
      (await dryRun(content)).text,
      /^changed consent template loan-application\n {2}handledBy en: “.*” → “\{HandledBy\} acts for \{CoveredBy\}\.”\n {2}1 live consent given to version 1 or earlier: no new/m,
    )
  })

  it('refuses what applying refuses', async () => {
    const [advice] = goodFile().purposes
    await assert.rejects(dryRun({ ...goodFile(), purposes: [{ ...advice, permissions: ['no'] }] }), {
      name: 'RegistryError',
    })
  })
})
