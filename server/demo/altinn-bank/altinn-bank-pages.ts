import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { PageReply, Pages } from '../../http/pages/pages.ts'
import type { Ids } from '../../ports/ids.ts'
import type { AltinnClient } from './altinn-client.ts'
import { type Income, type Outcome, outcomeOf } from './outcome.ts'

export interface AltinnBankTools {
  readonly client: AltinnClient
  /** The customer who is asked. */
  readonly customer: { readonly nin: string; readonly name: string }
  /** What the data source says about the customer's income in the year that was asked for. */
  readonly fetchIncome: (token: string) => Promise<Income>
  readonly incomeYear: string
  readonly publicUrl: string
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
}

interface Visit {
  readonly requestId?: string
  readonly outcome?: Outcome
}

interface Tools extends AltinnBankTools {
  readonly visits: Map<string, Visit>
}

const cookieName = 'demo_altinn_bank'
const path = '/demo/altinn'
const mostVisits = 500

/** The Demo bank as a data consumer through Altinn: it asks, hears the answer, and shows its consent token to a data source. */
export function altinnBankPages(given: AltinnBankTools): Pages {
  const tools = { ...given, visits: new Map<string, Visit>() }
  return { routes: [front(tools), act(tools), comeBack(tools)] }
}

const front = ({ visits, customer }: Tools) =>
  pageRoute({
    method: 'get',
    path,
    handle: async ({ cookies }) => {
      const { outcome, requestId } = visits.get(cookies[cookieName] ?? '') ?? {}
      const model = { outcome, asked: requestId !== undefined, customer: customer.name }
      return { view: 'demo/altinn-bank', model, formsLeadOut: true }
    },
  })

const act = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({ act: z.enum(['ask', 'status', 'fetch']) }),
    handle: async ({ form, cookies }): Promise<PageReply> => {
      if (form.act === 'ask') return ask(tools)
      const { requestId } = tools.visits.get(cookies[cookieName] ?? '') ?? {}
      if (requestId === undefined) return { redirect: path }
      const outcome = await outcomeOf(() => attempts[form.act as 'status' | 'fetch'](tools, requestId))
      return keep(tools, { requestId, outcome })
    },
  })

async function ask(tools: Tools): Promise<PageReply> {
  const { client, customer, incomeYear, ids, publicUrl } = tools
  const requestId = ids.uuid()
  const request = await client.create({
    id: requestId,
    from: `urn:altinn:person:identifier-no:${customer.nin}`,
    resources: [{ id: 'ttd_inntektsopplysninger', metadata: { inntektsaar: incomeYear } }],
    redirectUrl: `${publicUrl}${path}/return?requestId=${requestId}&environment=demo`,
  })
  return { ...keep(tools, { requestId }), redirect: client.viewUri(request) }
}

const attempts = {
  status: async ({ client }: Tools, id: string): Promise<Outcome> => ({
    kind: 'status',
    request: await client.show(id),
  }),
  fetch: async ({ client, fetchIncome }: Tools, id: string): Promise<Outcome> => ({
    kind: 'income',
    ...(await fetchIncome(await client.consentToken(id))),
  }),
}

/** The answer in the address proves nothing: the bank asks. */
const comeBack = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: `${path}/return`,
    query: z.object({ requestId: z.string() }),
    handle: async ({ query, cookies }): Promise<PageReply> => {
      const { requestId } = tools.visits.get(cookies[cookieName] ?? '') ?? {}
      if (requestId === undefined || requestId !== query.requestId) return { redirect: path }
      return keep(tools, {
        requestId,
        outcome: await outcomeOf(() => attempts.status(tools, requestId)),
      })
    },
  })

/** Keeps the visit under a new cookie; the oldest are forgotten first. */
function keep({ visits, ids }: Tools, visit: Visit): Extract<PageReply, { redirect: string }> {
  const cookie = ids.secret()
  visits.set(cookie, visit)
  if (visits.size > mostVisits) visits.delete(visits.keys().next().value as string)
  return { redirect: path, cookies: [{ name: cookieName, value: cookie }] }
}
