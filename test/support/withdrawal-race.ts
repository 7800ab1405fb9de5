import { setTimeout as sleep } from 'node:timers/promises'
import type { Tokens, Used } from './client-program.ts'
import type { Code } from './consenting-person.ts'
import { grantOf, obtainTokens } from './journey.ts'
import { originFor, type SamtykkePlace } from './samtykke-place.ts'
import type { Answer } from './send.ts'

const connections = 8
const codesOfEach = 3

/** In turns, at one process and the next. */
const order = ['introspection', 'use', 'refresh', 'introspection', 'exchange'] as const

export type Racing = (typeof order)[number]

/** What came of a race. */
export interface Raced {
  /** Requests that began after the withdrawal was answered, by kind. */
  readonly after: Readonly<Record<Racing, number>>
  /** How many of those were told yes, and how many of the others. */
  readonly yes: { readonly after: number; readonly before: number }
  /** Answered 5xx, or not at all. */
  readonly broken: number
}

interface Shot {
  readonly what: Racing
  readonly began: number
  readonly answer: Answer | undefined
}

interface Race {
  readonly place: SamtykkePlace
  readonly tokens: Tokens
  readonly used: Used
  readonly codes: Code[]
  readonly shots: Shot[]
  /** When the withdrawal was answered. */
  answered: number
  /** Requests that are still to begin after that. */
  left: number
}

/**
 * A consent is used, asked after and renewed over several connections without a pause; it is withdrawn meanwhile, and they go
 * on until so many requests have begun after the answer.
 */
export async function raceWithdrawal(place: SamtykkePlace, turn: number, wanted: number): Promise<Raced> {
  const { person } = place
  const tokens = await obtainTokens(place)
  const used = { grantId: await grantOf(place, tokens), token: tokens.accessToken }
  const codes: Code[] = []
  while (codes.length < codesOfEach) codes.push(await person.codeWithoutAsking())
  const race: Race = { place, tokens, used, codes, shots: [], answered: Infinity, left: wanted }

  const working = Array.from({ length: connections }, (_, first) => shoot(race, turn + first))
  while (race.shots.filter(saysYes).length < 2 * connections) await sleep(1)
  const { status } = await person.withdraw(used.grantId, originFor(place, turn))
  race.answered = performance.now()
  await Promise.all(working)
  if (status !== 303) throw new Error(`The withdrawal was answered ${status}`)
  return counted(race)
}

async function shoot(race: Race, first: number): Promise<void> {
  for (let nth = first; race.left > 0; nth++) {
    const { what, act } = nextOf(race, nth)
    const began = performance.now()
    if (began >= race.answered) race.left--
    race.shots.push({ what, began, answer: await act().catch(() => undefined) })
  }
}

function nextOf(race: Race, nth: number): { what: Racing; act: () => Promise<Answer> } {
  const { place, tokens, used } = race
  const { program } = place
  const at = originFor(place, nth)
  const what = order[nth % order.length]
  const code = what === 'exchange' ? codeFor(race) : undefined
  if (code) return { what: 'exchange', act: () => program.exchange(code, at) }
  if (what === 'use') return { what, act: () => program.use(used, at) }
  if (what === 'refresh') return { what, act: () => program.refresh(tokens.refreshToken, at) }
  return { what: 'introspection', act: () => program.introspect(tokens.accessToken, at) }
}

/** Each once, and one not before the withdrawal is answered: to send one again would end what was issued for it. */
function codeFor({ codes, answered }: Race): Code | undefined {
  if (codes.length > 1) return codes.pop()
  return answered < Infinity ? codes[0] : undefined
}

const saysYes = ({ answer }: Shot): boolean =>
  answer !== undefined && answer.status < 300 && answer.json.active !== false

function counted({ shots, answered }: Race): Raced {
  const later = shots.filter(({ began }) => began >= answered)
  const of = (what: Racing) => later.filter(shot => shot.what === what).length
  const yes = shots.filter(saysYes).length
  const yesAfter = later.filter(saysYes).length
  return {
    after: {
      introspection: of('introspection'),
      use: of('use'),
      refresh: of('refresh'),
      exchange: of('exchange'),
    },
    yes: { after: yesAfter, before: yes - yesAfter },
    broken: shots.filter(({ answer }) => answer === undefined || answer.status >= 500).length,
  }
}

/** Of several races together. */
export const together = (all: readonly Raced[]): Raced =>
  all.reduce((sum, one) => ({
    after: {
      introspection: sum.after.introspection + one.after.introspection,
      use: sum.after.use + one.after.use,
      refresh: sum.after.refresh + one.after.refresh,
      exchange: sum.after.exchange + one.after.exchange,
    },
    yes: { after: sum.yes.after + one.yes.after, before: sum.yes.before + one.yes.before },
    broken: sum.broken + one.broken,
  }))
