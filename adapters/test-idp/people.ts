import { createHash } from 'node:crypto'
import type { Accounts } from './accounts.ts'
import { levelOf, levels } from './levels.ts'
import { judgeNumber } from './synthetic-person.ts'

/** Somebody who can log in. */
export interface TestPerson {
  readonly nin: string
  readonly name: string
}

/** Those of the demo, and any synthetic number that is typed in. */
export function people(known: readonly TestPerson[]): Accounts {
  const names = new Map(known.map(person => [person.nin, person.name]))
  const seen = new Map<string, TestPerson>()

  const remember = (nin: string) => {
    const subject = createHash('sha256').update(`test-idp:${nin}`).digest('base64url')
    seen.set(subject, { nin, name: names.get(nin) ?? 'Ukjent Testperson' })
    return subject
  }

  for (const { nin } of known) remember(nin)
  return {
    field: 'pid',
    cookies: 'test_idp',
    acrValues: levels,
    claims: ['pid', 'name', 'acr', 'amr', 'locale'],
    admit({ typed, level, acrValues }) {
      const number = typed.replaceAll(' ', '')
      return judgeNumber(number) ?? { accountId: remember(number), acr: levelOf(level, acrValues) }
    },
    find(subject) {
      const person = seen.get(subject)
      return person && { pid: person.nin, name: person.name, locale: 'nb' }
    },
    view: 'demo/test-idp',
    shown: acrValues => ({
      persons: known,
      levels: levels.map(value => ({ value, asked: value === levelOf(undefined, acrValues) })),
    }),
  }
}
