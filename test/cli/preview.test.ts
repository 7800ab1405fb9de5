import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { preview } from '../../server/cli/preview/preview.ts'
import type { Answer } from '../../server/cli/verb.ts'
import { readConfig } from '../../server/config/read-config.ts'
import { faces } from '../../server/faces/index.ts'
import { applyRegistry } from '../../server/registry/apply-registry.ts'
import { readRegistry } from '../../server/registry/read-registry.ts'
import { findChromium } from '../../adapters/chromium/chromium.ts'
import { embeddedDatabase } from '../support/database.ts'
import { gjeldClient, goodFile } from '../support/registry-file.ts'
import { visitor } from '../support/portal-visitor.ts'
import { startWholeApp } from '../support/whole-app.ts'

interface Previewed {
  readonly pages: readonly {
    readonly face: string
    readonly type: string
    readonly giver: string
    readonly language: string
    readonly html: string
    readonly text: string
    readonly lix: number
  }[]
  readonly findings: readonly { readonly where: string; readonly language?: string; readonly what: string }[]
}

const publicUrl = 'http://localhost:4000'
const houseFile = 'docs/registry.example.yaml'
const altinnFile = 'docs/consent-resources.example.yaml'

describe('samtykke preview', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'samtykke-preview-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  const run = async (...words: string[]): Promise<Answer> => {
    const answers: Answer[] = []
    const config = readConfig({ SAMTYKKE_DATA_DIR: folder, SAMTYKKE_PUBLIC_URL: publicUrl }, { faces })
    const command = preview({ config: async () => config, print: answer => void answers.push(answer) })
    await command.exitOverride().parseAsync(words, { from: 'user' })
    return answers[0]!
  }
  const seen = async (...words: string[]) => (await run(...words, '--json')).json as Previewed
  const file = (name: string, content: object) => {
    const path = join(folder, name)
    writeFileSync(path, JSON.stringify(content, null, 2))
    return path
  }

  it('shows the page that the server gives once the file is applied, to a byte but for who is logged in', async () => {
    const { text: html, aside, exitCode } = await run(houseFile, '--face', 'oauth', '--lang', 'nn')
    assert.deepEqual([aside, exitCode], ['', 0])
    const app = await startWholeApp(await embeddedDatabase())
    try {
      await applyRegistry(app.stores)(await readRegistry(houseFile))
      const browser = visitor(app.publicUrl)
      const login = await browser.ask({
        client_id: 'energy-adviser',
        redirect_uri: 'https://adviser.example/callback',
        scope: 'openid offline_access energy.read',
        prompt: 'consent',
        ui_locales: 'nn',
      })
      const page = await browser.logIn(login)
      assert.equal(questionIn(html, 'Kari Eksempel'), questionIn(page.body, 'Nora Lindvik'))
      assert.match(html, /<html lang="nn"/)
    } finally {
      await app.close()
    }
  })

  /** What stands on the page without what differs from login to login. */
  function questionIn(html: string, reader: string): string {
    const $ = load(html)
    $('form').removeAttr('action')
    $('input[name=csrf], input[name=shown]').remove()
    return ($('main').html() ?? '').replaceAll(reader, '{reader}')
  }

  it('shows every consent type that a file gives, of each face', async () => {
    const both = file('every.json', {
      ...goodFile(),
      clients: [...goodFile().clients, gjeldClient(publicUrl)],
    })
    const typesOf = ({ pages }: Previewed) => pages.map(({ face, type, giver }) => `${face}/${type}/${giver}`)
    assert.deepEqual(typesOf(await seen(both)), [
      'oauth/advice.bank/person',
      'gjeld/debt.unsecured.presentation.lender/person',
    ])
    const house = await seen(houseFile)
    assert.deepEqual(typesOf(house), [
      'oauth/energy-advice.energy-adviser/person',
      'elhub/ChangeOfBalanceSupplierForPerson.7080000000019/person',
      'elhub/MoveInAndChangeOfBalanceSupplierForPerson.7080000000019/person',
    ])
    assert.deepEqual(typesOf(await seen(altinnFile)), [
      'altinn/example-income/person',
      'altinn/example-income/organization',
    ])
  })

  it('shows a purpose that may be for anything and that no client of the file has', async () => {
    const { purposes, ...rest } = goodFile()
    const anything = { ...purposes[0], id: 'anything', permissions: ['*'] }
    const path = file('anything.json', { ...rest, purposes: [...purposes, anything] })
    const { pages } = await seen(path, '--type', 'anything', '--lang', 'nb')
    assert.deepEqual(
      pages.map(({ type, text }) => [type, text.includes('Read')]),
      [['anything', true]],
    )
  })

  it('says what applying the file would say of what is wrong in it', async () => {
    const { purposes, ...rest } = goodFile()
    const lost = file('lost.json', {
      ...rest,
      purposes: purposes.map(one => ({ ...one, permissions: ['no'] })),
    })
    await assert.rejects(run(lost), {
      name: 'RegistryError',
      message: /lost\.json:\d+: purposes\.advice: permissions\[0\]: no is no scope of the resources$/,
    })
    await assert.rejects(
      run(file('strange.json', { nothing: [] })),
      /nothing: is not a member of the file format/,
    )
    await assert.rejects(
      run(houseFile, '--face', 'gjeld'),
      /The file gives no such page; it gives oauth\/energy/,
    )
  })

  it('judges the words of a file beside its pages, and ends with 1 for what it finds', async () => {
    const [purpose] = goodFile().purposes
    const hard = {
      ...goodFile(),
      purposes: [
        {
          ...purpose,
          name: { nb: 'Økonomisk rådgivning', nn: 'Økonomisk rådgjeving', en: 'Financial advice' },
          description: {
            nb: 'Rådgivning økonomisk.',
            nn: 'For å gje deg råd om pengane dine.',
            en: 'We give advice.',
          },
          when_declined: {
            nb: 'Du får ikke raad_om_penger.',
            nn: 'Du får ingen råd.',
            en: 'You get no advice.',
          },
        },
      ],
    }
    const { findings } = await seen(file('hard.json', hard))
    const lines = findings.map(({ where, language, what }) => `${where} ${language}: ${what}`)
    assert.ok(lines.includes('oauth/advice.bank nb: raad_om_penger is a key, not a word'), lines.join('\n'))
    assert.ok(lines.some(line => line.startsWith('purposes.advice nb: the purpose only repeats')))
    assert.deepEqual((await seen(houseFile, '--lint')).findings, [])
    const { text, aside, exitCode } = await run(join(folder, 'hard.json'), '--lint')
    assert.equal(exitCode, 1)
    assert.equal(aside, '')
    assert.match(text, /^oauth\/advice\.bank: nb: raad_om_penger is a key, not a word$/m)
  })

  it('writes pages that find their style and each other, their plain text, and pictures where Chromium is', async () => {
    const out = join(folder, 'out')
    const { text } = await run(altinnFile, '--out', out, '--type', 'example-income', '--width', '375')
    const files = readdirSync(out)
    const page = 'altinn.example-income.nn.html'
    const $ = load(readFileSync(join(out, page), 'utf8'))
    const paths = [$('link[rel=stylesheet]').attr('href')!, $('img').attr('src')!].map(
      href => href.split('?')[0]!,
    )
    for (const path of paths) assert.ok(readFileSync(join(out, path)).length > 100, path)
    for (const href of [...$('.top__languages a').toArray(), ...$('a[type="text/plain"]').toArray()])
      assert.ok(files.includes($(href).attr('href')!), $(href).attr('href'))
    assert.ok(text.split('\n').includes(page))
    if (!findChromium()) return assert.match(text, /No pictures: Chromium is not installed here/)
    const png = readFileSync(join(out, 'altinn.example-income.nn.png'))
    assert.equal(png.subarray(1, 4).toString(), 'PNG')
    assert.equal(png.readUInt32BE(16), 2 * 375)
    assert.ok(png.readUInt32BE(20) > 1334)
    return undefined
  })
})
