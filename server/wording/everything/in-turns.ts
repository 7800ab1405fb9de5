/** Begins what it is handed at once or when something before it has ended, so that no more than `atOnce` are under way. */
export function inTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const turns: Promise<unknown>[] = Array.from({ length: atOnce }, async () => undefined)
  let begun = 0
  return work => {
    const turn = begun++ % atOnce
    const mine = turns[turn]!.then(work)
    turns[turn] = mine.catch(() => undefined)
    return mine
  }
}
