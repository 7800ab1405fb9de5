import { isWebhookSecret } from '../../domain/signals/webhook-secrets.ts'
import type { WantedStream } from '../../ports/signals/receivers.ts'
import { type Finding, findingsAt } from '../findings/finding.ts'
import type { Registry } from '../read-registry.ts'
import { RegistryError } from '../registry-error.ts'
import type { ClientEntry } from '../registry-schema.ts'
import type { StreamEntry, WebhookEntry } from './receiver-entry.ts'

type Entry = Pick<ClientEntry, 'webhooks' | 'streams'>

/** A stream with where its secret lies, and what that must be. */
interface Unread {
  readonly wanted: Omit<WantedStream, 'secret'>
  readonly path: readonly PropertyKey[]
  readonly file: string | undefined
  readonly wrong: (secret: string) => string | undefined
}

/** Streams and webhooks of every client in the file, in its order, with the secrets that lie in files of their own. */
export async function readReceivers({ file, readSecret }: Registry): Promise<{
  receivers: readonly (readonly WantedStream[])[]
  findings: readonly Finding[]
}> {
  const findings: Finding[] = []
  const receivers = await Promise.all(
    file.clients.map(async (entry, index) => {
      const found = findingsAt('clients', index, entry.id)
      return Promise.all(
        unreadOf(entry).map(async ({ wanted, path, file: name, wrong }): Promise<WantedStream> => {
          const [secret, what] = name === undefined ? [undefined] : await judged(readSecret(name), wrong)
          if (what !== undefined) findings.push(found(path, what))
          return { ...wanted, secret }
        }),
      )
    }),
  )
  return { receivers, findings }
}

const unreadOf = ({ webhooks, streams }: Entry): readonly Unread[] => [
  ...webhooks.map(unreadWebhook),
  ...streams.map(unreadStream),
]

const unreadWebhook = (
  { name, url, events, description, secret_file, secret_kept: keepsSecret }: WebhookEntry,
  at: number,
): Unread => ({
  wanted: { name, kind: 'webhook', endpoint: url, eventsRequested: events, description, keepsSecret },
  path: ['webhooks', at, 'secret_file'],
  file: secret_file,
  wrong: secret =>
    isWebhookSecret(secret) ? undefined : 'must hold whsec_ and 24 to 64 bytes in base64, and nothing else',
})

const unreadStream = (
  { name, method, url, events, description, ...authorization }: StreamEntry,
  at: number,
): Unread => ({
  wanted: {
    name,
    kind: method,
    endpoint: url,
    eventsRequested: events,
    description,
    keepsSecret: authorization.authorization_kept,
  },
  path: ['streams', at, 'authorization_file'],
  file: authorization.authorization_file,
  wrong: secret =>
    /^[\x20-\x7e]{1,4000}$/.test(secret) ? undefined : 'must hold one line of printable ASCII characters',
})

async function judged(
  reading: Promise<string>,
  wrong: Unread['wrong'],
): Promise<[secret: string | undefined, what: string | undefined]> {
  try {
    const secret = (await reading).replace(/^\ufeff/, '').replace(/[\r\n]+$/, '')
    return [secret, wrong(secret)]
  } catch (error) {
    if (error instanceof RegistryError) return [undefined, error.message]
    throw error
  }
}
