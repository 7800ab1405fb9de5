import type { Client } from '../../domain/registry/client.ts'
import type { EntryChange } from '../../domain/registry/entry-change.ts'
import type { EntryKind } from '../../domain/registry/entry-kind.ts'

/** An entry as the declarative file has it, every member said. */
export type Entry = Readonly<Record<string, unknown>>

export interface StandingEntry {
  readonly kind: EntryKind
  readonly id: string
  readonly version: number
  readonly entry: Entry
  /** Whether no file can say all of it, as some of what the server registers by itself when it starts. */
  readonly isUnsayable: boolean
}

export interface PastEntry extends StandingEntry {
  readonly at: Date
  /** When it and every version before it was removed. */
  readonly removedAt: Date | undefined
  /** What is other than in the version before; `undefined` for the first. */
  readonly change: EntryChange | undefined
}

/** What is wrong with an entry, and where: a JSON Pointer (RFC 6901) into it, empty for the whole. */
export interface EntryFault {
  readonly pointer: string
  readonly text: string
}

/** What people would stumble over in the words of an entry. */
export interface EntryHint {
  /** `description`, or empty for the whole. */
  readonly where: string
  readonly language: string | undefined
  readonly text: string
}

/** What is to be said of an entry before it stands. */
export interface Judgement {
  /** Why it would be refused, in view of everything that is registered; it is fit when there are none. */
  readonly faults: readonly EntryFault[]
  readonly hints: readonly EntryHint[]
}

export interface JudgedEntry extends Judgement {
  /** The version that stands, 0 when none does. */
  readonly standing: number
  /** What is other than in that version; `undefined` when none stands, or the form of the entry is wrong. */
  readonly change: EntryChange | undefined
}

export interface PutEntry {
  readonly before: StandingEntry | undefined
  readonly after: StandingEntry
  /** Of one that stood and is another now. */
  readonly change: EntryChange | undefined
}

/** Versioned entries in the words of the declarative file. Reads may be a few seconds old, never more than five. */
export interface RegistryEntries {
  list(kind: EntryKind): Promise<readonly StandingEntry[]>
  /** The newest version, or the one asked for, also of what was removed. */
  find(kind: EntryKind, id: string, version?: number): Promise<StandingEntry | undefined>
  /** The newest first. */
  versions(kind: EntryKind, id: string): Promise<readonly PastEntry[]>
  /** As the entry of this id. */
  judge(kind: EntryKind, entry: unknown, id: string): Promise<JudgedEntry>
  /**
   * As the entry of this id, in place of that version, 0 where none stands; `undefined` when another stands by now. What is the
   * same makes no new version. Throws `registry.malformed` for what `judge` finds faults with.
   */
  put(
    kind: EntryKind,
    entry: unknown,
    as: { readonly id: string; readonly standing: number },
  ): Promise<PutEntry | undefined>
  /** What stood; `undefined` when another version stands by now, or none. */
  remove(kind: EntryKind, id: string, standing: number): Promise<StandingEntry | undefined>
}

/** Clients in the words of the declarative file; of their secrets only that they are kept. */
export interface ClientEntries {
  show(client: Client): Promise<Entry>
  judge(entry: unknown): Promise<Judgement>
  /**
   * In place of the client of that version, 0 for a new one; `undefined` when another stands by now. What is the same makes no
   * new version. Throws `registry.malformed` for what `judge` finds faults with; files of secrets are not read.
   */
  put(entry: unknown, standing: number): Promise<Client | undefined>
}
