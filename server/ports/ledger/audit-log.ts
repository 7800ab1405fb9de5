import type { AuditEntry } from '../../domain/audit/audit-entry.ts'

/** What an operator must be able to find afterwards. Values are never secrets or national identity numbers. */
export interface AuditLog {
  /**
   * Puts an act or a refusal on record. Inside a unit of work an act is on record once that is committed, and never when it
   * is rolled back; a refusal is at once. It does not wait and does not fail.
   */
  record(entry: AuditEntry): void
  /** Resolves when what is on record so far is written, at once when writing it has met trouble. */
  written(): Promise<void>
}
