import { Problem } from '../../domain/problem.ts'
import type { Judgement } from '../../ports/registry/registry-entries.ts'

/** Throws `registry.malformed` with everything that is wrong with an entry. */
export function assertFaultless({ faults }: Pick<Judgement, 'faults'>): void {
  const [first] = faults
  if (!first) return
  const detail = faults.map(({ text }) => text).join('\n')
  throw new Problem('registry.malformed', detail, { pointer: first.pointer })
}
