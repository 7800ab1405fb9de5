/** Words of secrets that are in documentation all over the world. */
const wellKnown = /change-?_?me|password|passord|hemmelig|secret|default|example|12345|qwerty/i

const fewestBits = 100

/** Why a secret must not guard anything, or `undefined`. Never repeats the secret. */
export function weaknessOf(secret: string): string | undefined {
  if (wellKnown.test(secret)) return 'is a well-known word'
  if (estimatedBits(secret) < fewestBits) return 'is too easy to guess'
  return undefined
}

/** Shannon entropy of the characters times their number: an upper bound, low for repetition and short texts. */
function estimatedBits(secret: string): number {
  const counts = new Map<string, number>()
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1)
  const shares = [...counts.values()].map(count => count / secret.length)
  return -secret.length * shares.reduce((sum, share) => sum + share * Math.log2(share), 0)
}
