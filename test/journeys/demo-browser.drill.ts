import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { findViolationsInEveryLook } from '../support/find-violations.ts'
import { openPage } from '../support/open-page.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { press as pressButton, watchedPage } from '../support/watched-page.ts'

const headings: Record<Language, { readonly yes: string; readonly no: string }> = {
  nb: { yes: 'Demobanken fikk ja', no: 'Demobanken fikk nei' },
  nn: { yes: 'Demobanken fekk ja', no: 'Demobanken fekk nei' },
  en: { yes: 'The Demo bank got a yes', no: 'The Demo bank got a no' },
}

describe('the Demo bank in Chromium', () => {
  let server: DemoApp
  before(async () => {
    server = await startDemoApp()
  })
  after(() => server?.close())

  inChromium(browser => {
    /** Hears of every page that is left by pressing a button. */
    type Seen = (page: Page) => Promise<void>
    const press = async (page: Page, name: string, value: string, seen: Seen = async () => {}) => {
      await seen(page)
      await pressButton(page, name, value)
    }
    const ask = async (page: Page, language: Language, seen?: Seen, wish = 'lasting') => {
      await page.goto(`${server.publicUrl}/demo?lang=${language}`)
      await press(page, 'ask', wish, seen)
    }
    const heading = (page: Page) => page.textContent('h1')
    const isActive = (page: Page) =>
      page.textContent('section:has(#introspection) tr:has(code:text-is("active")) td')

    const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ')

    const goToConsent = async (page: Page, seen: Seen = async () => {}) => {
      await page.goto(`${server.publicUrl}/consents`)
      await seen(page)
      await page.click('main .grants a')
      await seen(page)
    }
    const goToWithdrawal = async (page: Page, seen: Seen) => {
      await goToConsent(page, seen)
      await page.click('main a[href$="/withdraw"]')
    }

    for (const javaScriptEnabled of [true, false]) {
      for (const language of languages) {
        const script = javaScriptEnabled ? 'with' : 'without'
        it(`accepts, reads what it answered to, withdraws, declines, cancels and fails to log in, in ${language}, ${script} JavaScript`, async () => {
          const { page, close } = await watchedPage(browser(), server, { javaScriptEnabled })

          await ask(page, language, undefined, 'identity')
          await press(page, 'outcome', 'login')
          assert.equal(await page.getAttribute('html', 'lang'), language)
          const asked = words((await page.textContent('h1 + .lead')) ?? '')
          const sections = await page.locator(':is(.question section, .folded details)').allTextContents()
          await press(page, 'decision', 'accept')
          assert.equal(await heading(page), headings[language].yes)
          assert.equal(await isActive(page), 'true')
          await press(page, 'act', 'fetch')
          assert.equal(await page.locator('[role=status][data-color=success] li').count(), 1)

          await goToConsent(page)
          const kept = words(((await page.textContent('.read')) ?? '').replaceAll('\n- ', '\n'))
          for (const part of [asked, ...sections.map(words)]) assert.ok(kept.includes(part), part)
          assert.equal(await page.getAttribute('.read', 'lang'), language)
          assert.equal(await page.locator('#uses + table tbody tr').count(), 1)

          await page.click('main a[href$="/withdraw"]')
          await press(page, 'decision', 'withdraw')
          await page.goto(`${server.publicUrl}/demo/answer`)
          assert.equal(await isActive(page), 'false')
          await press(page, 'act', 'fetch')
          assert.equal(await page.locator('[role=status]', { hasText: 'invalid_token' }).count(), 1)

          await ask(page, language)
          await press(page, 'decision', 'reject')
          assert.equal(await heading(page), headings[language].no)

          await page.context().clearCookies()
          await ask(page, language)
          await press(page, 'outcome', 'cancel')
          assert.equal(await heading(page), headings[language].no)

          await ask(page, language)
          await press(page, 'outcome', 'fail')
          assert.equal(await page.textContent('.facts code'), 'server_error')
          assert.equal(await page.getAttribute('html', 'lang'), language)
          await close()
        })
      }
    }

    for (const language of languages) {
      it(`gives axe nothing to say on any page of the way in ${language}, light or dark, wide or narrow`, async () => {
        const page = await openPage(browser(), { bypassCSP: true, reducedMotion: 'reduce' })
        const look: Seen = async seen =>
          assert.deepEqual(await findViolationsInEveryLook(seen), [], seen.url())
        await ask(page, language, look)
        await page.fill('#pid', '123')
        await press(page, 'outcome', 'login', look)
        await page.fill('#pid', server.demo.persons[0]?.nin ?? '')
        await press(page, 'outcome', 'login', look)
        await press(page, 'decision', 'accept', look)
        await press(page, 'act', 'fetch', look)
        await look(page)
        await goToWithdrawal(page, look)
        await press(page, 'decision', 'withdraw', look)
        await look(page)
        await page.goto(`${server.publicUrl}/demo`)
        await press(page, 'ask', 'tooLong')
        await look(page)
        await page.goto(`${server.publicUrl}/demo/stray-answer`)
        await look(page)
        await page.context().close()
      })
    }
  })
})
