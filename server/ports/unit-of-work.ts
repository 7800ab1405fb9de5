/**
 * Several writes as one. Every store called inside `run`, at any depth of calls, writes in the same transaction,
 * opened at the first write. It commits when `work` resolves and before `run` resolves; it rolls back when `work`
 * throws. A lost connection or a commit whose outcome is unknown throws `storage.unavailable`.
 */
export interface UnitOfWork {
  run<T>(work: () => Promise<T>): Promise<T>
}
