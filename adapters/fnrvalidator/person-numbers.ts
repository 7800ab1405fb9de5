import fnrvalidator from '@navikt/fnrvalidator'
import type { PersonNumbers } from '../../server/ports/parties/person-numbers.ts'

/** National identity numbers and D-numbers; `synthetic` lets numbers of the test registers (month + 40, 65, 80) be good. */
export const personNumbers = ({ synthetic }: { synthetic: boolean }): PersonNumbers => ({
  isGood(number) {
    if (!/^[0-9]{11}$/.test(number)) return false
    const verdict = fnrvalidator.idnr(number)
    if (verdict.status === 'invalid') return synthetic && isOfUnknownSeries(number, verdict.reasons)
    return synthetic || verdict.type === 'fnr' || verdict.type === 'dnr'
  },
})

/** The library knows no month + 65. */
function isOfUnknownSeries(number: string, reasons: readonly string[]): boolean {
  const [day, month] = [Number(number.slice(0, 2)) % 40, Number(number.slice(2, 4)) - 65]
  const onlyTheDate = reasons.every(reason => reason === 'invalid date')
  return onlyTheDate && day >= 1 && day <= 31 && month >= 1 && month <= 12
}
