/** What an operator must be able to find afterwards. Values are never secrets or national identity numbers. */
export interface AuditLog {
  record(entry: {
    readonly what: string
    readonly clientId?: string | undefined
    readonly reason?: string
    readonly details?: Readonly<Record<string, string | number | boolean>>
  }): void
}
