import { load } from 'cheerio'
import type { TestDatabase } from './database.ts'
import { eventReader, receiversOf } from './event-reader.ts'
import { visitor } from './portal-visitor.ts'
import { ssfClient } from './ssf-client.ts'
import { verifierOf } from './signal-receiver.ts'
import { startWholeApp } from './whole-app.ts'

export type SignalWorld = Awaited<ReturnType<typeof startSignalWorld>>

/** The whole server, a person who says yes and takes it back, and the demo's receivers of events. */
export async function startSignalWorld(database: TestDatabase) {
  const app = await startWholeApp(database)
  const at = eventReader(app.publicUrl)
  const { receiver, apiReceiver } = await receiversOf(app)
  const configuration = `${app.publicUrl}/.well-known/ssf-configuration`
  const browser = visitor(app.publicUrl)
  await browser.logIn(await browser.open('/consents?lang=en'))
  const as = async (who: typeof receiver) => ({
    token: await at.tokenOf(who),
    client: ssfClient(app.publicUrl, await at.tokenOf(who)),
    verify: await verifierOf(configuration, who.client_id),
  })
  const bank = await as(receiver)
  return {
    app,
    at,
    browser,
    /** As after an hour, when the login may be over. */
    async logInAgain() {
      const page = await browser.open('/consents')
      if (page.body.includes('name="pid"')) await browser.logIn(page)
    },
    receiver,
    apiReceiver,
    configuration,
    bank,
    api: await as(apiReceiver),
    /** The bank with a token that only reads. */
    reading: async () => ssfClient(app.publicUrl, await at.tokenOf({ ...receiver, scope: 'ssf.read' })),
    /** The path of a consent that was just given. */
    async yes() {
      await browser.submit(await browser.ask(), { decision: 'accept' })
      const list = await browser.open('/consents')
      return load(list.body)('.grants a').first().attr('href')!
    },
    /** Somebody says no; resolves when the feed tells of it. */
    async no() {
      const start = await at.lastOf(bank.token)
      await browser.submit(await browser.ask(), { decision: 'reject' })
      await at.until(bank.token, start, 'consent.declined')
    },
    async withdraw(path: string) {
      await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
      return path.split('/').at(-1)!
    },
  }
}
