import type { DebtSource, DebtSourceSettings } from '../../server/ports/grants/debt-source.ts'
import { fixtureDebtSource } from './fixture-debt-source.ts'
import { httpDebtSource } from './http-debt-source.ts'

/** Opens the debt register that is set; `fixtures` stand in where none is. */
export const debtSources =
  ({ fixtures }: { fixtures: boolean }) =>
  ({ url, ...settings }: DebtSourceSettings): DebtSource | undefined => {
    if (url !== undefined) return httpDebtSource({ url, ...settings })
    return fixtures ? fixtureDebtSource : undefined
  }
