/** LIX, and what it is made of. */
export interface Readability {
  readonly words: number
  readonly sentences: number
  /** Björnsson's readability index: words in a sentence, and the words of more than six letters out of a hundred. */
  readonly lix: number
}

const longWord = 6

/** How hard a text is to read. A text without words has a LIX of 0. */
export function readability(text: string): Readability {
  const sentences = sentencesOf(text)
  const words = sentences.flatMap(wordsOf)
  if (words.length === 0) return { words: 0, sentences: 0, lix: 0 }
  const long = words.filter(word => word.length > longWord)
  const lix = words.length / sentences.length + (100 * long.length) / words.length
  return { words: words.length, sentences: sentences.length, lix: Math.round(lix) }
}

/** A line ends a sentence, and so do a full stop, an exclamation mark and a question mark before a capital. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n+|(?<=[.!?]["»)]*)\s+(?=["«(]*\p{Lu})/u)
    .map(sentence => sentence.trim())
    .filter(sentence => wordsOf(sentence).length > 0)

/** Figures are not words. */
export const wordsOf = (text: string): readonly string[] => text.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) ?? []
