import type { StreamId } from '../../domain/ids.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { PutStream, Receivers, WantedStream } from '../../ports/signals/receivers.ts'

export interface AppliedReceiver {
  readonly kind: 'receiver'
  /** The client and the name. */
  readonly id: string
  readonly what: PutStream['what']
  readonly stream: { readonly id: StreamId; readonly clientId: string }
}

/** Registers the streams and webhooks of clients, `wanted` in their order. */
export async function applyReceivers(
  { receivers }: { readonly receivers: Receivers },
  clients: readonly { readonly client: Client }[],
  wanted: readonly (readonly WantedStream[])[],
): Promise<readonly AppliedReceiver[]> {
  const applied: AppliedReceiver[] = []
  for (const [index, { client }] of clients.entries()) {
    for (const { id, name, what } of await receivers.put(client, wanted[index] ?? [])) {
      const stream = { id, clientId: client.id }
      applied.push({ kind: 'receiver', id: `${client.id} ${name}`, what, stream })
    }
  }
  return applied
}
