import type { Party, PartyId, PartyIdentifier } from '../../../server/domain/party.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { required } from '../rows/inconsistent-row.ts'
import { type PartyRow, partyColumns, toParty } from '../rows/party.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { isUuid } from '../uuid.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Sealer
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

type Fingerprints = ReturnType<Sealer['fingerprints']>

export function knexPartyStore({ connection, transaction, sealer, clock, ids }: Materials): PartyStore {
  const fingerprints = ({ scheme, value }: PartyIdentifier): Fingerprints =>
    sealer.fingerprints(value, `party/${scheme}`)

  const add = async (
    on: Connection,
    identifier: PartyIdentifier,
    { name, id = ids.uuid() }: { name: string; id: string | undefined },
  ): Promise<void> => {
    const sealed = sealer.seal(identifier.value, `party/${id}`)
    await on.write(
      `insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (scheme, lookup_hmac) do nothing`,
      [
        id,
        identifier.kind,
        identifier.scheme,
        fingerprints(identifier)[0],
        sealed.ciphertext,
        sealed.keyId,
        name,
        clock.now(),
      ],
    )
  }

  const findBy = async (on: Connection, identifier: PartyIdentifier): Promise<Party | undefined> => {
    const [row] = await on.read<PartyRow>(
      `select ${partyColumns} from party where scheme = $1 and lookup_hmac = any($2::bytea[]) order by created_at, id limit 1`,
      [identifier.scheme, fingerprints(identifier)],
    )
    return row && toParty(row)
  }

  const named = async (on: Connection, party: Party, displayName: string | undefined): Promise<Party> => {
    if (displayName === undefined || displayName === party.displayName) return party
    await on.write('update party set display_name = $2 where id = $1', [party.id, displayName])
    return { ...party, displayName }
  }

  const addOnce = (
    identifier: PartyIdentifier,
    { displayName, id }: { displayName: string | undefined; id: PartyId | undefined },
  ): Promise<Party> =>
    transaction(async on => {
      await oneAtATime(on, fingerprints(identifier))
      const meanwhile = await findBy(on, identifier)
      if (meanwhile) return named(on, meanwhile, displayName)
      await add(on, identifier, { name: displayName ?? nameless(identifier), id })
      return required(await findBy(on, identifier), ['party', identifier.scheme, 'row'])
    })

  const findAll: PartyStore['findAll'] = async wanted => {
    const rows = await connection().read<PartyRow>(
      `select ${partyColumns} from party where id = any($1::uuid[])`,
      [wanted.filter(isUuid)],
    )
    return new Map(rows.map(row => [row.id as PartyId, toParty(row)]))
  }

  return {
    async findOrAdd(identifier, displayName, id) {
      const known = await findBy(connection(), identifier)
      return known ? named(connection(), known, displayName) : addOnce(identifier, { displayName, id })
    },

    find: async id => (await findAll([id])).get(id),

    findAll,

    findByIdentifier: identifier => findBy(connection(), identifier),

    async revealIdentifier(id) {
      if (!isUuid(id)) return undefined
      const [row] = await connection().read<SealedRow>(
        'select kind, scheme, ciphertext, key_id from party where id = $1',
        [id],
      )
      if (!row) return undefined
      const value = sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, `party/${id}`)
      return { kind: row.kind, scheme: row.scheme, value } as PartyIdentifier
    },
  }
}

interface SealedRow {
  readonly kind: PartyIdentifier['kind']
  readonly scheme: PartyIdentifier['scheme']
  readonly ciphertext: Buffer
  readonly key_id: string
}

/** A person's number must never stand where a name is shown. */
const nameless = (identifier: PartyIdentifier): string =>
  identifier.kind === 'person' ? '' : identifier.value

/**
 * While keys are changed, processes write different fingerprints for the same party, so the unique index alone does not
 * keep them from adding it twice. Any two processes have a key in common, whatever its place in their lists: each takes
 * the locks of all its keys, in one order. What it reads next sees what the one before it committed.
 */
async function oneAtATime(on: Connection, prints: Fingerprints): Promise<void> {
  const locks = prints.map(print => Buffer.from(print).readBigInt64BE(0)).sort((a, b) => (a < b ? -1 : 1))
  await on.write('select pg_advisory_xact_lock(one) from unnest($1::bigint[]) as one', [locks.map(String)])
}
