import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import { Problem } from '../../domain/problem.ts'
import type { StandingEntry } from '../../ports/registry/registry-entries.ts'

/** For a change of a version that is no longer the newest. */
export const staleEntry = (kind: EntryKind, id: string): Problem =>
  new Problem('version.stale', `The ${kind} ${id} changed meanwhile`)

export const unknownEntry = (kind: EntryKind, id: string): Problem =>
  new Problem('registry-entry.unknown', `There is no ${kind} ${id}`)

/** As an act tells how an entry stood or stands. */
export const statedIn = (entry: StandingEntry | undefined) =>
  entry && { version: entry.version, entry: entry.entry }
