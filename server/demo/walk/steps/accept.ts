import type { Visit } from '../cookie-jar.ts'
import { expect } from '../expect.ts'
import { findForm } from '../html.ts'
import type { Walk } from '../walk.ts'
import type { Asked } from './ask-person.ts'

/** Says yes on the consent page. Gives the authorization code that the client is sent. */
export async function accept({ demo, browser, narrator }: Walk, page: Visit, asked: Asked): Promise<string> {
  const { action, fields } = findForm(page.body, page.url, { name: 'decision', value: 'accept' })
  findForm(page.body, page.url, { name: 'decision', value: 'reject' })
  const form = { ...fields, decision: 'accept' }
  const back = await browser.follow(action, { form, stopAt: asked.redirectUri })
  expect(back.url.startsWith(asked.redirectUri), `After the decision came a page (${back.status})`)

  const answer = Object.fromEntries(new URL(back.url).searchParams)
  narrator.note('The browser is sent back to the client with:')
  narrator.answer(back.status, answer)
  expect(answer.code, `The client was sent ${answer.error} instead of a code`)
  expect(answer.state === asked.state, 'The state is not the one that was sent')
  expect(answer.iss === demo.issuers.oauth, 'The answer is of another issuer')
  return answer.code
}
