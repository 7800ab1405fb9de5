import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { PageReply, Pages } from '../../http/pages/pages.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { RegisterClient } from '../register/register-client.ts'
import { answerModel } from './answer-model.ts'
import { askNames } from './asks.ts'
import type { BankClient } from './bank-client.ts'
import type { HeardEvents } from './heard-events.ts'
import { toldPage } from './told-page.ts'
import { tryTokens } from './try-tokens.ts'
import type { Visit, Visits } from './visits.ts'

export interface BankTools {
  readonly publicUrl: string
  readonly bank: BankClient
  readonly register: RegisterClient
  readonly visits: Visits
  readonly heard: HeardEvents
  /** Sees to it that the bank is told of its consents. */
  readonly beTold: () => Promise<void>
  readonly ids: Pick<Ids, 'secret'>
  readonly clock: Clock
}

const cookieName = 'demo_bank'
const answerPath = '/demo/answer'
const strayPath = '/demo/stray-answer'

/** The Demo bank: a sample client that asks, shows what came back, and tries it. */
export const bankPages = (tools: BankTools): Pages => ({
  routes: [front(tools), ask(tools), callback(tools), stray, answer(tools), act(tools), toldPage(tools)],
})

const front = ({ visits }: BankTools) =>
  pageRoute({
    method: 'get',
    path: '/demo',
    handle: async ({ cookies }) => ({
      view: 'demo/bank',
      model: { asks: askNames, answered: visits.find(cookies[cookieName]).answer !== undefined },
      formsLeadOut: true,
    }),
  })

const ask = ({ bank, visits, ids, beTold }: BankTools) =>
  pageRoute({
    method: 'post',
    path: '/demo/ask',
    form: z.strictObject({ ask: z.enum(askNames) }),
    handle: async ({ form, language }) => {
      await beTold()
      const cookie = ids.secret()
      const { url, pending } = await bank.begin(form.ask, language)
      visits.keep(cookie, { pending })
      return { redirect: url, cookies: [{ name: cookieName, value: cookie }] }
    },
  })

const callback = ({ bank, visits, register }: BankTools) =>
  pageRoute({
    method: 'get',
    path: '/demo/callback',
    query: z.record(z.string(), z.string()),
    handle: async ({ cookies, url }): Promise<PageReply> => {
      const cookie = cookies[cookieName]
      const { pending } = visits.find(cookie)
      if (!cookie || !pending) return { redirect: strayPath }
      visits.keep(cookie, { ask: pending.ask })
      const answer = await bank.finish(url, pending)
      const seen = answer.kind === 'given' && (await register.introspect(answer.tokens.accessToken))
      const consentId = seen ? seen.grant_id : undefined
      visits.keep(cookie, { ask: pending.ask, answer, ...(consentId && { consentId }) })
      return { redirect: answerPath }
    },
  })

/** A page of its own, so that the code in the address is not shown. */
const stray = pageRoute({
  method: 'get',
  path: strayPath,
  handle: async () => ({ view: 'demo/stray-answer', model: {}, status: 400 }),
})

const answer = (tools: BankTools) =>
  pageRoute({
    method: 'get',
    path: answerPath,
    handle: async ({ cookies }): Promise<PageReply> => {
      const visit = tools.visits.find(cookies[cookieName])
      if (!visit.answer) return { redirect: '/demo' }
      return { view: 'demo/answer', model: await answerModel(visit, tools) }
    },
  })

const act = (tools: BankTools) =>
  pageRoute({
    method: 'post',
    path: '/demo/act',
    form: z.strictObject({ act: z.enum(['fetch', 'refresh', 'forget']) }),
    handle: async ({ form, cookies }): Promise<PageReply> => {
      const cookie = cookies[cookieName]
      const visit = tools.visits.find(cookie)
      if (!cookie || visit.answer?.kind !== 'given') return { redirect: '/demo' }
      if (form.act === 'forget') {
        tools.visits.keep(cookie, {})
        return { redirect: '/demo', cookies: [{ name: cookieName, value: undefined }] }
      }
      const next: Visit = await tryTokens(visit.answer, form.act, tools)
      tools.visits.keep(cookie, { ...visit, ...next })
      return { redirect: answerPath }
    },
  })
