import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type Language, languages } from '../../server/domain/text/text.ts'
import { askers } from '../support/askers.ts'
import { openAskersDoor } from '../support/askers-door.ts'
import { inChromium } from '../support/chromium.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { findViolations } from '../support/find-violations.ts'
import { enter, tabTo } from '../support/keyboard.ts'
import { nora, ola } from '../support/portal-visitor.ts'
import { press } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'
import { untilMorning } from '../support/until-morning.ts'

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  'a phone': { viewport: { width: 375, height: 667 } },
  'a desktop': { viewport: { width: 1280, height: 900 } },
}

const minutes = 60

describe('the edges of an answer', function () {
  this.timeout(180_000)
  let app: WholeApp
  let door: Awaited<ReturnType<typeof openAskersDoor>>
  let all: Awaited<ReturnType<typeof askers>>['all']
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    door = await openAskersDoor()
    app = await startWholeApp(database, { SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false' })
    all = (await askers(app, door.back)).all
  })
  beforeEach(() => app.clock.move(untilMorning(app.clock.now())))
  afterEach(() => app.clock.reset())
  after(async () => {
    await app?.close()
    await door?.close()
  })

  inChromium(browser => {
    /** What a person of this language does at a browser of this look, without scripts. */
    const atBrowser = async (
      language: Language,
      look: BrowserContextOptions,
      work: (page: Page) => Promise<void>,
    ) => {
      const context = await browser().newContext({ ...look, javaScriptEnabled: false })
      try {
        const page = await context.newPage()
        await page.goto(`${app.publicUrl}/accessibility?lang=${language}`)
        await work(page)
      } finally {
        await context.close()
      }
    }
    const open = (page: Page, path: string) => page.goto(new URL(path, app.publicUrl).href)
    const logIn = async (page: Page, pid: string) => {
      await page.fill('#pid', pid)
      await press(page, 'outcome', 'login')
    }
    const isFine = async (page: Page) => {
      const { width } = page.viewportSize()!
      assert.ok((await page.locator('main').boundingBox())!.width <= width)
      assert.equal(await page.locator('h1').count(), 1)
    }
    const follow = (page: Page, selector: string) =>
      Promise.all([page.waitForEvent('load'), page.click(selector)])
    const typeIn = async (page: Page, pid: string) => {
      await tabTo(page, '#pid')
      await page.keyboard.type(pid)
      await enter(page, 'button[value=login]')
    }
    const postClock = async (seconds: number) => {
      const answer = await fetch(`${app.publicUrl}/demo/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds: seconds }),
      })
      assert.equal(answer.status, 200)
    }

    for (const language of languages) {
      it(`lead on with the keyboard alone after a cancelled login, and to another person, in ${language}`, () =>
        atBrowser(language, {}, async page => {
          await open(page, await all.elhub.ask())
          await enter(page, 'button[value=cancel]')
          await enter(page, 'main a.ds-button')
          await typeIn(page, ola)
          await enter(page, 'button[name=logout][value=yes]')
          await typeIn(page, all.elhub.pid)
          await enter(page, 'button[value=accept]')
          assert.match(page.url(), all.elhub.yes)
        }))

      it(`lead with the keyboard alone from more time to an answer, and from a second one to its withdrawal, in ${language}`, () =>
        atBrowser(language, {}, async page => {
          await open(page, await all.oauth.ask())
          await typeIn(page, nora)
          const question = page.url()
          await postClock(20 * minutes)
          await enter(page, '.top__account a[href^="/session?from="]')
          await enter(page, 'button[value=extend]')
          await enter(page, 'main a[href^="/interaction/"]')
          await enter(page, 'button[value=accept]')
          assert.match(page.url(), all.oauth.yes)
          await open(page, question)
          await enter(page, 'main a.ds-button')
          await enter(page, 'main a[href$="/withdraw"]')
          await enter(page, 'button[value=withdraw]')
          assert.equal(await page.locator('[role=status] h2').count(), 1)
        }))

      it(`lead back with the keyboard alone when the time is over, in ${language}`, () =>
        atBrowser(language, {}, async page => {
          await open(page, await all.gjeld.ask())
          await typeIn(page, all.gjeld.pid)
          await postClock(70 * minutes)
          await enter(page, 'button[value=reject]')
          await postClock(15 * 60 * minutes)
          await enter(page, 'main a.ds-button')
          await enter(page, 'button[value=leave]')
          assert.match(page.url(), /error=server_error/)
        }))
    }

    for (const [where, look] of Object.entries(looks)) {
      for (const language of languages) {
        it(`lead a slow person on at ${where} in ${language}`, () =>
          atBrowser(language, look, async page => {
            await open(page, await all.oauth.ask())
            await logIn(page, nora)
            await postClock(20 * minutes)
            await follow(page, '.top__account a[href^="/session?from="]')
            await press(page, 'act', 'extend')
            await isFine(page)
            await follow(page, 'main a[href^="/interaction/"]')
            await postClock(20 * minutes)
            await press(page, 'decision', 'accept')
            assert.match(page.url(), all.oauth.yes)
          }))

        it(`lead back whom the end of the time surprises at ${where} in ${language}`, () =>
          atBrowser(language, look, async page => {
            await open(page, await all.gjeld.ask())
            await logIn(page, all.gjeld.pid)
            await postClock(70 * minutes)
            await press(page, 'decision', 'accept')
            await isFine(page)
            await postClock(15 * 60 * minutes)
            await follow(page, 'main a.ds-button')
            await isFine(page)
            await press(page, 'decision', 'leave')
            assert.match(page.url(), /error=server_error.*&state=a-long-enough-state/)
          }))

        it(`lead on after a cancelled login, and to another person, at ${where} in ${language}`, () =>
          atBrowser(language, look, async page => {
            await open(page, await all.elhub.ask())
            await press(page, 'outcome', 'cancel')
            await isFine(page)
            await follow(page, 'main a.ds-button')
            await logIn(page, ola)
            await isFine(page)
            await press(page, 'logout', 'yes')
            await logIn(page, all.elhub.pid)
            await press(page, 'decision', 'accept')
            assert.match(page.url(), all.elhub.yes)
          }))
      }
    }
  })

  inChromium(browser => {
    it('are pages that axe finds nothing on', async () => {
      const page = await (await browser().newContext({ locale: 'en-GB' })).newPage()
      const isClean = async () => assert.deepEqual(await findViolations(page), [], page.url())
      await page.goto(new URL(await all.altinn.ask(), app.publicUrl).href)
      await press(page, 'outcome', 'cancel')
      await isClean()
      await Promise.all([page.waitForEvent('load'), page.click('main a.ds-button')])
      await page.fill('#pid', ola)
      await press(page, 'outcome', 'login')
      await isClean()
      await page.goto(new URL(await all.oauth.ask(), app.publicUrl).href)
      const question = page.url()
      await press(page, 'decision', 'accept')
      await page.goto(question)
      await isClean()
      await page.context().close()
    })
  })
})
