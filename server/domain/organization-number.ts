const weights = [3, 2, 7, 6, 5, 4, 3, 2]

/** Whether the control digit of a nine-digit organization number is right. */
export function isOrganizationNumber(text: string): boolean {
  if (!/^[0-9]{9}$/.test(text)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return (11 - (sum % 11)) % 11 === Number(text[8])
}
