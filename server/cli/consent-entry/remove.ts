import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'
import type { ConsentEntries } from './consent-entries.ts'

export const removeConsentEntry = <T extends { readonly id: string; readonly version: number }>(
  tools: Tools,
  { what, store, removed }: ConsentEntries<T>,
) =>
  onStorage(
    tools,
    verb('remove <id>', `hide a ${what}; its versions stay on record`),
    async ({ registry }, { argument }) => {
      if (!(await store(registry).remove(argument))) {
        throw new Problem('registry-entry.unknown', `There is no ${what} ${argument}`)
      }
      const acts = [{ what: removed, id: argument }]
      return { json: { removed: argument }, text: `Removed ${argument}`, acts }
    },
  )
