import assert from 'node:assert/strict'
import { refusedPersons } from '../../server/demo/world/persons.ts'
import { type Asker, askers } from '../support/askers.ts'
import { inChromium } from '../support/chromium.ts'
import { embeddedDatabase, emptyTables } from '../support/database.ts'
import { dialectNames } from '../support/dialects.ts'
import { type FollowedPage, followedPage } from '../support/followed-page.ts'
import { type OnwardDoor, openOnwardDoor } from '../support/onward-door.ts'
import { press } from '../support/watched-page.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const onward = [
  ['to its front end at another origin', 'frontEnd'],
  ['into an app', 'app'],
] as const

/** The debt consent service stands at a host of its own, so that the identity provider is another site to its pages. */
const settings = (port: number) => ({
  SAMTYKKE_GJELD_ISSUER: `http://127.0.0.1:${port}/`,
  SAMTYKKE_ELHUB_VALIDATE_REDIRECT_URI_FEATURE: 'false',
})

describe('a person who is led from site to site', function () {
  this.timeout(180_000)
  let app: WholeApp
  let door: OnwardDoor
  let all: Awaited<ReturnType<typeof askers>>['all']
  let issuers: Readonly<Record<'oauth' | 'gjeld', Issuer>>
  let person: FollowedPage
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    door = await openOnwardDoor()
    app = await startWholeApp(database, settings)
    all = (await askers(app, door.back)).all
    issuers = await issuersOf(app, door.back)
  })
  after(async () => {
    await app?.close()
    await door?.close()
  })

  inChromium(browser => {
    beforeEach(async () => {
      person = await followedPage(browser(), { locale: 'en-GB' })
    })
    afterEach(() => person.close())

    const open = async (address: string, pid: string) => {
      await person.page.goto(new URL(address, app.publicUrl).href)
      await logInIfAsked(pid)
    }
    const logInIfAsked = async (pid: string) => {
      if ((await person.page.locator('#pid').count()) === 0) return
      await person.page.fill('#pid', pid)
      await press(person.page, 'outcome', 'login')
    }
    const ask = async ({ ask: put, pid }: Asker) => open(await put(), pid)
    const heading = () => person.page.textContent('h1')

    /** A page of another site posts there by itself, which leads to `address`. */
    const postFromElsewhere = async (url: string, fields: URLSearchParams, address: string) => {
      const site = new URL(door.frontEnd)
      if (new URL(url).hostname === site.hostname) site.hostname = 'localhost'
      await person.page.goto(site.href)
      await person.leads(page => page.evaluate(submit, { action: url, fields: [...fields] }), address)
    }

    for (const name of dialectNames) {
      for (const [where, to] of onward) {
        for (const decision of ['accept', 'reject'] as const) {
          it(`reaches an asker of ${name} that goes on ${where}, with ${decision}`, async () => {
            const { yes, no } = all[name]
            door.leadTo(door[to])
            await ask(all[name])
            await person.pressTo('decision', decision, door[to])
            assert.equal(door.visited.length, 1)
            assert.match(door.visited[0]!, decision === 'accept' ? yes : no)
          })
        }
      }
    }

    it('reaches the asker from a question that she may not answer', async () => {
      door.leadTo(door.frontEnd)
      await open(await all.oauth.ask(), refusedPersons[0]!)
      await person.pressTo('decision', 'leave', door.frontEnd)
      assert.match(door.visited[0]!, /error=access_denied/)
    })

    for (const name of ['oauth', 'gjeld'] as const) {
      const leaving = () => new URLSearchParams({ ...issuers[name].leaving, ui_locales: 'en' })

      for (const [where, to] of onward) {
        it(`reaches a client of ${name} that goes on ${where} when she logs out`, async () => {
          door.leadTo(door[to])
          await ask(all[name])
          await person.page.goto(`${issuers[name].endSession}?${leaving()}`)
          await person.pressTo('logout', 'yes', door[to])
          assert.deepEqual(door.visited, ['/back?state=so+long'])
        })
      }

      it(`is asked when a client of ${name} posts her to the logout, and only then logged out`, async () => {
        door.leadTo(door.frontEnd)
        await ask(all[name])
        await postFromElsewhere(issuers[name].endSession, leaving(), `${issuers[name].endSession}?`)
        assert.equal(await heading(), 'Do you want to log out?')
        const consents = new URL('/consents', issuers[name].endSession).href
        const other = await person.page.context().newPage()
        await other.goto(consents)
        assert.equal(await other.textContent('h1'), 'My consents')
        await person.pressTo('logout', 'yes', door.frontEnd)
        assert.deepEqual(door.visited, ['/back?state=so+long'])
        await other.goto(consents)
        assert.equal(await other.locator('#pid').count(), 1)
      })

      it(`answers a question that a client of ${name} posts`, async () => {
        door.leadTo(door.frontEnd)
        const { origin, pathname, searchParams } = new URL(await all[name].ask(), app.publicUrl)
        await postFromElsewhere(origin + pathname, searchParams, `${app.publicUrl}/test-idp/login`)
        await logInIfAsked(all[name].pid)
        await person.pressTo('decision', 'accept', door.frontEnd)
        assert.match(door.visited[0]!, /[?&]code=/)
      })
    }

    it('is known to what a client posts: she is not asked to log in, and not at all for prompt=none', async () => {
      door.leadTo(door.frontEnd)
      await ask(all.oauth)
      const { origin, pathname, searchParams } = new URL(await all.oauth.ask(), app.publicUrl)
      const authorize = origin + pathname
      await postFromElsewhere(authorize, searchParams, `${origin}/interaction/`)
      await person.pressTo('decision', 'accept', door.frontEnd)
      door.leadTo(door.frontEnd)
      searchParams.set('prompt', 'none')
      await postFromElsewhere(authorize, searchParams, door.frontEnd)
      assert.match(door.visited[0]!, /[?&]code=/)
    })

    it('comes to the identity provider at another site from a search that comes too late, and logs out there', async () => {
      const { origin } = new URL(issuers.gjeld.endSession)
      door.leadTo(door.frontEnd)
      await ask(all.gjeld)
      await person.pressTo('decision', 'accept', door.frontEnd)
      await person.page.goto(`${origin}/consents`)
      await person.page.context().clearCookies()
      const search = () => person.page.click('form[role=search] button', { noWaitAfter: true })
      await person.leads(search, `${app.publicUrl}/test-idp/login`)
      await logInIfAsked(all.gjeld.pid)
      await person.page.goto(`${origin}/session/end`)
      await person.pressTo('logout', 'yes', `${app.publicUrl}/logged-out`)
    })

    it('is led from the demo’s page to a consent service at another site', async () => {
      await person.page.goto(`${app.publicUrl}/demo/gjeld`)
      await person.pressTo('act', 'once', `${app.publicUrl}/test-idp/login`)
    })
  })
})

interface Issuer {
  readonly endSession: string
  /** What a client says that wants its person back after logging out. */
  readonly leaving: Readonly<Record<string, string>>
}

async function issuersOf(app: WholeApp, back: string): Promise<Record<'oauth' | 'gjeld', Issuer>> {
  const { clients, issuers } = await app.demoJson()
  const issuer = async (name: string, as: string): Promise<Issuer> => {
    const { client_id } = clients[name]![as]!
    const client = (await app.stores.clients.find(client_id))!
    await app.stores.clients.save({ ...client, postLogoutRedirectUris: [back] })
    const at = `${issuers[name]!.replace(/\/$/, '')}/.well-known/openid-configuration`
    const metadata = (await (await fetch(at)).json()) as { readonly end_session_endpoint: string }
    return {
      endSession: metadata.end_session_endpoint,
      leaving: { client_id, post_logout_redirect_uri: back, state: 'so long' },
    }
  }
  return { oauth: await issuer('oauth', 'web'), gjeld: await issuer('gjeld', 'A') }
}

/** Runs in the browser. */
function submit({ action, fields }: { action: string; fields: [string, string][] }): void {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action })
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  // Afterwards, so that the page that is left has answered.
  setTimeout(() => form.submit())
}
