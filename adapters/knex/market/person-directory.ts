import { person } from '../../../server/domain/party.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import type {
  DirectedPerson,
  PersonDirectory,
  PersonSource,
} from '../../../server/ports/parties/person-directory.ts'
import type { PersonNumbers } from '../../../server/ports/parties/person-numbers.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { isUuid, type PartyId } from '../../../server/domain/ids.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly numbers: PersonNumbers
  readonly clock: Clock
  /** A directory elsewhere; without it our parties' own ids are the persons'. */
  readonly source: PersonSource | undefined
}

interface AliasRow {
  readonly alias: string
  readonly party_id: string
}

/** SQL for our party behind an id that the directory gave out. */
export const partyBehind = (id: string): string =>
  `coalesce((select party_id from party_alias where alias = ${id}::text), ${id}::uuid)`

/** Persons are our parties. What a directory elsewhere calls them is kept beside, where it differs. */
export function knexPersonDirectory({
  connection,
  parties,
  numbers,
  clock,
  source,
}: Materials): PersonDirectory {
  const remember = (alias: string, party: PartyId) =>
    connection().write(
      'insert into party_alias (alias, party_id, created_at) values ($1, $2, $3) on conflict (alias) do nothing',
      [alias, party, clock.now()],
    )

  const own = async (nin: string): Promise<DirectedPerson | 'invalid'> => {
    if (!numbers.isGood(nin)) return 'invalid'
    const { id } = await parties.findOrAdd(person(nin))
    return { personId: id, party: id }
  }

  const elsewhere = async (
    directory: PersonSource,
    nin: string,
    traceId: string,
  ): Promise<DirectedPerson | 'invalid'> => {
    const personId = await directory.findOrCreate(nin, traceId)
    if (personId === undefined) return 'invalid'
    const party = await parties.findOrAdd(person(nin), undefined, personId as PartyId)
    if (party.id !== personId) await remember(personId, party.id)
    return { personId, party: party.id }
  }

  return {
    findOrCreateByNin: (nin, traceId) => (source ? elsewhere(source, nin, traceId) : own(nin)),

    async partyOf(personId) {
      const id = personId.toLowerCase()
      if (!isUuid(id)) return undefined
      const [known] = await connection().read<{ readonly id: PartyId }>(
        `select p.id from party p where p.kind = 'person' and p.id = ${partyBehind('$1')}`,
        [id],
      )
      return known?.id
    },

    async personIdsOf(wanted) {
      const rows = await connection().read<AliasRow>(
        'select alias, party_id from party_alias where party_id = any($1::uuid[]) order by created_at, alias',
        [wanted],
      )
      const aliases = new Map(rows.map(row => [row.party_id, row.alias]))
      return new Map(wanted.map(id => [id, aliases.get(id) ?? id]))
    },
  }
}
