import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import type { Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { answerOf, callback, nora, visitor } from './portal-visitor.ts'
import { type Answer, send } from './send.ts'

export interface Wishes {
  readonly client_id?: string
  readonly purpose?: string
  readonly scope?: string
  readonly grant_management_action?: string
  readonly grant_id?: string
}

/** A consent page that waits for an answer. */
export interface Question {
  readonly verifier: string
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  /** Whether a yes gives a consent, in place of changing one. */
  readonly gives: boolean
  /** The browser's cookies while it waits. */
  readonly cookie: string
}

export interface Code {
  readonly code: string
  readonly verifier: string
}

export type ConsentingPerson = Awaited<ReturnType<typeof consentingPerson>>

/**
 * A person who has logged in at `publicUrl`. What she sends, she sends to the process at `origin`. Her questions must be
 * answered one after the other: each drops the cookies of the one before.
 */
export async function consentingPerson(publicUrl: string, pid = nora) {
  const browser = visitor(publicUrl)
  const form = (page: Visit) => findForm(page.body, page.url, { name: 'decision' })

  const open = async (wishes: Wishes, more: { readonly prompt?: string } = {}) => {
    const verifier = randomPKCECodeVerifier()
    const page = await browser.ask({
      scope: 'openid offline_access income.read',
      prompt: 'consent',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      ...wishes,
      ...more,
    })
    return { page, verifier }
  }

  const answered = new Set<string>()
  const first = await open({ purpose: 'loan-application' })
  const { csrf = '' } = form(await browser.logIn(first.page, pid)).fields

  return {
    async ask(wishes: Wishes = {}): Promise<Question> {
      const { page, verifier } = await open({ purpose: 'finance-overview', ...wishes })
      const { action, fields } = form(page)
      const gives = wishes.grant_id === undefined
      return { verifier, path: new URL(action).pathname, fields, gives, cookie: browser.cookies() }
    },

    /** The answer to the form alone: on success a redirect. */
    sayYes({ path, fields, gives, cookie }: Question, origin: string): Promise<Answer> {
      if (gives) answered.add(path)
      return send(origin + path, { form: { ...fields, decision: 'accept' }, cookie })
    },

    /** How many questions she has said yes to, which gives as many consents. */
    answered: (): number => answered.size,

    /** Follows the redirect of a yes to the client. */
    async comeBack({ headers }: Answer, { verifier }: Question): Promise<Code> {
      const back = await browser.open(headers.get('location') ?? callback)
      return { code: answerOf(back).code ?? '', verifier }
    },

    /** A code under a consent that stands already. */
    async codeWithoutAsking(): Promise<Code> {
      const { page, verifier } = await open({ purpose: 'finance-overview' }, { prompt: 'none' })
      const { code, error } = answerOf(page)
      if (code === undefined) throw new Error(`A code was expected, not ${error}`)
      return { code, verifier }
    },

    /** Takes the consent back: a redirect when it is done. */
    withdraw: (grantId: string, origin: string, more: { readonly deletion?: 'ask' } = {}): Promise<Answer> =>
      send(`${origin}/consents/${grantId}/withdraw`, {
        form: { csrf, decision: 'withdraw', ...more },
        cookie: browser.cookies(),
      }),
  }
}
