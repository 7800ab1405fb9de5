import type { Visit } from '../cookie-jar.ts'
import { expect } from '../expect.ts'
import { findForm, readableText } from '../html.ts'
import type { Walk } from '../walk.ts'

/** Logs the first person of the demo in; the browser ends at the consent page. */
export async function logIn({ demo, browser, narrator }: Walk, loginPage: Visit): Promise<Visit> {
  const [person] = demo.persons
  const { action, fields } = findForm(loginPage.body, loginPage.url, { name: 'pid' })
  const page = await browser.follow(action, { form: { ...fields, pid: person.nin, outcome: 'login' } })
  expect(page.status === 200, `The way to the consent page ended with ${page.status}`)
  narrator.note(`${person.name} reads:`)
  narrator.page(readableText(page.body))
  return page
}
