import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onEachDatabase } from '../support/database.ts'
import { openTestCli } from './test-storage.ts'

const example = 'docs/consent-resources.example.yaml'

onEachDatabase('The command line of consent resources', database => {
  let cli: Awaited<ReturnType<typeof openTestCli>>
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'samtykke-consent-'))
  })
  beforeEach(async () => {
    cli = await openTestCli(database)
  })
  after(() => rmSync(directory, { recursive: true }))

  const text = async (...words: string[]) => (await cli.samtykke(...words)).text

  /** The example with something else in it. */
  const changed = (from: string, to: string): string => {
    const path = join(directory, 'changed.yaml')
    writeFileSync(path, readFileSync(example, 'utf8').replaceAll(from, to))
    return path
  }

  it('does what the page about clients and resources shows', async () => {
    const page = readFileSync('docs/clients-and-resources.md', 'utf8')
    const shown = page.match(/^npx samtykke .*consent-.*$/gm) ?? []
    assert.equal(shown.length, 5)
    for (const command of shown) await text(...command.replace('npx samtykke ', '').split(' '))
    assert.equal(await text('consent-resource', 'list'), 'No consent resources')
    await assert.rejects(text('consent-resource', 'remove', 'example-income'), {
      code: 'registry-entry.unknown',
    })
  })

  it('keeps every version of a text', async () => {
    assert.match(
      await text('apply', example),
      /^added +consent template loan-application\nadded +consent resource/,
    )
    assert.match(await text('apply', example), /^same +consent template loan-application\nsame/)
    await text('apply', changed('Inntekten din', 'Hva du tjente'))
    assert.match(await text('consent-resource', 'list'), /^example-income +2 +Inntektsopplysninger/m)
    assert.match(await text('consent-resource', 'show', 'example-income'), /Hva du tjente/)
    assert.match(await text('consent-resource', 'show', 'example-income', '--of', '1'), /Inntekten din/)
    assert.match(await text('consent-template', 'list'), /^loan-application +1 +consent/m)
  })

  it('writes all of it as the file that apply takes', async () => {
    await text('apply', example)
    const path = join(directory, 'exported.yaml')
    writeFileSync(path, await text('export'))
    assert.match(
      await text('apply', path, '--dry-run'),
      /^same +consent template loan-application\nsame +consent resource example-income\nNothing was written\.$/,
    )
    const { json, aside } = await cli.samtykke('export', '--json')
    assert.deepEqual(Object.keys(json as object), ['consent_templates', 'consent_resources'])
    assert.equal(aside, 'Left out, because no file can say it: purposes.loan, purposes.once')
  })

  it('refuses a resource whose template is nowhere, or for others', async () => {
    const nowhere = changed('template: loan-application', 'template: elsewhere')
    await assert.rejects(
      text('apply', nowhere),
      /consent_resources\.example-income: the template elsewhere is not/,
    )
    const forOthers = changed('message_in_request: false', "restricted_to: ['310000009']")
    await assert.rejects(text('apply', forOthers), /the template loan-application is not for 310000001/)
    const upperCase = changed('inntektsaar:\n', 'Inntektsaar:\n')
    await assert.rejects(text('apply', upperCase), /consent_resources\[0\]\.metadata/)
    assert.equal(await text('consent-template', 'list'), 'No consent templates')
  })
})
