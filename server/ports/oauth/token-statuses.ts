import type { ListedToken, StatusPlace } from '../../domain/grants/status-list.ts'

/** Which of the tokens that nobody keeps have ended before their time, as lists (Token Status List, draft 20). */
export interface TokenStatuses {
  /**
   * Gives a token a place at random that no other has. It is not given again while the token lives, and stays unused when the
   * token is not issued after all.
   */
  place(token: ListedToken): Promise<StatusPlace>
  /**
   * The places of a list whose tokens are no longer good: their grant has ended, or its tokens have. Less than half a second
   * old. `undefined` for a list that has no token, or is over. The same array is the same answer.
   */
  ended(list: number): Promise<readonly number[] | undefined>
  /** The lists that have tokens which may still be good, oldest first; less than half a second old. */
  current(): Promise<readonly number[]>
}
