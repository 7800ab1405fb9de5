import { z } from 'zod'
import { webhookPath } from '../../faces/tools/demo-tools.ts'
import { writeBasic } from '../../http/credentials.ts'

interface Settings {
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Of the webhook, as base64url without `whsec_`. */
  readonly secret: () => Promise<string>
}

const Token = z.object({ access_token: z.string() })
const Webhooks = z.object({ webhooks: z.array(z.object({ url: z.string() })) })

/** Has the bank told of what happens to its consents: a webhook of its own, made when it first asks somebody. */
export function webhookClient({ publicUrl, clientId, clientSecret, secret }: Settings): () => Promise<void> {
  const url = `${publicUrl}${webhookPath}`
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

  const register = async (): Promise<void> => {
    const asked = new URLSearchParams({ grant_type: 'client_credentials', scope: 'ssf.manage' })
    const { access_token } = Token.parse(await call('/token', basic, asked))
    const bearer = `Bearer ${access_token}`
    const { webhooks } = Webhooks.parse(await call('/webhooks', bearer))
    if (webhooks.some(one => one.url === url)) return
    const whsec = `whsec_${Buffer.from(await secret(), 'base64url').toString('base64')}`
    await call('/webhooks', bearer, JSON.stringify({ url, description: 'Demobanken', secret: whsec }))
  }

  let registering: Promise<void> | undefined
  return () => {
    registering ??= register().catch(() => {
      registering = undefined
    })
    return registering
  }
}
