import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages } from '../../server/domain/text/text.ts'
import { inChromium } from '../support/chromium.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { findViolations } from '../support/find-violations.ts'
import { press, watchedPage } from '../support/watched-page.ts'

const phone = { width: 375, height: 667 }
const desktop = { width: 1280, height: 800 }

/** One and a half screens of a phone, in CSS pixels. */
const enough = 1.5 * phone.height

/** Whom to ask, the privacy notice, and whom to complain to. */
const privacyTold = /datatilsynet\.no.*personvern@[a-z-]+\.example.*https:\/\/[a-z-]+\.example\/personvern/s

/** Where each face's demo page asks from, and by which button. */
const demoPages = {
  house: { path: '/demo', name: 'ask', value: 'lasting' },
  gjeld: { path: '/demo/gjeld', name: 'act', value: 'once' },
  altinn: { path: '/demo/altinn', name: 'act', value: 'ask' },
  elhub: { path: '/demo/energy-supplier', name: 'act', value: 'order' },
} as const

describe('the consent page in layers', () => {
  let server: DemoApp
  before(async () => {
    server = await startDemoApp()
  })
  after(() => server?.close())

  inChromium(browser => {
    const question = async (
      { path, name, value }: (typeof demoPages)[keyof typeof demoPages],
      options: { readonly bypassCSP?: boolean; readonly javaScriptEnabled?: boolean } = {},
    ) => {
      const watched = await watchedPage(browser(), server, { viewport: phone, ...options })
      await watched.page.goto(`${server.publicUrl}${path}`)
      await press(watched.page, name, value)
      await press(watched.page, 'outcome', 'login')
      return watched
    }

    for (const [face, demoPage] of Object.entries(demoPages)) {
      it(`has who, what, until when, yes and no on one and a half screens of a phone at ${face}, and axe finds nothing`, async () => {
        const { page, close } = await question(demoPage, { bypassCSP: true })
        for (const language of languages) {
          await page.click(`.top__languages a[lang=${language}]`)
          assert.equal(await page.getAttribute('html', 'lang'), language)
          assert.match((await page.textContent('.folded')) ?? '', privacyTold)
          for (const viewport of [phone, desktop]) {
            await page.setViewportSize(viewport)
            await answersAreEqualAndNear(page)
            await unfold(page)
            assert.deepEqual(await findViolations(page), [], `${language}, ${viewport.width} px`)
            await fold(page)
          }
        }
        await close()
      })
    }

    it('unfolds everything without JavaScript, and prints all of it', async () => {
      const { page, close } = await question(demoPages.house, { javaScriptEnabled: false })
      const folded = await page.locator('main details > div').all()
      assert.ok(folded.length >= 3)
      await page.locator('main summary').first().click()
      await folded[0]!.waitFor({ state: 'visible' })
      await page.emulateMedia({ media: 'print' })
      for (const one of folded) assert.ok(((await one.boundingBox())?.height ?? 0) > 20)
      assert.ok(await everyLineIsSeen(page))
      await page.emulateMedia({ media: null })
      await close()
    })

    it('is walked with the keyboard from yes and no to what is folded', async () => {
      const { page, close } = await question(demoPages.altinn)
      await page.locator('#main').focus()
      const stops: string[] = []
      for (let step = 0; step < 4; step++) {
        await page.keyboard.press('Tab')
        stops.push(await page.evaluate(() => Reflect.get(document.activeElement!, 'value') ?? 'folded'))
      }
      assert.deepEqual(stops, ['accept', 'reject', 'folded', 'folded'])
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('main details[open]').count(), 1)
      await close()
    })
  })
})

async function answersAreEqualAndNear(page: Page): Promise<void> {
  const looks = await Promise.all(['accept', 'reject'].map(answer => lookOf(page, answer)))
  for (const { bottom } of looks) assert.ok(bottom <= enough, `${bottom} px`)
  assert.deepEqual(looks[0]!.look, looks[1]!.look)
}

const lookOf = (page: Page, answer: string) =>
  page.locator(`button[value=${answer}]`).evaluate(button => {
    const { width, height, bottom } = button.getBoundingClientRect()
    const { color, backgroundColor, fontSize, fontWeight } = getComputedStyle(button)
    return { bottom, look: { width, height, color, backgroundColor, fontSize, fontWeight } }
  })

const setOpen = (page: Page, open: boolean): Promise<void> =>
  page.evaluate(wished => {
    for (const one of document.querySelectorAll('details')) one.open = wished
  }, open)

const unfold = (page: Page): Promise<void> => setOpen(page, true)
const fold = (page: Page): Promise<void> => setOpen(page, false)

/** Whether the browser draws every paragraph and list of the question. */
const everyLineIsSeen = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main :is(section, details) :is(p, li)')].every(one =>
      one.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true }),
    ),
  )
