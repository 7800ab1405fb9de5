import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { load } from 'cheerio'
import type { Visit } from '../../../server/demo/walk/cookie-jar.ts'
import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import type { ConsentTemplate } from '../../../server/domain/requests/consent-template.ts'
import { type Language, languages } from '../../../server/domain/text/text.ts'
import { applyRegistry } from '../../../server/registry/apply-registry.ts'
import { readEntries } from '../../../server/registry/parse-registry.ts'
import { type AltinnWorld, altinnWorld, right } from '../../support/altinn-world.ts'
import { onEachDatabase } from '../../support/database.ts'
import { read, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

const example = readFileSync(new URL('../../../docs/consent-resources.example.yaml', import.meta.url), 'utf8')

const headings: Readonly<Record<Language, string>> = {
  nb: 'Hva skal opplysningene brukes til?',
  nn: 'Kva skal opplysningane brukast til?',
  en: 'What will the information be used for?',
}
const operator: Readonly<Record<Language, string>> = {
  nb: 'Skrevet av dem som driver samtykkeløsningen.',
  nn: 'Skrive av dei som driv samtykkeløysinga.',
  en: 'Written by those who run the consent service.',
}
const writtenBy: Readonly<Record<Language, string>> = { nb: 'Skrevet av', nn: 'Skrive av', en: 'Written by' }
const loan: Readonly<Record<Language, string>> = {
  nb: 'Opplysningene brukes til å behandle en søknad om lån.',
  nn: 'Opplysningane blir brukte til å behandle ein søknad om lån.',
  en: 'The information is used to process an application for a loan.',
}

/** What stands under a heading of the question. */
const under = ({ body }: Visit, heading: string | RegExp): readonly string[] => {
  const $ = load(body)
  const sections = $('.question section, .folded details').filter((_, one) => {
    const text = $(one).find('h2, summary').text()
    return typeof heading === 'string' ? text === heading : heading.test(text)
  })
  return sections
    .find('p')
    .toArray()
    .map(one => $(one).text())
}

const message = /^(Melding frå|Melding fra|Message from) /

onEachDatabase('the purpose of a request that was put through Altinn', database => {
  const app = sharedApp(database)
  let world: AltinnWorld
  before(async () => {
    world = await altinnWorld(app)
  })

  async function page(id: string, language: Language = 'nb'): Promise<Visit> {
    const browser = visitor(app.publicUrl)
    const login = await browser.open(`/accessmanagement/ui/consent/request?id=${id}&lang=${language}`)
    return browser.logIn(login, world.parties.P1.nin)
  }
  const changed = async (id: string, changes: Partial<ConsentTemplate>) => {
    const { consentTemplates } = app.stores.registry
    await consentTemplates.put({ ...(await consentTemplates.find(id))!, ...changes })
  }

  for (const language of languages) {
    it(`is said in ${language} of the template, whether the asker says more or not`, async () => {
      const silent = await page(await world.asked({ requestMessage: undefined }), language)
      assert.deepEqual(under(silent, headings[language]), [loan[language], operator[language]])
      assert.deepEqual(under(silent, message), [])
      const said = { nb: 'Til lånet ditt', nn: 'Til lånet ditt', en: 'For your loan' }
      const spoken = await page(await world.asked({ requestMessage: said }), language)
      assert.deepEqual(under(spoken, headings[language]), [loan[language], operator[language]])
      assert.deepEqual(under(spoken, message), [said[language]])
      assert.equal(read(spoken).split(loan[language]).length, 2)
    })

    it(`is said in ${language} of the resource, in the words of its owner`, async () => {
      const id = await world.asked({ consentRights: [right('ttd_navnescore')], requestMessage: undefined })
      const [why, who, ...more] = under(await page(id, language), headings[language])
      const { purpose } = (await app.stores.registry.consentResources.find('ttd_navnescore'))!
      assert.equal(why, purpose?.[language])
      assert.equal(who, `${writtenBy[language]} Digitaliseringsdirektoratet.`)
      assert.deepEqual(more, [])
    })
  }

  it('is what the data are used for in the example of the documentation, not what they are', async () => {
    const { units, secrets, clientRules } = app.stores
    await applyRegistry({ ...app.stores, units, secrets, clientRules })({
      ...readEntries(example.replace("['310000019']", "['810419512']"), 'f'),
      readSecret: async () => '',
    })
    const rights = [right('example-income', { inntektsaar: '2025' })]
    const why = under(
      await page(await world.asked({ consentRights: rights, requestMessage: undefined })),
      headings.nb,
    )
    assert.deepEqual(why, [
      'Inntekten brukes til å regne ut hvor mye du kan låne.',
      'Skrevet av REGISTER EKSEMPEL.',
    ])
  })

  it('says whose words they are when both the owner and the template have some', async () => {
    await changed('default', { message: { nb: 'Svar i {CoveredBy}.', nn: 'x', en: 'x' } })
    const rights = [right('ttd_navnescore'), right('ttd_delvis')]
    const silent = await page(await world.asked({ consentRights: rights, requestMessage: undefined }))
    assert.deepEqual(under(silent, headings.nb), [
      'Navnescoren brukes til å prøve ut samtykke. Ingen avgjørelser bygger på den.',
      'Kontaktopplysningene brukes til å varsle deg om saken din.',
      'Skrevet av Digitaliseringsdirektoratet.',
      'Svar i SmekkFull Bank.',
      operator.nb,
    ])
    assert.deepEqual(under(silent, message), [])
    const spoken = await page(await world.asked({ consentRights: rights, requestMessage: { nb: 'Hei' } }))
    assert.deepEqual(under(spoken, message), ['Hei'])
    assert.doesNotMatch(read(spoken), /Svar i/)
  })

  it('is said to be missing of a request from before there were purposes', async () => {
    await changed('sblanesoknad', { purpose: undefined })
    const said = await page(await world.asked({ requestMessage: { nb: 'Til lånet' } }))
    assert.deepEqual(under(said, headings.nb), [
      'Det er ikke oppgitt hva dette skal brukes til. Spør SmekkFull Bank hvis du vil vite det.',
    ])
    assert.deepEqual(under(said, message), ['Til lånet'])
    await changed('sblanesoknad', { message: loan })
    const known = await page(await world.asked({ requestMessage: { nb: 'Til lånet' } }))
    assert.deepEqual(under(known, headings.nb), [loan.nb, operator.nb])
  })

  for (const language of languages) {
    it(`is the new one when its template changed in ${language} alone, on the page and in what is kept`, async () => {
      await world.asked()
      const purpose = { ...loan, [language]: 'NY' }
      await changed('sblanesoknad', { purpose })
      const id = await world.asked()
      assert.equal(under(await page(id, language), headings[language])[0], 'NY')
      const { consents, registry } = app.stores
      const kept = (await consents.findRequest(id as ConsentRequestId))!.purpose
      assert.deepEqual((await registry.findPurpose(kept.id, kept.version))?.description, purpose)
    })
  }

  it('stands in the consent, at its withdrawal and in its receipt as it was read', async () => {
    const id = await world.asked()
    const browser = visitor(app.publicUrl)
    const login = await browser.open(`/accessmanagement/ui/consent/request?id=${id}&skiplogout=true&lang=nb`)
    const question = await browser.logIn(login, world.parties.P1.nin)
    const receipt = await browser.submit(question, { decision: 'accept' })
    const path = load(receipt.body)('main a.ds-button').first().attr('href')!
    await changed('sblanesoknad', { purpose: { nb: 'Noe annet', nn: 'Noko anna', en: 'Something else' } })
    for (const part of ['', '/withdraw', '/receipt']) {
      const shown = await browser.open(`${path}${part}`)
      assert.match(
        read(shown),
        /Formål:? ?Opplysningene brukes til å behandle en søknad om lån(?!\.\.)/,
        part,
      )
      assert.doesNotMatch(read(shown), /Noe annet/)
    }
  })

  it('is ours alone: Altinn’s registry does not know of it', async () => {
    const { json } = await world.call('GET', '/resourceregistry/api/v1/resource/ttd_navnescore')
    assert.equal(json.identifier, 'ttd_navnescore')
    assert.ok(!('purpose' in json))
  })
})
