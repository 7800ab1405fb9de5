import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'
import type { ConsentEntries } from './consent-entries.ts'

export const listConsentEntries = <T extends { readonly id: string; readonly version: number }>(
  tools: Tools,
  { what, store, row }: ConsentEntries<T>,
) =>
  onStorage(tools, verb('list', `list the ${what}s`), async ({ registry }) => {
    const found = await store(registry).list()
    return { json: found, text: table(found.map(row), `No ${what}s`) }
  })
