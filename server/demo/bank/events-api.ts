import { z } from 'zod'
import { writeBasic } from '../../http/credentials.ts'

interface Settings {
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** What the bank asks of the events API, with a token of its own each time. Throws unless the answer is a success. */
export type EventsApi = (scope: string) => Promise<(path: string, body?: object) => Promise<unknown>>

const Token = z.object({ access_token: z.string() })

export function eventsApi({ publicUrl, clientId, clientSecret }: Settings): EventsApi {
  const basic = writeBasic({ id: clientId, secret: clientSecret })
  const call = async (
    path: string,
    authorization: string,
    body?: URLSearchParams | string,
  ): Promise<unknown> => {
    const headers = { authorization, ...(typeof body === 'string' && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${publicUrl}${path}`, body ? { method: 'POST', headers, body } : { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer.json()
  }
  return async scope => {
    const asked = new URLSearchParams({ grant_type: 'client_credentials', scope })
    const { access_token } = Token.parse(await call('/token', basic, asked))
    return (path, body) => call(path, `Bearer ${access_token}`, body && JSON.stringify(body))
  }
}
