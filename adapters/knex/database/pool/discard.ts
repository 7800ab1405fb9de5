import type { Client } from 'pg'
import { sqlState } from '../sql-state.ts'

/** @NOTE Knex asks this property before it hands a connection out again. */
export const discard = (client: Client, reason: unknown): void => {
  Object.assign(client, { __knex__disposed: reason })
}

export const isDiscarded = (client: Client): boolean =>
  '__knex__disposed' in client && client.__knex__disposed !== undefined

interface ParameterStatus {
  readonly parameterName: string
  readonly parameterValue: string
}

/** Parameters that PostgreSQL reports by itself when they change. */
const turnsAway = ['in_hot_standby', 'default_transaction_read_only']

/**
 * Has the connection discarded, whoever uses it, as soon as an answer says that it leads nowhere good or that the server
 * has begun to let us read only. The server is not asked for it.
 */
export function discardWhenSpoilt(client: Client): void {
  client.connection.on('errorMessage', (error: Error) => {
    if (leadsNowhere(error)) discard(client, error)
  })
  client.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
    if (turnsAway.includes(parameterName) && parameterValue === 'on') discard(client, parameterName)
  })
}

/**
 * Codes that say so of the connection and not of the statement: lost, broken or misunderstood (08, 34000, the system's
 * own), read-only (25006), ended for its length (25P03, 25P04), the server stopping or starting (57P), its disk sick (58).
 */
const spoilt = /^(08|34000|25006|25P03|25P04|57P0|58|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/

/** A statement prepared on another backend than ours: there is a pooler between that shares them. */
export const isMisprepared = (error: unknown): boolean => /^(26000|42P05)$/.test(sqlState(error) ?? '')

/** True for what is over once the connection is: the same statement does on another one. */
export const leadsNowhere = (error: unknown): boolean =>
  spoilt.test(sqlState(error) ?? '') || isMisprepared(error) || isOutdated(error)

/** Prepared before a migration changed what it gives. The code alone (0A000) says less, the text is translated. */
const isOutdated = (error: unknown): boolean =>
  error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery'
