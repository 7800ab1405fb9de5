import { stringify } from 'yaml'
import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, type Tools, verb } from '../verb.ts'
import type { ConsentEntries } from './consent-entries.ts'

interface Show extends Options {
  readonly of?: string
}

export const showConsentEntry = <T extends { readonly id: string; readonly version: number }>(
  tools: Tools,
  { what, store }: ConsentEntries<T>,
) =>
  onStorage<Show>(tools, command(what), async ({ registry }, { argument, options }) => {
    const version = options.of === undefined ? undefined : Number(options.of)
    const entry = await store(registry).find(argument, version)
    if (!entry) throw new Problem('registry-entry.unknown', `There is no ${what} ${argument}`)
    return { json: entry, text: stringify(entry).trimEnd() }
  })

const command = (what: string) =>
  verb('show <id>', `show one ${what}`).option(
    '--of <version>',
    'an earlier version, also of what was removed',
  )
