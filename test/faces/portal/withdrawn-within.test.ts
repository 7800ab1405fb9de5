import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { onEachDatabase } from '../../support/database.ts'
import { read, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

const told = {
  nb: 'Det kan gå inntil 5 minutter før alle det gjelder, har fått vite at du har ombestemt deg.',
  nn: 'Det kan gå inntil 5 minutt før alle det gjeld, har fått vite at du har ombestemt deg.',
  en: 'It may take up to 5 minutes before everyone concerned has learned that you changed your mind.',
} as const

onEachDatabase('a person whose withdrawal takes its time to be heard of', database => {
  const app = sharedApp(database)

  it('reads before her yes how long, where the purpose says so, and the text of it is kept', async () => {
    const browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents'))
    for (const text of Object.values(told)) {
      assert.ok(!read(await browser.ask()).includes(text))
    }
    const overview = (await app.stores.registry.findPurpose('finance-overview'))!
    await app.stores.registry.putPurpose({ ...overview, withdrawnWithinSeconds: 300 })
    for (const [language, text] of Object.entries(told)) {
      const page = await browser.ask({ ui_locales: language })
      assert.ok(read(page).includes(text), language)
      await browser.submit(page, { decision: 'accept' })
      const list = load((await browser.open(`/consents?lang=${language}`)).body)
      const detail = await browser.open(list('.grants a').first().attr('href')!)
      assert.ok(load(detail.body)('.read').text().includes(text), language)
    }
  })
})
