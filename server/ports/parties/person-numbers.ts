/** Judges national identity numbers and D-numbers. */
export interface PersonNumbers {
  /** Whether the number is well made: digits, date and both control digits. Synthetic ones are good outside production only. */
  isGood(number: string): boolean
}
