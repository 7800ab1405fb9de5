import { Problem } from '../../../../server/domain/problem.ts'
import { type BrowserChanges, browserParts, noBrowserChanges } from './browser-changes.ts'
import type { FamilyTools } from './end-family.ts'
import { refuseSpent, spend } from './spent-tokens.ts'
import { noTokenChanges, type TokenChanges, tokenParts, tokenValues } from './token-changes.ts'

interface Kept {
  readonly taken: boolean
  readonly spent: boolean
  readonly held: boolean
}

const tokensKept = 'exists (select from spent) as spent, exists (select from held) as held'

const browserStatement = `with ${browserParts.sql} select ${browserParts.taken} as taken`

const tokenStatement = `with ${tokenParts(1)} select true as taken, ${tokensKept}`

const wholeStatement = `with ${browserParts.sql}, ${tokenParts(browserParts.size + 1, browserParts.taken)}
  select ${browserParts.taken} as taken, ${tokensKept}`

/**
 * Keeps what changed of a browser's state, all in one statement. `false` when an interaction or a pushed request that was to be
 * dropped was gone already: somebody else has gone on with it.
 */
export async function keepBrowserChanges(
  changes: BrowserChanges,
  { connection, clock }: Pick<FamilyTools, 'connection' | 'clock'>,
): Promise<boolean> {
  if (isEmpty(changes)) return true
  const values = browserParts.values(changes, { clock })
  const { rows } = await connection().write<Pick<Kept, 'taken'>>(browserStatement, values)
  return rows[0]!.taken
}

/**
 * Keeps what the request under way spends and issues, and with it what it changed so far of its browser's state, all in one
 * statement. Throws `authorization-grant.not-active`, and issues nothing, when the code or refresh token was used up before,
 * which ends its family, and when the grant is no longer active in the epoch at which it was seen. Issues nothing either
 * when somebody else has gone on with the interaction, which the end of the request is told.
 */
export async function keepTokens(tools: FamilyTools): Promise<void> {
  const seen = tools.sighting()
  const { tokens, browser } = seen
  if (!tokens?.grant) return spendNow(tools)
  Object.assign(seen, { tokens: noTokenChanges(), browser: browser && noBrowserChanges() })
  const { taken, spent, held } = await keep(tokens, browser, tools)
  if (!taken) {
    seen.isOvertaken = true
    return
  }
  if (tokens.spent && !spent) await refuseSpent(tokens.spent, tools)
  if (!held) throw new Problem('authorization-grant.not-active', 'The grant does not stand any more')
}

/** Uses up now what the request under way spends, in its transaction. Throws as `spend`. */
export async function spendNow(tools: FamilyTools): Promise<void> {
  const { tokens } = tools.sighting()
  const place = tokens?.spent
  if (!tokens || !place) return
  tokens.spent = undefined
  await spend(place, tools)
}

async function keep(
  changes: TokenChanges,
  browser: BrowserChanges | undefined,
  { connection, clock }: Pick<FamilyTools, 'connection' | 'clock'>,
): Promise<Kept> {
  const ofTokens = tokenValues(changes, { clock })
  const { rows } =
    !browser || isEmpty(browser)
      ? await connection().writeWhole<Kept>(tokenStatement, ofTokens)
      : await connection().writeWhole<Kept>(wholeStatement, [
          ...browserParts.values(browser, { clock }),
          ...ofTokens,
        ])
  return rows[0]!
}

const isEmpty = ({ put, dropped }: BrowserChanges): boolean => put.size + dropped.size === 0
