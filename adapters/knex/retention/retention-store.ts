import type { PartyId } from '../../../server/domain/ids.ts'
import type { KeptKind } from '../../../server/domain/registry/retention.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  Due,
  IdentityEnds,
  Portion,
  RetentionStore,
} from '../../../server/ports/retention/retention-store.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { forgetParty } from '../parties/forget-party.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { nextEnded, nothingYet, type Place } from './ended.ts'
import { freePeople } from './identities.ts'
import { type About, takenAway } from './kinds.ts'
import { dropProgress, holdProgress, keepProgress } from './progress.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
  readonly texts: Pick<PrivateTexts, 'searched' | 'unlearn'>
}

interface Kind {
  readonly about: About
  readonly isLeft: string
  readonly limit: number
  /** What goes with these consents: they themselves, or people. */
  readonly find: (on: Connection, ids: readonly string[]) => Promise<readonly string[]>
  readonly take: (on: Connection, found: readonly string[]) => Promise<void>
}

/** So few that a portion takes some hundredths of a second. */
const consentsAtOnce = 200
/** Of what has many rows or long ones for each consent. */
const grantsAtOnce = 20
const manyRows: ReadonlySet<KeptKind> = new Set<KeptKind>(['uses', 'documents'])
/** Each person takes ten statements. */
const partnersAtOnce = 20

const nothing: Portion = { gone: 0, isLast: true }

export function knexRetentionStore({ connection, transaction, clock, texts }: Materials): RetentionStore {
  const ordinary = ({ kind, end }: Due & { readonly kind: keyof typeof takenAway }): Kind => {
    const { about, isLeft, statements } = takenAway[kind]
    return {
      about,
      isLeft,
      limit: manyRows.has(kind) ? grantsAtOnce : consentsAtOnce,
      find: async (_on, ids) => ids,
      async take(on, found) {
        const values = [found, clock.now(), [...texts.searched]]
        for (const text of statements(end)) await on.write(text, valuesIn(text, values))
      },
    }
  }

  const identity = (about: About, identityEnds: IdentityEnds): Kind => ({
    about,
    isLeft: 'true',
    limit: partnersAtOnce,
    find: (on, ids) => freePeople(on, { about, ids, identityEnds, now: clock.now() }),
    async take(on, found) {
      for (const id of found) {
        const party = id as PartyId
        await forgetParty(on, party, { now: clock.now(), searched: texts.searched })
        texts.unlearn(party)
      }
    },
  })

  const kindsOf = (due: Due, identityEnds: IdentityEnds): readonly Kind[] =>
    due.kind === 'identity'
      ? [identity('grant', identityEnds), identity('request', identityEnds)]
      : [ordinary({ ...due, kind: due.kind })]

  const look = async (on: Connection, due: Due, { about, isLeft, limit, find }: Kind, after: Place) => {
    const ended = await nextEnded(on, due, { about, isLeft, after, limit })
    const left = ended.filter(({ is_left: isThere }) => isThere).map(({ id }) => id)
    const found = left.length === 0 ? [] : await find(on, left)
    return { found, last: ended.at(-1), isLast: ended.length < limit }
  }

  const portion = (due: Due, kind: Kind): Promise<Portion> =>
    transaction(async on => {
      const { about } = kind
      const after = await holdProgress(on, { ...due, about })
      if (!after) return nothing
      const { found, last, isLast } = await look(on, due, kind, after)
      if (found.length > 0) await kind.take(on, found)
      await keepProgress(on, { ...due, about }, last ?? after)
      return { gone: found.length, isLast }
    })

  const findAll = async (due: Due, kind: Kind): Promise<readonly string[]> => {
    const all: string[] = []
    for (let after: Place | undefined = nothingYet; after; ) {
      const { found, last, isLast }: Awaited<ReturnType<typeof look>> = await look(
        connection(),
        due,
        kind,
        after,
      )
      all.push(...found)
      after = isLast ? undefined : last
    }
    return all
  }

  return {
    async takeAway(due, identityEnds) {
      for (const kind of kindsOf(due, identityEnds)) {
        const taken = await portion(due, kind)
        if (taken.gone > 0 || !taken.isLast) return { ...taken, isLast: false }
      }
      return nothing
    },

    async count(due, identityEnds) {
      const found = new Set<string>()
      for (const kind of kindsOf(due, identityEnds)) {
        for (const id of await findAll(due, kind)) found.add(id)
      }
      return found.size
    },

    startOver: () => dropProgress(connection()),
  }
}

/** PostgreSQL takes no values that a statement does not name. */
const valuesIn = (text: string, values: readonly unknown[]): readonly unknown[] =>
  values.slice(0, Math.max(...[...text.matchAll(/\$(\d)/g)].map(([, number]) => Number(number))))
