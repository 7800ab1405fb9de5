import type { z } from 'zod'
import { type EntryKind, entryKinds } from '../../domain/registry/entry-kind.ts'
import type { MarketRegister } from '../../ports/market/market-register.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { Receivers } from '../../ports/signals/receivers.ts'
import { clientEntry } from '../registry-schema.ts'
import { entryForms } from './entry-forms.ts'
import { leanEntry } from './lean-entry.ts'
import { writeClient } from './write-client.ts'
import { plain, type Written } from './written.ts'
import { marketLists, writeMarket } from './write-market.ts'

interface Ports {
  readonly registry: Pick<RegistryStore, 'kinds'>
  readonly clients: Pick<ClientStore, 'list'>
  readonly receivers: Pick<Receivers, 'registered'>
  readonly marketRegister: Pick<MarketRegister, 'read'>
}

export interface WrittenRegistry {
  /** As `apply` takes it. Applied where it was written, it changes nothing. */
  readonly file: Written
  /** What no file can say, as some of what the server registers by itself when it starts: `purposes.<id>`. */
  readonly leftOut: readonly string[]
}

/** The entries of one list of the file, and the names of those that no file can say. */
interface WrittenList {
  readonly name: string
  readonly entries: readonly Written[]
  readonly leftOut: readonly string[]
}

/** Everything that is registered. Metering points name persons by their numbers, and are there only when asked for. */
export async function writeRegistry(
  ports: Ports,
  of: { readonly meteringPoints: boolean },
): Promise<WrittenRegistry> {
  const kinds = await Promise.all(entryKinds.map(kind => writeKind(ports.registry, kind)))
  const market = marketOf(plain(writeMarket(await ports.marketRegister.read(of))))
  const clients = await writeClients(ports)
  const inMarket = membersOf(market)
  return {
    file: {
      ...membersOf(kinds),
      ...(Object.keys(inMarket).length > 0 && { market: inMarket }),
      ...membersOf([clients]),
    },
    leftOut: [
      ...[...kinds, clients].flatMap(namesIn),
      ...market.flatMap(namesIn).map(name => `market.${name}`),
    ],
  }
}

const membersOf = (lists: readonly WrittenList[]): Written =>
  Object.fromEntries(lists.filter(({ entries }) => entries.length > 0).map(one => [one.name, one.entries]))

const namesIn = ({ name, leftOut }: WrittenList): readonly string[] => leftOut.map(id => `${name}.${id}`)

async function writeKind<K extends EntryKind>({ kinds }: Ports['registry'], kind: K): Promise<WrittenList> {
  const { write, idOf, schema } = entryForms[kind]
  const all = (await kinds[kind].list()).map(entry => ({ id: idOf(entry), entry: write(entry) }))
  return listOf(`${kind}s`, schema, all)
}

async function writeClients({ clients, receivers }: Ports): Promise<WrittenList> {
  const all = (await clients.list()).map(async client => ({
    id: client.id,
    entry: plain(writeClient(client, await receivers.registered(client.id))),
  }))
  return sayable('clients', clientEntry, await Promise.all(all))
}

const marketOf = (market: Written): readonly WrittenList[] =>
  marketLists.map(({ name, schema, idOf }) => {
    const entries = market[name] as readonly Written[]
    return sayable(
      name,
      schema,
      entries.map(entry => ({ id: idOf(entry), entry })),
    )
  })

interface Named {
  readonly id: string
  readonly entry: Written | undefined
}

/** Those that the format takes. */
const sayable = (name: string, schema: z.ZodType, all: readonly Named[]): WrittenList =>
  listOf(
    name,
    schema,
    all.map(({ id, entry }) => ({ id, entry: schema.safeParse(entry).success ? entry : undefined })),
  )

const listOf = (name: string, schema: z.ZodType, all: readonly Named[]): WrittenList => ({
  name,
  entries: all.flatMap(({ entry }) => (entry ? [leanEntry(schema, entry)] : [])),
  leftOut: all.flatMap(({ id, entry }) => (entry ? [] : [id])),
})
