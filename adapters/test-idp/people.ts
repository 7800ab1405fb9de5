import { createHash } from 'node:crypto'

/** Somebody who can log in. */
export interface TestPerson {
  readonly nin: string
  readonly name: string
}

/** The persons of the test identity provider: those of the demo, and any synthetic number that was typed in. */
export interface People {
  /** Makes somebody known and gives the `sub` under which the provider knows them. */
  remember(nin: string): string
  find(subject: string): TestPerson | undefined
}

export function knownPeople(known: readonly TestPerson[]): People {
  const names = new Map(known.map(person => [person.nin, person.name]))
  const seen = new Map<string, TestPerson>()

  const remember = (nin: string) => {
    const subject = createHash('sha256').update(`test-idp:${nin}`).digest('base64url')
    seen.set(subject, { nin, name: names.get(nin) ?? 'Ukjent Testperson' })
    return subject
  }

  for (const { nin } of known) remember(nin)
  return { remember, find: subject => seen.get(subject) }
}
