import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { changeTexts, loadTexts } from '../../../adapters/eta/texts.ts'
import { etaPageRenderer } from '../../../adapters/eta/page-renderer.ts'
import { readOperatorFiles } from '../../../server/config/operator-files.ts'
import { loadAssets } from '../../../server/http/pages/assets.ts'
import { colorRules } from '../../../server/http/pages/operator-look.ts'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
const noLook = {
  contact: undefined,
  statementUrl: undefined,
  logoFile: undefined,
  color: undefined,
  textsFile: undefined,
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
    assert.throws(() => changeTexts(texts, { nb: { 'no.such.text': 'x' } }), /no text/)
    assert.throws(() => changeTexts(texts, { nb: { 'logged-out.title': '{asker}' } }), /has no \{asker\}/)
  })

  it('does not start on files that are not there or no pictures', () => {
    const files = [{ logoFile: '/nowhere' }, { logoFile: 'package.json' }, { textsFile: 'README.md' }]
    for (const file of files)
      assert.throws(() => readOperatorFiles({ operator: { ...noLook, ...file } }), /SAMTYKKE_OPERATOR_/)
  })
})
