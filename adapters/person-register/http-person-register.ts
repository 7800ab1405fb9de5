import { z } from 'zod'
import { Problem } from '../../server/domain/problem.ts'
import type { PersonCheck } from './person-check.ts'

export interface RemoteRegister {
  readonly url: string
  /** Sent as a bearer token. */
  readonly token: string | undefined
  readonly timeoutSeconds: number
}

const Answer = z.looseObject({ may_consent: z.boolean() })

/**
 * A register over HTTP: `POST <url>` with `{"nin": "…"}`, answered with 200 and `{"may_consent": true}` or `false`. All else
 * is doubt. Redirects are not followed: they could carry the number elsewhere.
 */
export const httpPersonRegister =
  (register: RemoteRegister): PersonCheck =>
  async nin => {
    const answer = await ask(register, nin).catch(doubt)
    return answer.may_consent
  }

async function ask({ url, token, timeoutSeconds }: RemoteRegister, nin: string) {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ nin }),
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  })
  if (response.status === 200) return Answer.parse(JSON.parse(await shortText(response)))
  await response.body?.cancel()
  throw new Error(`The register of persons answered with status ${response.status}`)
}

const longestAnswer = 64 * 1024

async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longestAnswer) throw new Error('The register of persons answered too much')
  }
  return text
}

/** Without the cause: what a parser complains of may hold a person's number. */
function doubt(): never {
  throw new Problem('person-register.unavailable', 'The register of persons does not answer; try again')
}
