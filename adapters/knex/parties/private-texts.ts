import { Problem } from '../../../server/domain/problem.ts'
import type { PartyId } from '../../../server/domain/ids.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { PartyKey, PartyKeys } from '../../../server/ports/parties/party-keys.ts'
import { InconsistentRow, required } from '../rows/inconsistent-row.ts'
import type { Sealed } from '../../../server/ports/sealer.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'

/** A party's key in its wrapping; `null` when she has none, or none any more. */
export interface PartyKeyRow {
  readonly party_key: Buffer | null
  readonly party_key_id: string | null
  /** Whether everything about the party has been erased. */
  readonly party_forgotten: boolean
}

/** Columns of `PartyKeyRow`, of the table `k`. */
export const partyKeyColumns = `k.wrapped as party_key, k.key_id as party_key_id,
  k.forgotten_at is not null as party_forgotten`

/** Brings the key of the party whose id `party` is. */
export const joinPartyKey = (party: string): string => `left join party_key k on k.party = ${party}`

/** How texts about a party are kept so that only somebody with her key can read them. */
export interface PrivateTexts {
  /** Whether they are written plain, because processes of a version before read them. */
  readonly plain: boolean
  /** Annotations that are looked for, and kept plain. */
  readonly searched: ReadonlySet<string>
  /** The key that a row brought along; `undefined` when everything about the party has been erased. */
  keyIn(party: PartyId, row: Omit<PartyKeyRow, 'party_forgotten'>): PartyKey | undefined
  /**
   * The key to write under, made when the party has none; it refuses what no column holds (`request.malformed`). After she
   * was forgotten, what is written about her is lost. Asks the database only when no row has brought the key lately.
   */
  keyFor(on: Connection, party: PartyId): Promise<PartyKey>
  /** The same for a party that is about to be added; the wrapping is to be written with her. */
  newKey(party: PartyId): { readonly wrapped: Sealed; readonly key: PartyKey }
  /** Has the key be read again before it is used, as that of a party who was added this moment. */
  unlearn(party: PartyId): void
}

interface Materials extends Pick<KnexUnitOfWork, 'within'> {
  readonly keys: PartyKeys
  readonly clock: Clock
  readonly plain: () => boolean
  readonly searched: ReadonlySet<string>
}

const mostKnown = 10_000

const find = `select ${partyKeyColumns} from party_key k where k.party = $1`

const add = `insert into party_key (party, wrapped, key_id, created_at) values ($1, $2, $3, $4)
  on conflict (party) do nothing`

export function privateTexts({ keys, clock, plain, searched, within }: Materials): PrivateTexts {
  const known = new Map<PartyId, PartyKey>()

  /** @NOTE What is read in a unit of work may be undone with it, so it is not known by heart. */
  const remember = (party: PartyId, key: PartyKey): void => {
    if (within()) return
    if (known.size >= mostKnown) known.clear()
    known.set(party, key)
  }

  const keyIn: PrivateTexts['keyIn'] = (party, { party_key: ciphertext, party_key_id: keyId }) => {
    if (ciphertext === null || keyId === null) return undefined
    const key = watchful(keys.unwrap(party, { ciphertext, keyId }))
    remember(party, key)
    return key
  }

  const rowOf = async (on: Connection, party: PartyId): Promise<PartyKeyRow | undefined> =>
    (await on.read<PartyKeyRow>(find, [party]))[0]

  const made = async (on: Connection, party: PartyId): Promise<PartyKeyRow> => {
    const { ciphertext, keyId } = keys.make(party)
    await on.write(add, [party, ciphertext, keyId, clock.now()])
    return required(await rowOf(on, party), ['party_key', party, 'row'])
  }

  return {
    get plain() {
      return plain()
    },
    searched,
    keyIn,
    async keyFor(on, party) {
      const key = known.get(party)
      if (key) return strict(key)
      const row = (await rowOf(on, party)) ?? (await made(on, party))
      return strict(keyIn(party, row) ?? keys.thrownAway())
    },
    newKey(party) {
      const wrapped = keys.make(party)
      return { wrapped, key: strict(keys.unwrap(party, wrapped)) }
    },
    unlearn(party) {
      known.delete(party)
    },
  }
}

/** What does not open was changed in the database, or put into another's row: no version of the program has written it. */
const watchful = ({ seal, open }: PartyKey): PartyKey => ({
  seal,
  open(ciphertext, place) {
    try {
      return open(ciphertext, place)
    } catch {
      const [table = '', id = ''] = place.split('/')
      throw new InconsistentRow(table, id, 'what is sealed in it does not open')
    }
  },
})

/** A NUL, or one that JSON has escaped. */
const unstorable = /\0|(?<!\\)(?:\\\\)*\\u0000/

/** What is sealed keeps to what may stand in a column, so that it makes no difference to callers. */
const strict = ({ seal, open }: PartyKey): PartyKey => ({
  seal(text, place) {
    if (unstorable.test(text)) {
      throw new Problem('request.malformed', 'A text holds a character that is not allowed')
    }
    return seal(text, place)
  },
  open,
})
