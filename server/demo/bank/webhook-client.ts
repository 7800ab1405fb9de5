import { z } from 'zod'
import { webhookPath } from '../../faces/tools/demo-tools.ts'
import type { EventsApi } from './events-api.ts'

interface Settings {
  readonly publicUrl: string
  readonly api: EventsApi
  /** Of the webhook, as base64url without `whsec_`. */
  readonly secret: () => Promise<string>
}

const Webhooks = z.object({ webhooks: z.array(z.object({ url: z.string() })) })

/** Has the bank told of what happens to its consents: a webhook of its own, made when it first asks somebody. */
export function webhookClient({ publicUrl, api, secret }: Settings): () => Promise<void> {
  const url = `${publicUrl}${webhookPath}`
  const register = async (): Promise<void> => {
    const call = await api('ssf.manage')
    const { webhooks } = Webhooks.parse(await call('/webhooks'))
    if (webhooks.some(one => one.url === url)) return
    const whsec = `whsec_${Buffer.from(await secret(), 'base64url').toString('base64')}`
    await call('/webhooks', { url, description: 'Demobanken', secret: whsec })
  }

  let registering: Promise<void> | undefined
  return () => {
    registering ??= register().catch(() => {
      registering = undefined
    })
    return registering
  }
}
