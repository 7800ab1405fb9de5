import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsentingPerson } from '../../test/support/consenting-person.ts'
import { originFor, type SamtykkePlace } from '../../test/support/samtykke-place.ts'
import type { Answer } from '../../test/support/send.ts'

interface Rate {
  readonly person: ConsentingPerson
  readonly place: Pick<SamtykkePlace, 'origins'>
  readonly perSecond: number
}

interface Withdrawing {
  /** How many a second it came to. */
  readonly rate: number
  /** How many were not done, as when a process has too much to do. */
  readonly refused: number
}

/** Takes these consents back in their order, at a steady rate whatever the answers take, at one process and the other in turn. */
export async function withdrawAtRate(
  grants: readonly string[],
  { person, place, perSecond }: Rate,
): Promise<Withdrawing> {
  const began = performance.now()
  const answers: Promise<number | undefined>[] = []
  for (const [nth, grant] of grants.entries()) {
    const early = began + (nth * 1000) / perSecond - performance.now()
    if (early > 1) await sleep(early)
    answers.push(statusOf(person.withdraw(grant, originFor(place, nth))))
  }
  const statuses = await Promise.all(answers)
  const rate = (grants.length * 1000) / (performance.now() - began)
  return { rate, refused: statuses.filter(status => status !== 303).length }
}

/** `undefined` where there was no answer. */
const statusOf = (answering: Promise<Answer>): Promise<number | undefined> =>
  answering.then(
    ({ status }) => status,
    () => undefined,
  )
