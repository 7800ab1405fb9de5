import type { DatabaseError } from 'pg'
import { Problem } from '../../../server/domain/problem.ts'
import { leadsNowhere } from './pool/discard.ts'
import { sqlState } from './sql-state.ts'

/** Besides what leads nowhere, SQLSTATE classes and codes after which the same request may simply be repeated. */
const passing = /^(53|40001|40003|40P01|55P03|57014|ENOTFOUND|EAI_AGAIN)/

/** Text that no column can hold: a NUL in it. */
const unstorable = /^(22021|22P05)$/

const lostConnection = /connection (terminated|error|ended)|not queryable|read timeout/i

/**
 * True for a row that waited while its partition was made: it is still led to the default one, which takes it no longer. All
 * other checks have a name.
 */
const cameBeforeItsPartition = (error: unknown): boolean =>
  sqlState(error) === '23514' && (error as DatabaseError).constraint === undefined

/** True for what a transaction threw that got in another's way: all of it may be done again. */
export const isContention = (error: unknown): boolean =>
  error instanceof Problem &&
  (['40001', '40P01'].includes(sqlState(error.cause) ?? '') || cameBeforeItsPartition(error.cause))

/**
 * `storage.unavailable` for what passes by itself, `request.malformed` for a text that cannot be kept, the error as it is
 * for everything else.
 */
export function toStorageProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error
  if (unstorable.test(sqlState(error) ?? ''))
    return new Problem('request.malformed', 'A text holds a character that is not allowed', { cause: error })
  const passes =
    leadsNowhere(error) ||
    passing.test(sqlState(error) ?? '') ||
    cameBeforeItsPartition(error) ||
    lostConnection.test(error.message)
  if (!passes) return error
  return new Problem('storage.unavailable', 'The database does not answer; try again', { cause: error })
}
