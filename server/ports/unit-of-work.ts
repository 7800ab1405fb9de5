/**
 * Several writes as one. Every store called inside `run`, at any depth of calls, writes in the same transaction,
 * opened at the first write. It commits when `work` resolves and before `run` resolves; it rolls back when `work`
 * throws. A lost connection or a commit whose outcome is unknown throws `storage.unavailable`.
 */
export interface UnitOfWork {
  run<T>(work: () => Promise<T>): Promise<T>
  /**
   * Does something as soon as the unit around the caller is committed, before its `run` resolves; at once when there is none,
   * and never when it is rolled back or nobody knows.
   */
  whenKept(act: () => void): void
}
