import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'

interface Migrations {
  up(): Promise<readonly string[]>
  down(options?: { readonly all: boolean }): Promise<readonly string[]>
}

/** The same migrations, on record when there were any. */
export const auditedMigrations = <M extends Migrations>(
  migrations: M,
  audit: Pick<AuditLog, 'record'>,
): M => ({
  ...migrations,
  async up() {
    const applied = await migrations.up()
    if (applied.length > 0) audit.record({ what: 'migration.applied', migrations: applied })
    return applied
  },
  async down(options) {
    const undone = await migrations.down(options)
    if (undone.length > 0) audit.record({ what: 'migration.undone', migrations: undone })
    return undone
  },
})
