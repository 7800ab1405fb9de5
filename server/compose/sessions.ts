import type { Context } from 'koa'
import type { Stores } from './storage.ts'
import { readCookies, setCookie } from '../http/cookies.ts'
import { sessionCookie } from '../http/session-cookie.ts'

/** The person who is logged in to the pages in the browser that asks. */
export const personAtPages =
  ({ sessions }: Pick<Stores, 'sessions'>, publicUrl: string) =>
  async ({ headers }: Context) => {
    const value = readCookies(headers.cookie, publicUrl.startsWith('https:'))[sessionCookie]
    return value === undefined ? undefined : (await sessions.find(value))?.party.id
  }

/** Who logs out at an issuer has logged out of the pages, too. */
export const endPortalSession =
  ({ sessions }: Pick<Stores, 'sessions'>, publicUrl: string) =>
  async (ctx: Context): Promise<void> => {
    const secure = publicUrl.startsWith('https:')
    const value = readCookies(ctx.headers.cookie, secure)[sessionCookie]
    if (value === undefined) return
    await sessions.end(value)
    ctx.append('Set-Cookie', setCookie({ name: sessionCookie, value: undefined }, secure))
  }
