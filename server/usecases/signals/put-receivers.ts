import type { StreamId } from '../../domain/ids.ts'
import { Problem } from '../../domain/problem.ts'
import type { Client } from '../../domain/registry/client.ts'
import { type FeedOf, feedName } from '../../domain/signals/feed.ts'
import {
  type Delivery,
  mostStreams,
  type SignalStream,
  type StreamChoices,
} from '../../domain/signals/signal-stream.ts'
import { readSecrets, rotated, writeSecrets } from '../../domain/signals/webhook-secrets.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Feeds } from '../../ports/ledger/feeds.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { PutStream, Receivers, WantedStream } from '../../ports/signals/receivers.ts'
import type { StreamStore } from '../../ports/signals/stream-store.ts'
import { feedOf } from '../steps/feed-of.ts'
import { headOf } from '../steps/feed-places.ts'

interface Ports {
  readonly streams: Pick<StreamStore, 'list' | 'add' | 'change' | 'remove'>
  readonly feeds: Pick<Feeds, 'heads'>
  readonly parties: Pick<PartyStore, 'findByIdentifier' | 'findOrAdd'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

export const putReceivers = (ports: Ports): Receivers => ({
  async put(client, wanted) {
    const standing = await registered(ports, client)
    if (standing.length === 0 && wanted.length === 0) return []
    const feed = await feedOf(ports)(client)
    const kept = standing.filter(stream => wanted.some(one => isSameStream(stream, one, feed)))
    const removed = standing.filter(stream => !kept.includes(stream))
    for (const { id } of removed) await ports.streams.remove(id)
    const put: PutStream[] = removed
      .filter(({ registeredAs }) => !wanted.some(({ name }) => name === registeredAs))
      .map(({ id, registeredAs = '' }) => ({ id, name: registeredAs, what: 'removed' }))
    for (const one of wanted) {
      const stream = kept.find(({ registeredAs }) => registeredAs === one.name)
      const before = removed.find(({ registeredAs }) => registeredAs === one.name)
      put.push(stream ? await change(ports, stream, one) : await add(ports, { client, feed, before }, one))
    }
    return put
  },
  registered: async clientId =>
    (await registered(ports, { id: clientId })).map(
      ({ registeredAs: name = '', delivery, eventsRequested, description }) => ({
        name,
        delivery,
        eventsRequested,
        description,
      }),
    ),
})

const registered = async (
  { streams }: Pick<Ports, 'streams'>,
  { id }: Pick<Client, 'id'>,
): Promise<readonly SignalStream[]> =>
  (await streams.list(id, ['push', 'poll', 'webhook'])).filter(one => one.registeredAs !== undefined)

/** One of another kind, or of another feed, is made anew. */
const isSameStream = ({ registeredAs, delivery, feed }: SignalStream, wanted: WantedStream, now: FeedOf) =>
  registeredAs === wanted.name && delivery.kind === wanted.kind && feedName(feed) === feedName(now)

async function change(
  { streams, clock }: Ports,
  stream: SignalStream,
  wanted: WantedStream,
): Promise<PutStream> {
  const { id } = stream
  const choices = (was?: SignalStream) => choicesOf(wanted, { was: was?.delivery, now: clock.now() })
  if (isSame(stream, choices(stream))) return { id, name: wanted.name, what: 'same' }
  await streams.change(id, choices)
  return { id, name: wanted.name, what: 'changed' }
}

interface Making {
  readonly client: Client
  readonly feed: FeedOf
  /** One of this name that has just been taken away. */
  readonly before: SignalStream | undefined
}

async function add(ports: Ports, { client, feed, before }: Making, wanted: WantedStream): Promise<PutStream> {
  const { name, keepsSecret } = wanted
  if (keepsSecret && before?.delivery.kind !== wanted.kind) {
    throw new Problem('storage.unavailable', `The stream ${name} is there no more; apply again`)
  }
  const was = keepsSecret ? before?.delivery : undefined
  const stream: SignalStream = {
    ...choicesOf(wanted, { was, now: ports.clock.now() }),
    id: ports.ids.uuid() as StreamId,
    clientId: client.id,
    registeredAs: name,
    feed,
    status: 'enabled',
    reason: undefined,
    place: await headOf(ports.feeds, feed),
    taken: [],
    moves: 0,
  }
  if (await ports.streams.add(stream, mostStreams)) {
    return { id: stream.id, name, what: before ? 'changed' : 'added' }
  }
  // Another process has applied the same file meanwhile.
  const meanwhile = (await registered(ports, client)).find(({ registeredAs }) => registeredAs === name)
  if (meanwhile) return { id: meanwhile.id, name, what: 'same' }
  throw new Problem('signal-stream.too-many', `The client ${client.id} has at most ${mostStreams} streams`)
}

interface Standing {
  readonly was: Delivery | undefined
  readonly now: Date
}

const choicesOf = (wanted: WantedStream, standing: Standing): StreamChoices => ({
  delivery: { kind: wanted.kind, endpoint: wanted.endpoint, authorization: shownBy(wanted, standing) },
  eventsRequested: wanted.eventsRequested,
  description: wanted.description,
})

function shownBy({ kind, secret, keepsSecret }: WantedStream, standing: Standing): string | undefined {
  if (keepsSecret) return standing.was?.authorization
  return kind === 'webhook' ? signedBy(secret, standing) : secret
}

function signedBy(secret = '', { was, now }: Standing): string {
  if (was?.authorization === undefined) return writeSecrets({ current: secret })
  const secrets = readSecrets(was.authorization)
  return secrets.current === secret ? was.authorization : writeSecrets(rotated(secrets, secret, now))
}

const isSame = (stream: SignalStream, choices: StreamChoices): boolean => written(stream) === written(choices)

const written = ({ delivery, eventsRequested, description }: StreamChoices): string =>
  JSON.stringify([
    delivery.kind,
    delivery.endpoint,
    delivery.authorization,
    eventsRequested ?? null,
    description ?? null,
  ])
