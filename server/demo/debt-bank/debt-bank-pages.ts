import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { PageReply, Pages } from '../../http/pages/pages.ts'
import type { Ids } from '../../ports/ids.ts'
import type { DebtClient, Wish } from './debt-client.ts'
import { debtOutcome, type Outcome, outcomeOf } from './outcome.ts'

export interface DebtBankTools {
  readonly client: DebtClient
  /** Who consents in the bank's own channel. */
  readonly customer: string
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
}

interface Visit {
  readonly state?: string
  readonly consent?: string | undefined
  readonly outcome?: Outcome
}

interface Tools extends DebtBankTools {
  readonly visits: Map<string, Visit>
}

const cookieName = 'demo_debt_bank'
const path = '/demo/gjeld'
const mostVisits = 500

/** The Demo bank as a client of the debt consent service: by redirect, by agreement, and the feed. */
export function debtBankPages(given: DebtBankTools): Pages {
  const tools = { ...given, visits: new Map<string, Visit>() }
  return { routes: [front(tools), act(tools), callback(tools)] }
}

const front = ({ visits }: Tools) =>
  pageRoute({
    method: 'get',
    path,
    handle: async ({ cookies }) => {
      const { outcome, consent } = visits.get(cookies[cookieName] ?? '') ?? {}
      return { view: 'demo/debt-bank', model: { outcome, consent }, formsLeadOut: true }
    },
  })

const act = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({ act: z.enum(['once', 'lasting', 'agreement', 'again', 'feed']) }),
    handle: async ({ form, cookies }): Promise<PageReply> => {
      const before = tools.visits.get(cookies[cookieName] ?? '') ?? {}
      const { act: name } = form
      if (name === 'once' || name === 'lasting') return askPerson(tools, name)
      const outcome = await outcomeOf(() => attempts[name](tools, before))
      return keep(tools, { consent: consentOf(outcome) ?? before.consent, outcome })
    },
  })

function askPerson(tools: Tools, wish: Wish): PageReply {
  const state = tools.ids.secret()
  return { ...keep(tools, { state }), redirect: tools.client.authorizationUrl(wish, state) }
}

const attempts = {
  agreement: async ({ client, customer, ids }: Tools) =>
    debtOutcome(await client.fetchById(await client.register(customer, `demo-${ids.uuid()}`))),
  again: async ({ client }: Tools, { consent = '' }: Visit) => debtOutcome(await client.fetchById(consent)),
  feed: async ({ client }: Tools): Promise<Outcome> => ({ kind: 'events', events: await client.events() }),
}

const callback = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: `${path}/callback`,
    query: z.object({
      state: z.string(),
      code: z.string().optional(),
      error: z.string().optional(),
    }),
    handle: async ({ query, cookies }): Promise<PageReply> => {
      const { state } = tools.visits.get(cookies[cookieName] ?? '') ?? {}
      if (state === undefined || state !== query.state) return { redirect: path }
      const { code, error = 'no_code' } = query
      const outcome = await outcomeOf(async () =>
        code === undefined ? { kind: 'refused', error } : debtOutcome(await tools.client.fetchWithCode(code)),
      )
      return keep(tools, { consent: consentOf(outcome), outcome })
    },
  })

const consentOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'debt' ? outcome.consent : undefined

/** Keeps the visit under a new cookie; the oldest are forgotten first. */
function keep({ visits, ids }: Tools, visit: Visit): Extract<PageReply, { redirect: string }> {
  const cookie = ids.secret()
  visits.set(cookie, visit)
  if (visits.size > mostVisits) visits.delete(visits.keys().next().value as string)
  return { redirect: path, cookies: [{ name: cookieName, value: cookie }] }
}
