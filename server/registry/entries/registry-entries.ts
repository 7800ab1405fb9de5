import { type EntryChange, entryChange } from '../../domain/registry/entry-change.ts'
import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import type {
  EntryFault,
  PastEntry,
  RegistryEntries,
  StandingEntry,
} from '../../ports/registry/registry-entries.ts'
import type { EntryStore, EntryTypes, EntryVersion } from '../../ports/registry/registry-store.ts'
import { entryForms } from '../to-entry/entry-forms.ts'
import type { ListName } from './entry-faults.ts'
import { type EntryPorts, fitOne, judgeOne, malformed } from './judge-file.ts'

const listName = (kind: EntryKind): ListName => `${kind}s`

/** What the declarative file says, entry by entry. */
export const registryEntries = (ports: EntryPorts): RegistryEntries => {
  const { kinds } = ports.registry
  const storeOf = <K extends EntryKind>(kind: K): EntryStore<EntryTypes[K]> => kinds[kind]

  const shownOf = <K extends EntryKind>(kind: K, entry: EntryTypes[K]): StandingEntry => {
    const { idOf, write, writeRoughly } = entryForms[kind]
    const said = write(entry)
    return {
      kind,
      id: idOf(entry),
      version: entry.version,
      entry: said ?? writeRoughly(entry),
      isUnsayable: said === undefined,
    }
  }

  const newest = async <K extends EntryKind>(kind: K, id: string): Promise<EntryTypes[K] | undefined> => {
    const [last] = await storeOf(kind).versions(id)
    return last?.removedAt === undefined ? last?.entry : undefined
  }

  const idIn = <K extends EntryKind>(kind: K, written: unknown): string =>
    entryForms[kind].idOf(entryForms[kind].read(written))

  const put = async <K extends EntryKind>(kind: K, written: unknown, standing: number) => {
    const entry = entryForms[kind].read(written)
    const before = await newest(kind, entryForms[kind].idOf(entry))
    const after = await storeOf(kind).replace(entry, standing)
    if (!after) return undefined
    const isChanged = before && before.version !== after.version
    return {
      before: before && shownOf(kind, before),
      after: shownOf(kind, after),
      change: isChanged ? changeOf(before, after) : undefined,
    }
  }

  const changed = async <K extends EntryKind>(kind: K, written: unknown, id: string) => {
    const standing = await newest(kind, id)
    const change =
      standing && written !== undefined ? changeOf(standing, entryForms[kind].read(written)) : undefined
    return { standing: standing?.version ?? 0, change }
  }

  return {
    list: async kind => (await storeOf(kind).list()).map(entry => shownOf(kind, entry)),
    async find(kind, id, version) {
      const found = await storeOf(kind).find(id, version)
      return found && shownOf(kind, found)
    },
    async versions(kind, id) {
      const all: readonly EntryVersion<EntryTypes[typeof kind]>[] = await storeOf(kind).versions(id)
      return all.map(({ entry, at, removedAt }, index): PastEntry => {
        const before = all[index + 1]?.entry
        return {
          ...shownOf(kind, entry),
          at,
          removedAt,
          change: before && changeOf(before, entry),
        }
      })
    },
    async judge(kind, written, id) {
      const { file, faults, hints } = await judgeOne(ports, listName(kind), written)
      const named = file ? otherName(idIn(kind, written), id) : []
      return { ...(await changed(kind, file && written, id)), faults: [...named, ...faults], hints }
    },
    async put(kind, written, { id, standing }) {
      await fitOne(ports, listName(kind), written)
      const named = otherName(idIn(kind, written), id)
      if (named.length > 0) throw malformed(named)
      return put(kind, written, standing)
    },
    async remove(kind, id, standing) {
      const last = await newest(kind, id)
      if (last?.version !== standing || !(await storeOf(kind).remove(id, standing))) return undefined
      return shownOf(kind, last)
    },
  }
}

/** An entry keeps the id that it is known by. */
const otherName = (named: string, id: string): readonly EntryFault[] =>
  named === id ? [] : [{ pointer: '', text: `is ${named}, and must be ${id}` }]

const changeOf = (before: object, after: object): EntryChange => entryChange({ ...before }, { ...after })
