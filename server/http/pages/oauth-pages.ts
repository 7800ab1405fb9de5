import type { Context } from 'koa'
import type { Problem } from '../../domain/problem.ts'
import { problemStatus } from '../problem-status.ts'
import { readCookies } from './cookies.ts'
import { assertOwnPost } from './forgery.ts'
import { languageLinks } from './language-links.ts'
import type { PageTools } from './page-tools.ts'
import { pageLanguage } from './page-language.ts'
import { problemText } from './problem-page.ts'
import { personHere } from './person-here.ts'
import { contentSecurityPolicy, securityHeaders } from '../security-headers.ts'

interface ShownError {
  readonly error: string
  readonly status: number
  readonly traceId: string | undefined
  /** When people are told of it in words of its own. */
  readonly problem?: Problem
}

interface PostedAnswer {
  readonly action: string
  readonly fields: Readonly<Record<string, unknown>>
}

interface LogoutForm {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** Whether logging out leads back to a client. */
  readonly leadsOut: boolean
}

const sendForm = 'document.forms[0].submit()'

/**
 * What a policy names an address by: its origin, or the scheme alone of an app, which has none, and of an IPv6 address, which
 * no source can be written with (CSP Level 3 section 2.3.1).
 */
function sourceOf(address: string): string {
  const { origin, protocol, hostname } = new URL(address)
  return origin === 'null' || hostname.startsWith('[') ? protocol : origin
}

/** What people see of an issuer: errors that cannot go back to a client, and logging out. */
export function oauthPages({
  renderer,
  publicUrl,
  personOf,
}: Pick<PageTools, 'renderer' | 'publicUrl' | 'personOf'>) {
  const secure = publicUrl.startsWith('https:')
  const show = (ctx: Context, view: string, { model, status, formsLeadOut }: Shown) => {
    const language = pageLanguage(ctx, readCookies(ctx.headers.cookie, secure))
    ctx.set({ ...securityHeaders(secure), 'Cache-Control': 'no-store' })
    ctx.set('Content-Security-Policy', contentSecurityPolicy({ formsLeadOut }))
    ctx.status = status
    ctx.type = 'html'
    ctx.body = renderer.page(view, language, model)
  }
  return {
    error: async (ctx: Context, { error, status, traceId, problem }: ShownError) => {
      const page = ctx.method === 'GET' ? { languages: languageLinks(ctx.querystring) } : undefined
      if (status === 429) {
        const model = { problem: 'kind.too-many', traceId, page, again: page !== undefined }
        return show(ctx, 'problem', { model, status })
      }
      const person =
        status < 500 ? await personHere(personOf, readCookies(ctx.headers.cookie, secure)) : undefined
      if (problem) {
        const model = { problem: problemText(problem), traceId, page, person, again: false }
        return show(ctx, 'problem', { model, status: problemStatus[problem.kind].status })
      }
      return show(ctx, 'oauth-error', { model: { error, traceId, page, person }, status })
    },
    confirmLogout: (ctx: Context, { action, fields, leadsOut }: LogoutForm) =>
      show(ctx, 'logout-confirmation', {
        model: { action, hidden: fields },
        status: 200,
        formsLeadOut: leadsOut,
      }),
    formPost: (ctx: Context, { action, fields }: PostedAnswer) => {
      show(ctx, 'form-post', { model: { action, hidden: fields, script: sendForm }, status: 200 })
      ctx.set(
        'Content-Security-Policy',
        contentSecurityPolicy({ formsTo: sourceOf(action), script: sendForm }),
      )
    },
    loggedOut: (ctx: Context) => show(ctx, 'logged-out', { model: {}, status: 200 }),
    assertOwnPost: ({ headers }: Context, origin: string) => assertOwnPost(headers, origin),
  }
}

interface Shown {
  readonly model: Readonly<Record<string, unknown>>
  readonly status: number
  readonly formsLeadOut?: boolean
}
