import type { EntryKind } from '../../domain/registry/entry-kind.ts'
import type { Desk, ServerDesk } from '../../usecases/desk/index.ts'

/** For those who administer and support. */
export interface DeskTools {
  readonly desk: Desk & ServerDesk
  /** What an entry of each list of the declarative file must look like, as JSON Schema, for descriptions. */
  readonly entrySchemas: Readonly<Record<EntryKind | 'client', Readonly<Record<string, unknown>>>>
}
