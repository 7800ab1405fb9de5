import type { Client } from '../../../domain/registry/client.ts'
import { type DebtScope, isDebtScope } from '../names.ts'
import { mostDays, purposeId } from '../purposes.ts'

/** What an authorization asks a person for. */
export interface WantedConsent {
  readonly scope: DebtScope
  /** Absent for a consent that is good for one look-up. */
  readonly days: number | undefined
  readonly openid: boolean
}

const suffixed = /^(?<scope>.+?)(?:\.(?<days>[1-9][0-9]*))?$/

/**
 * Reads the `scope` of an authorization request: exactly one debt scope, with or without a suffix of whole days, and
 * `openid` last or not at all. Days above the purpose's most are lowered to it. `undefined` for everything else.
 */
export function readScope(written: string | undefined): WantedConsent | undefined {
  const words = (written ?? '').split(' ')
  const openid = words.length === 2 && words[1] === 'openid'
  if (words.length !== 1 && !openid) return undefined
  const { scope, days } = suffixed.exec(words[0]!)?.groups ?? {}
  if (!isDebtScope(scope)) return undefined
  return { scope, days: days === undefined ? undefined : Math.min(Number(days), mostDays[scope]), openid }
}

export const purposeOf = ({ scope, days }: Pick<WantedConsent, 'scope' | 'days'>): string =>
  purposeId(scope, days === undefined ? 'once' : 'days')

/** Whether the client's contract covers what it wants. */
export const mayWant = (client: Client, wanted: WantedConsent): boolean =>
  client.scopeValues.includes(wanted.scope) && client.purposes.includes(purposeOf(wanted))
