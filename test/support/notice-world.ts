import { load } from 'cheerio'
import type { TestDatabase } from './database.ts'
import { type ReceivedMail, startMailServer } from './mail-server.ts'
import { nora, type Visitor, visitor } from './portal-visitor.ts'
import { startWholeApp } from './whole-app.ts'

export const email = 'nora@eksempel.no'
export const everything = { given: 'yes', used: 'yes', withdrawn: 'yes', expiring: 'yes' }

export type NoticeWorld = Awaited<ReturnType<typeof startNoticeWorld>>

/** The whole server with a mail server, and a person who is logged in. */
export async function startNoticeWorld(database: TestDatabase) {
  const mails = await startMailServer()
  const app = await startWholeApp(database, {
    SAMTYKKE_SMTP_URL: mails.url,
    SAMTYKKE_NOTICE_FROM: 'Samtykke <ikke-svar@samtykke.example>',
  })
  const browser = visitor(app.publicUrl)

  const logIn = async () => {
    const page = await browser.open('/consents?lang=en')
    if (load(page.body)('[name=outcome]').length > 0) await browser.logIn(page, nora)
  }
  /** What these processes send, all at once. */
  const sentBy = async (processes: number): Promise<readonly ReceivedMail[]> => {
    const before = mails.received.length
    await Promise.all(Array.from({ length: processes }, () => app.sendNotices()))
    return mails.received.slice(before)
  }
  const choose = async (fields: Readonly<Record<string, string>>) =>
    browser.submit(await browser.open('/notices'), { ...everything, ...fields, act: 'save' })
  const follow = async (link: string, by: Visitor = browser) =>
    by.submit(await by.open(link), { act: 'confirm' })

  await logIn()
  return {
    app,
    mails,
    browser,
    logIn,
    sentBy,
    sent: () => sentBy(1),
    choose,
    follow,
    /** Chooses, and confirms the address by the link. */
    async turnOn(fields: Readonly<Record<string, string>> = {}) {
      await choose({ email, ...fields })
      const [mail] = await sentBy(1)
      await follow(linkIn(mail!.text))
    },
    /** The path of a consent that was just given. */
    async consent(more = {}) {
      await browser.submit(await browser.ask(more), { decision: 'accept' })
      return load((await browser.open('/consents')).body)('.grants a')
        .first()
        .attr('href')!
    },
    async close() {
      await app.close()
      await mails.close()
    },
  }
}

/** The link that confirms an address. */
export const linkIn = (text: string): string => /https?:\S+\/notices\/confirm\S+/.exec(text)![0]
