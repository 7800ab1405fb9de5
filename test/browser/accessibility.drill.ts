import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { findViolations } from '../support/find-violations.ts'
import { enter, tabTo } from '../support/keyboard.ts'
import { loggedIn, openPagesWorld, type PagesToSee } from '../support/pages-world.ts'
import { nora } from '../support/portal-visitor.ts'
import { press, watchedPage } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const largestPage = 60 * 1024

/** 320 CSS pixels are what 400 % zoom makes of a window of 1280. */
const narrow = { width: 320, height: 640 }
const wide = { width: 1280, height: 800 }

interface Look {
  readonly language: Language
  readonly name: string
  readonly options: BrowserContextOptions
}

const looks: readonly Look[] = [
  { language: 'nb', name: 'in light colours', options: { viewport: wide, colorScheme: 'light' } },
  { language: 'nn', name: 'dark, at 400 % zoom', options: { viewport: narrow, colorScheme: 'dark' } },
  { language: 'en', name: 'in forced colours', options: { viewport: wide, forcedColors: 'active' } },
]

describe('every page of the portal', () => {
  let app: WholeApp
  let pages: PagesToSee
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    app = await startWholeApp(database, {
      SAMTYKKE_SMTP_URL: 'smtp://127.0.0.1:9',
      SAMTYKKE_NOTICE_FROM: 'samtykke@samtykke.example',
    })
    pages = (await openPagesWorld(app)).pages
  })
  after(() => app?.close())

  inChromium(browser => {
    for (const { language, name, options } of looks) {
      it(`is free of what axe finds, in ${language}, ${name}`, async () => {
        const locale = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }[language]
        const page = await loggedIn(browser(), app, {
          ...options,
          locale,
          bypassCSP: true,
          reducedMotion: 'reduce',
        })
        for (const [title, go] of Object.entries(pages)) {
          await go(page)
          assert.equal(await page.getAttribute('html', 'lang'), language, title)
          assert.deepEqual(await findViolations(page), [], title)
          assert.ok(await fits(page), `${title}: one must scroll sideways`)
        }
        await page.context().close()
      })
    }

    it('has one h1, runs no script, weighs at most 60 KB, asks nobody else and keeps its own policy', async () => {
      const { page, close } = await watchedPage(browser(), app, { javaScriptEnabled: false })
      await page.goto(`${app.publicUrl}/consents`)
      await page.fill('#pid', nora)
      await press(page, 'outcome', 'login')
      for (const [title, go] of Object.entries(pages)) {
        const weight = await weightOf(page, () => go(page))
        assert.ok(weight > 0 && weight <= largestPage, `${title}: ${weight} bytes`)
        assert.equal(await page.locator('h1').count(), 1, title)
        assert.equal(await page.locator('script').count(), 0, title)
      }
      await close()
    })

    it('is reached and used with the keyboard alone, from the list to the receipt and out', async () => {
      const page = await loggedIn(browser(), app, { locale: 'en-GB' })
      const go = (selector: string) => enter(page, selector)
      await go('main .grants a')
      await go('main a[href$="/receipt"]')
      assert.match((await page.textContent('h1')) ?? '', /^Receipt/)
      await go('.top__account a[href="/notices"]')
      await tabTo(page, '#email')
      await page.keyboard.type('nora@eksempel.no')
      await tabTo(page, '#used')
      await page.keyboard.press('Space')
      await go('button[value=save]')
      assert.match((await page.textContent('[role=status]')) ?? '', /sent a link to nora@eksempel\.no/)
      await go('.top__account a[href="/session"]')
      await go('button[value=extend]')
      await go('.top__account a[href="/session/end"]')
      await go('button[value=yes]')
      assert.equal(await page.textContent('h1'), 'You are logged out')
      await page.context().close()
    })
  })
})

const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth)

async function weightOf(page: Page, go: () => Promise<unknown>): Promise<number> {
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await go()
  await session.detach()
  return bytes
}
