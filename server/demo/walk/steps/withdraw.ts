import type { Visit } from '../cookie-jar.ts'
import { expect } from '../expect.ts'
import { findForm, findLinks, readableText } from '../html.ts'
import type { Walk } from '../walk.ts'

/** The person looks at the consent in my consents. */
export async function lookAtConsent({ demo, browser, narrator }: Walk): Promise<Visit> {
  const list = await browser.follow(`${demo.publicUrl}/consents?lang=en`)
  expect(list.status === 200, `My consents answered ${list.status}`)
  const link = findLinks(list.body, list.url).find(isConsent)
  expect(link, 'My consents lists nothing')
  const page = await browser.follow(link)
  expect(page.status === 200, `The consent answered ${page.status}`)
  narrator.page(readableText(page.body))
  return page
}

/** The person takes the consent back. */
export async function withdraw({ browser }: Walk, consent: Visit): Promise<void> {
  const confirm = findLinks(consent.body, consent.url).find(link =>
    new URL(link).pathname.endsWith('/withdraw'),
  )
  const page = confirm ? await browser.follow(confirm) : consent
  const { action, fields } = findForm(page.body, page.url, { name: 'decision', value: 'withdraw' })
  const after = await browser.follow(action, { form: { ...fields, decision: 'withdraw' } })
  expect(after.status === 200, `The withdrawal answered ${after.status}`)
}

const isConsent = (link: string): boolean => /^\/consents\/[0-9a-f-]{36}$/.test(new URL(link).pathname)
