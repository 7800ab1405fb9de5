import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'cheerio'
import { changeTexts, loadTexts } from '../../../adapters/eta/texts.ts'
import { etaPageRenderer } from '../../../adapters/eta/page-renderer.ts'
import { openLook } from '../../../server/compose/look.ts'
import { readConfig } from '../../../server/config/read-config.ts'
import { readOperatorFiles } from '../../../server/config/operator-files.ts'
import { loadAssets } from '../../../server/http/pages/assets.ts'
import { colorRules } from '../../../server/http/pages/operator-look.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
const noLook = {
  contact: undefined,
  statementUrl: undefined,
  privacyContact: undefined,
  privacyOfficer: undefined,
  logoFile: undefined,
  color: undefined,
  textsFile: undefined,
}

/** Of a file of the operator's that holds this. */
function textsOf(content: string) {
  const directory = mkdtempSync(join(tmpdir(), 'samtykke-words-'))
  const textsFile = join(directory, 'words.json')
  writeFileSync(textsFile, content)
  try {
    return readOperatorFiles({ operator: { ...noLook, textsFile } }).texts
  } finally {
    rmSync(directory, { recursive: true })
  }
}

describe("the operator's look", () => {
  it('writes on each colour in what is easier to read', () => {
    assert.match(colorRules('#0062ba'), /contrast-default: white/)
    assert.match(colorRules('#ffd400'), /contrast-default: black/)
  })

  it('shows the logo in place of ours, served by ourselves', () => {
    const { logo, ...assets } = loadAssets({ logo: { type: 'image/svg+xml', bytes: svg } })
    assert.match(String(logo), /^\/assets\/logo\?[0-9a-f]{16}$/)
    const html = etaPageRenderer({ operatorName: 'X', logo, ...assets }).page('logged-out', 'nb', {})
    assert.equal(load(html)('.top img').attr('src'), logo)
  })

  it('says some things in the operator’s words, and no others', () => {
    const texts = loadTexts(new URL('../../../views/texts', import.meta.url).pathname)
    const changed = changeTexts(texts, { nb: { 'logged-out.title': 'Ha det' } })
    assert.equal(changed.nb.get('logged-out.title'), 'Ha det')
    assert.equal(changed.nn.get('logged-out.title'), texts.nn.get('logged-out.title'))
    assert.throws(() => changeTexts(texts, { nb: { 'no.such.text': 'x' } }), /is no text of ours/)
    assert.throws(() => changeTexts(texts, { nb: { 'logged-out.title': '{asker}' } }), /has no \{asker\}/)
  })

  it('does not start on words that drop a name, a question or everything, and names each', () => {
    const words = {
      nb: { 'consent.title': 'Samtykke', 'consent.who.heading': 'Om den som spør' },
      nn: { 'consent.why.heading': ' ' },
      da: { 'consent.lead': 'x' },
    }
    const file = join(mkdtempSync(join(tmpdir(), 'samtykke-words-')), 'words.json')
    writeFileSync(file, JSON.stringify(words))
    const config = readConfig({ SAMTYKKE_OPERATOR_TEXTS_FILE: file, SAMTYKKE_DATA_DIR: dirname(file) })
    assert.throws(() => openLook(config), {
      name: 'ConfigError',
      findings: [
        'nb: consent.title: must hold {asker}',
        'nb: consent.who.heading: must ask, as ours does',
        'nn: consent.why.heading: must be a text that can be seen',
        'da: must be one of nb, nn, en',
      ].map(finding => `SAMTYKKE_OPERATOR_TEXTS_FILE: ${finding}`),
    })
    rmSync(dirname(file), { recursive: true })
  })

  it('does not start on files that are not there or no pictures', () => {
    for (const text of ['[]', '{"nb": {"consent.title": 1}}', '{"nb": "x"}', 'null']) {
      assert.throws(() => textsOf(text), /SAMTYKKE_OPERATOR_TEXTS_FILE must be JSON/)
    }
    const files = [{ logoFile: '/nowhere' }, { logoFile: 'package.json' }, { textsFile: 'README.md' }]
    for (const file of files)
      assert.throws(() => readOperatorFiles({ operator: { ...noLook, ...file } }), /SAMTYKKE_OPERATOR_/)
  })
})
