import { load } from 'cheerio'
import { cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'

export type OnePerson = ReturnType<typeof onePerson>

/** One person at one browser, whom askers at every face send to the pages. */
export function onePerson(publicUrl: string, pid: string) {
  const jar = cookieJar()

  const submit = (page: Visit, name: string, fields: Readonly<Record<string, string>>, stopAt: string) => {
    const form = findForm(page.body, page.url, { name, value: fields[name]! })
    return jar.follow(form.action, { form: { ...form.fields, ...fields }, stopAt })
  }
  /** Opens an address, logging in where she is asked to. */
  const open = async (url: string, stopAt = 'https://'): Promise<Visit> => {
    const page = await jar.follow(new URL(url, publicUrl).href, { stopAt })
    const isLogin = page.body.includes('name="pid"')
    return isLogin ? submit(page, 'outcome', { pid, outcome: 'login' }, stopAt) : page
  }
  const listed = async (standing: 'active' | 'ended'): Promise<readonly string[]> => {
    const page = load((await open(`/consents?standing=${standing}`)).body)
    const links = page('.grants a').toArray()
    return links.map(link => page(link).attr('href')!.split('/').at(-1)!)
  }

  return {
    open,
    /** Ids of her consents, newest first. */
    listed,
    /** What she reads of one consent. */
    reads: async (grantId: string): Promise<string> =>
      load((await open(`/consents/${grantId}`)).body)('main').text(),
    /** Says yes to the question at an address; gives where she is sent then. */
    async sayYes(url: string, stopAt?: string): Promise<URL> {
      const page = await open(url, stopAt)
      const end = await submit(page, 'decision', { decision: 'accept' }, stopAt ?? 'https://')
      return new URL(end.url)
    },
    /** Types the code that a device shows, says that she began it herself, and says yes. */
    async sayYesToDevice(code: string): Promise<void> {
      await open('/consents')
      const asker = await submit(await open('/device'), 'go', { user_code: code, go: 'next' }, 'https://')
      const question = await submit(asker, 'go', { go: 'on' }, 'https://')
      await submit(question, 'decision', { decision: 'accept' }, 'https://')
    },
    /** Where the questions are that wait for her. */
    async waiting(): Promise<readonly string[]> {
      const page = load((await open('/consents')).body)
      return page('a[href*="/requests/"]')
        .toArray()
        .map(link => page(link).attr('href')!)
    },
    async withdraw(grantId: string): Promise<void> {
      const page = await open(`/consents/${grantId}/withdraw`)
      await submit(page, 'decision', { decision: 'withdraw' }, 'https://')
    },
  }
}
