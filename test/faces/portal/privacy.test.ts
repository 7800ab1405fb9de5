import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { languages } from '../../../server/domain/text/text.ts'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { read, visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const settings = {
  SAMTYKKE_OPERATOR_NAME: 'Direktoratet',
  SAMTYKKE_PRIVACY_CONTACT: 'personvern@direktorat.example',
  SAMTYKKE_PRIVACY_OFFICER: 'https://direktorat.example/ombud',
  SAMTYKKE_SESSION_IDLE_MINUTES: '20',
  SAMTYKKE_SESSION_LONGEST_MINUTES: '240',
}

const spoken = {
  nb: [/20 minutter/, /4 timer/, /klage til Datatilsynet/, /Personvernombud/],
  nn: [/20 minutt/, /4 timar/, /klage til Datatilsynet/, /Personvernombod/],
  en: [/20 minutes/, /4 hours/, /complain to the Norwegian Data Protection Authority/, /protection officer/],
}

describe('the operator’s own privacy page', () => {
  let app: WholeApp
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    app = await startWholeApp(database, settings)
  })
  after(() => app?.close())

  for (const language of languages) {
    it(`tells in ${language} who is responsible, what is kept how long by the settings, and whom to complain to`, async () => {
      const page = await visitor(app.publicUrl).open(`/privacy?lang=${language}`)
      const text = read(page)
      for (const wanted of [/Direktoratet/, ...spoken[language]]) assert.match(text, wanted)
      const $ = load(page.body)
      assert.equal($('html').attr('lang'), language)
      const links = $('main a')
        .toArray()
        .map(link => $(link).attr('href'))
      assert.deepEqual(links, ['mailto:personvern@direktorat.example', 'https://direktorat.example/ombud'])
      assert.equal($('footer a[href="/privacy"]').length, 1)
    })
  }

  it('says nothing of notices where none are sent, nor of a register where none is asked', async () => {
    const text = read(await visitor(app.publicUrl).open('/privacy?lang=en'))
    assert.doesNotMatch(text, /e-mail address|A register/)
  })

  describe('where something is not kept for ever', () => {
    const said = {
      nb: ['Teksten du leste: til 3 år og 6 måneder etter at samtykket er slutt', 'slettes ikke av seg selv'],
      nn: [
        'Teksten du las: til 3 år og 6 månadar etter at samtykket er slutt',
        'blir ikkje sletta av seg sjølv',
      ],
      en: [
        'The text you read: until 3 years and 6 months after the consent has ended',
        'not deleted automatically',
      ],
    }
    let timed: WholeApp
    before(async () => {
      const database = await embeddedDatabase()
      const periods = { SAMTYKKE_RETENTION_TEXT: 'P3Y6M', SAMTYKKE_RETENTION_DECLINED: 'P90D' }
      timed = await startWholeApp(database, { ...settings, ...periods })
      const purpose = (await timed.stores.registry.listPurposes())[0]!
      const why = purpose.name
      const retention = { text: { kept: 'always', basis: 'contract', why, end: 'delete' } } as const
      await timed.stores.registry.putPurpose({ ...purpose, retention })
    })
    after(() => timed?.close())

    for (const language of languages) {
      it(`says in ${language} how long, by the settings and for the purposes that say otherwise`, async () => {
        const { body } = await visitor(timed.publicUrl).open(`/privacy?lang=${language}`)
        const lines = load(body)('dl.facts > div')
          .first()
          .find('dd')
          .toArray()
          .map(line => load(line).text())
        const [period, always] = said[language]
        assert.equal(lines.length, 4)
        assert.equal(lines.filter(line => line === period).length, 1)
        assert.equal(lines.filter(line => line.endsWith(`): ${always}`)).length, 1)
        assert.match(lines[2]!, /: (til|until) 90 (dager|dagar|days) (etter|after)/)
      })
    }
  })
})
