import assert from 'node:assert/strict'
import { languages } from '../../server/domain/text/text.ts'
import { refusedPersons } from '../../server/demo/world/persons.ts'
import { openAskersDoor } from '../support/askers-door.ts'
import { type Asker, askers } from '../support/askers.ts'
import { inChromium } from '../support/chromium.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { dialectNames } from '../support/dialects.ts'
import { type TouredPage, touredPage } from '../support/toured-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const locales = { oauth: 'nb-NO', gjeld: 'nn-NO', altinn: 'en-GB', elhub: 'nb-NO' } as const

describe('the pages, walked in every dialect without a fault', () => {
  let app: WholeApp
  let door: Awaited<ReturnType<typeof openAskersDoor>>
  let world: Awaited<ReturnType<typeof askers>>
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    door = await openAskersDoor()
    app = await startWholeApp(database, { SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false' })
    world = await askers(app, door.back)
  })
  after(async () => {
    await app?.close()
    await door?.close()
  })

  inChromium(browser => {
    const tour = (locale = 'nb-NO') =>
      touredPage(browser(), { publicUrl: app.publicUrl, askers: [door.origin] }, { locale })
    const logIn = async ({ page, press }: TouredPage, pid: string) => {
      await page.fill('#pid', pid)
      return press('outcome', 'login')
    }
    const isLogin = async ({ page }: TouredPage) => (await page.locator('#pid').count()) === 1
    const answers = ({ page }: TouredPage) => page.locator('button[name=decision]').count()
    const listed = async (person: TouredPage, pid: string) => {
      await person.open('/consents')
      if (await isLogin(person)) await logIn(person, pid)
    }

    for (const name of dialectNames) {
      describe(name, () => {
        const asker = (): Asker => world.all[name]
        const begin = async () => {
          const person = await tour(locales[name])
          await person.open(await asker().ask())
          return person
        }

        it('accepts, keeps the receipt, and withdraws in two steps', async () => {
          const { pid, yes } = asker()
          const person = await begin()
          await logIn(person, pid)
          assert.equal(await answers(person), 2)
          assert.match(await person.pressBack('decision', 'accept'), yes)

          await listed(person, pid)
          await person.follow('main .grants a')
          const consent = person.page.url()
          await person.follow('main a[href$="/receipt"]')
          await person.open(consent)
          await person.follow('main a[href$="/withdraw"]')
          await person.press('decision', 'withdraw')
          assert.equal(await person.page.locator('main a[href$="/withdraw"]').count(), 0)
          await person.close()
        })

        it('declines', async () => {
          const person = await begin()
          await logIn(person, asker().pid)
          assert.match(await person.pressBack('decision', 'reject'), asker().no)
          await person.close()
        })

        it('cancels at the identity provider', async () => {
          const { cancelled } = asker()
          const person = await begin()
          if (cancelled) assert.match(await person.pressBack('outcome', 'cancel'), cancelled)
          else await person.press('outcome', 'cancel')
          await person.close()
        })

        it('logs in better for what takes a better login', async () => {
          const { pid, yes, ask } = asker()
          const person = await tour(locales[name])
          await listed(person, pid)
          await person.open(await ask({ strict: true }))
          assert.ok(await isLogin(person))
          await logIn(person, pid)
          assert.match(await person.pressBack('decision', 'accept'), yes)
          await person.close()
        })
      })
    }

    it('answers for an organization, reads the receipt, and withdraws for it', async () => {
      const { path, name } = await world.askOrganization()
      const { pid } = world.all.altinn
      const person = await tour('en-GB')
      await person.open(path)
      await logIn(person, pid)
      assert.ok((await person.page.textContent('main'))?.includes(name))
      await person.press('decision', 'accept')
      await person.follow('main a.ds-button[href^="/consents/"]')
      assert.ok((await person.page.textContent('main'))?.includes(name))
      await person.follow('main a[href^="/consents?for="]')
      await person.follow('main .grants a')
      await person.follow('main a[href$="/withdraw"]')
      await person.press('decision', 'withdraw')
      await person.close()
    })

    it('finds yes and no for an organization on one and a half screens of a phone, in each language', async () => {
      const { path } = await world.askOrganization()
      const person = await tour()
      await person.page.setViewportSize({ width: 375, height: 667 })
      await person.open(path)
      await logIn(person, world.all.altinn.pid)
      for (const language of languages) {
        await person.open(`${path}&lang=${language}`)
        for (const answer of await person.page.locator('button[name=decision]').all()) {
          const { y, height } = (await answer.boundingBox())!
          assert.ok(y + height <= 1.5 * 667, `${language}: ${y + height} px`)
        }
      }
      await person.close()
    })

    it('S55: is told that the register lets her give no consent, and not why, and goes back', async () => {
      const [pid] = refusedPersons
      const person = await tour('en-GB')
      await person.open(await world.all.oauth.ask())
      assert.equal(await logIn(person, pid), 'We cannot accept a consent from you here')
      assert.equal(await answers(person), 1)
      assert.match(await person.pressBack('decision', 'leave'), /error=access_denied/)
      await person.close()
    })
  })
})
