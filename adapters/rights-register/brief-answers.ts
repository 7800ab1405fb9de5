import { monotonicMs } from '../clock/monotonic.ts'

const mostKept = 10_000

/** Keeps what was answered for some milliseconds, so that one page asks once; what failed is asked again. */
export function briefAnswers<T>(milliseconds: number) {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly until: number }>()
  return (question: string, asked: () => Promise<T>): Promise<T> => {
    const known = kept.get(question)
    if (known && monotonicMs() < known.until) return known.answer
    if (kept.size >= mostKept) kept.clear()
    const entry = { answer: asked(), until: monotonicMs() + milliseconds }
    kept.set(question, entry)
    entry.answer.catch(() => kept.get(question) === entry && kept.delete(question))
    return entry.answer
  }
}
