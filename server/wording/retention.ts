import type { Period } from '../domain/registry/period.ts'
import { type KeptKind, keptKinds } from '../domain/registry/retention.ts'
import type { SettledPurpose } from '../domain/requests/settled-purpose.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { Language } from '../domain/text/text.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { periodInWords } from './dates.ts'
import { type Write, writer } from './question.ts'

/** Where an answer gave no consent, and where it was about everything of a person, the time is counted from something else. */
const countedFrom: Readonly<Partial<Record<KeptKind, string>>> = {
  declined: 'declined',
  identity: 'identity',
}

interface Rule {
  readonly kept: Period | 'always'
  /** Names of the purposes that say so; of the settings none. */
  readonly purposes: readonly string[]
}

/** What of ended consents goes after a time, and when: a line for each kind and period. None when everything stays. */
export function retentionLines(
  renderer: Pick<PageRenderer, 'text'>,
  settled: readonly SettledPurpose[],
  language: Language,
): readonly string[] {
  const write = writer(renderer, 'privacy-page.time', language)
  return keptKinds.flatMap(kind => {
    const rules = rulesOf(kind, settled, language)
    if (rules.every(({ kept }) => kept === 'always')) return []
    return rules.map(rule => `${subject(write, kind, rule)}: ${howLong(write, kind, rule.kept, language)}`)
  })
}

function rulesOf(kind: KeptKind, settled: readonly SettledPurpose[], language: Language): readonly Rule[] {
  const groups = Map.groupBy(settled, ({ retention }) => `${retention[kind].by} ${retention[kind].kept}`)
  return [...groups.values()].map(group => {
    const { kept, by } = group[0]!.retention[kind]
    const names = group.map(({ purpose }) => plainText(purpose.name[language], 300))
    return { kept, purposes: by === 'purpose' ? [...new Set(names)] : [] }
  })
}

const subject = (write: Write, kind: KeptKind, { purposes }: Rule): string =>
  purposes.length === 0
    ? write(kind)
    : write('for', { what: write(kind), purposes: purposes.map(name => `“${name}”`).join(', ') })

const howLong = (write: Write, kind: KeptKind, kept: Period | 'always', language: Language): string =>
  kept === 'always'
    ? write('always')
    : write(`after.${countedFrom[kind] ?? 'end'}`, { period: periodInWords(kept, language) })
