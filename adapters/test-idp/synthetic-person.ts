import fnrvalidator from '@navikt/fnrvalidator'

/** Why somebody may not log in here: what was typed is no national identity number, may belong to somebody, or is no name that is known. */
export type Refusal = 'malformed' | 'real' | 'unknown'

/**
 * Judges a number typed into the test identity provider. Only synthetic persons (month + 80) may log in: a number that
 * may belong to somebody is refused, however well it was meant.
 */
export function judgeNumber(number: string): Refusal | undefined {
  if (!/^[0-9]{11}$/.test(number)) return 'malformed'
  const verdict = fnrvalidator.idnr(number)
  if (verdict.status === 'invalid') return 'malformed'
  return verdict.type.endsWith('tnr') ? undefined : 'real'
}
