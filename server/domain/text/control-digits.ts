/** Whether the control digit of a nine-digit organization number is right. */
export function isOrganizationNumber(text: string): boolean {
  if (!/^[0-9]{9}$/.test(text)) return false
  return (11 - (sum(text, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(text[8])
}

/**
 * Whether both control digits of an eleven-digit number of a person are right, the first one by the rule that begins in
 * 2032. Says nothing of the date, and takes synthetic numbers.
 */
export function isPersonNumber(text: string): boolean {
  if (!/^[0-9]{11}$/.test(text)) return false
  const first = sum(text, [3, 7, 6, 1, 8, 9, 4, 5, 2])
  const second = sum(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  const firstIsRight = [11, 12, 13, 14].some(start => (start + 11 - (first % 11)) % 11 === Number(text[9]))
  return firstIsRight && (11 - (second % 11)) % 11 === Number(text[10])
}

const sum = (text: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
