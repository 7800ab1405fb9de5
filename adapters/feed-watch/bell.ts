import type { AuditLog } from '../../server/ports/ledger/audit-log.ts'
import type { Bell } from '../../server/ports/ledger/bell.ts'

export function openBell(): Bell {
  const listeners = new Set<() => void>()
  return {
    ring() {
      for (const listener of listeners) listener()
    },
    onRing(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The same trail, which rings for every act of consent that is put on record: what is on record is committed. */
export const ringing = (audit: AuditLog, bell: Pick<Bell, 'ring'>): AuditLog => ({
  record(entry) {
    audit.record(entry)
    if (entry.what.startsWith('consent.')) bell.ring()
  },
  written: () => audit.written(),
})
