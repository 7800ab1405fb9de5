import { organization, person, type PartyIdentifier } from '../../../domain/party.ts'

/** The demo's parties by the letters that they go by here. The demo world registers them. */
export const demoParties = {
  P1: person('01825160023'),
  P2: person('01825180059'),
  /** Acts for nobody. */
  P3: person('02916297702'),
  O1: organization('810419512'),
  O2: organization('991825827'),
  O3: organization('810418192'),
  /** Gives through P1 and P2. */
  O4: organization('910493353'),
} as const satisfies Readonly<Record<string, PartyIdentifier>>

/** Well made, and in no register. */
export const unknownParties = { nin: '01814922193', orgno: '314015029' }
