import { isUuid, type PartyId } from '../../../server/domain/ids.ts'
import type { KnownParty, PartyIdentifier } from '../../../server/domain/party.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import { required } from '../rows/inconsistent-row.ts'
import {
  namePlace,
  partyWithKey,
  type SealedPartyRow,
  sealedPartyColumns,
  toIdentifier,
  toKnownParty,
} from '../rows/party.ts'
import { addParties } from './add-parties.ts'
import { forgetParty } from './forget-party.ts'
import { joinPartyKey, type PrivateTexts } from './private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Sealer
  readonly texts: PrivateTexts
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

type Fingerprints = ReturnType<Sealer['fingerprints']>

export function knexPartyStore(materials: Materials): PartyStore {
  const { connection, transaction, sealer, texts, clock, ids } = materials
  const fingerprints = ({ scheme, value }: PartyIdentifier): Fingerprints =>
    sealer.fingerprints(value, `party/${scheme}`)
  const toKnown = (row: SealedPartyRow): KnownParty => toKnownParty(row, { sealer, texts })

  /** A person's name is sealed from the first day on. */
  const add = async (
    on: Connection,
    identifier: PartyIdentifier,
    { name, id = ids.uuid() as PartyId }: { name: string; id: PartyId | undefined },
  ): Promise<KnownParty | undefined> => {
    const number = sealer.seal(identifier.value, `party/${id}`)
    const isPrivate = identifier.kind === 'person' && !texts.plain
    const own = isPrivate ? texts.newKey(id) : undefined
    const sealedName = own && name ? own.key.seal(name, namePlace(id)) : null
    const { rows } = await on.write<SealedPartyRow>(addStatement, [
      id,
      identifier.kind,
      identifier.scheme,
      fingerprints(identifier)[0],
      number.ciphertext,
      number.keyId,
      isPrivate ? '' : name,
      clock.now(),
      sealedName,
      own?.wrapped.ciphertext,
      own?.wrapped.keyId,
    ])
    return rows.map(toKnown)[0]
  }

  const findAllBy = async (
    on: Connection,
    identifiers: readonly PartyIdentifier[],
  ): Promise<readonly (KnownParty | undefined)[]> => {
    const prints = identifiers.flatMap((identifier, index) =>
      fingerprints(identifier).map(print => ({ index, scheme: identifier.scheme, print })),
    )
    const rows = await on.read<SealedPartyRow & { readonly index: number }>(findByStatement, [
      prints.map(({ index }) => index),
      prints.map(({ scheme }) => scheme),
      prints.map(({ print }) => print),
    ])
    const found = new Map(rows.map(row => [row.index, toKnown(row)]))
    return identifiers.map((_, index) => found.get(index))
  }

  const findBy = async (on: Connection, identifier: PartyIdentifier): Promise<KnownParty | undefined> =>
    (await findAllBy(on, [identifier]))[0]

  const named = async (
    on: Connection,
    party: KnownParty,
    displayName: string | undefined,
  ): Promise<KnownParty> => {
    if (displayName === undefined || displayName === party.displayName) return party
    const key = party.kind === 'person' && !texts.plain ? await texts.keyFor(on, party.id) : undefined
    const sealed = key?.seal(displayName, namePlace(party.id))
    await on.write('update party set display_name = $2, sealed_name = $3 where id = $1', [
      party.id,
      sealed ? '' : displayName,
      sealed,
    ])
    return { ...party, displayName }
  }

  const addOnce = (
    identifier: PartyIdentifier,
    { displayName, id }: { displayName: string | undefined; id: PartyId | undefined },
  ): Promise<KnownParty> =>
    transaction(async on => {
      await oneAtATime(on, fingerprints(identifier))
      const meanwhile = await findBy(on, identifier)
      if (meanwhile) return named(on, meanwhile, displayName)
      const added = await add(on, identifier, { name: displayName ?? nameless(identifier), id })
      return required(added ?? (await findBy(on, identifier)), ['party', identifier.scheme, 'row'])
    })

  /** As much as it takes to add somebody, without effect. */
  const touched = async (on: Connection, id: PartyId): Promise<PartyId> => {
    texts.newKey(id)
    texts.unlearn(id)
    await on.write('update party set display_name = display_name where id = $1', [id])
    return id
  }

  const rowsOf = async (wanted: readonly PartyId[]): Promise<readonly SealedPartyRow[]> => {
    const ids = wanted.filter(isUuid)
    if (ids.length === 0) return []
    const text = `select ${sealedPartyColumns} from ${partyWithKey} where p.id = any($1::uuid[])`
    return connection().read<SealedPartyRow>(text, [ids])
  }

  const findAll: PartyStore['findAll'] = async wanted =>
    new Map((await rowsOf(wanted)).map(row => [row.id as PartyId, toKnown(row)]))

  const revealAll: PartyStore['revealAll'] = async wanted => {
    const rows = await rowsOf(wanted)
    return new Map(
      rows.flatMap(row => {
        const identifier = toIdentifier(row, sealer)
        return identifier ? [[row.id as PartyId, identifier]] : []
      }),
    )
  }

  return {
    async findOrAdd(identifier, displayName, id) {
      const known = await findBy(connection(), identifier)
      return known ? named(connection(), known, displayName) : addOnce(identifier, { displayName, id })
    },

    findOrAddAll: identifiers =>
      transaction(async on => {
        const known = await findAllBy(on, identifiers)
        if (known.every(party => party !== undefined)) return known
        await oneAtATime(on, identifiers.flatMap(fingerprints))
        const meanwhile = await findAllBy(on, identifiers)
        await addParties(
          on,
          identifiers.filter((_, index) => !meanwhile[index]),
          { sealer, texts, now: clock.now(), newId: () => ids.uuid() as PartyId },
        )
        const all = await findAllBy(on, identifiers)
        return all.map((party, index) => required(party, ['party', identifiers[index]!.scheme, 'row']))
      }),

    async belong(id, organization) {
      await connection().write(
        'update party set organization = $2 where id = $1 and organization is distinct from $2',
        [id, organization],
      )
    },

    identify: identifier =>
      transaction(async on => {
        await oneAtATime(on, fingerprints(identifier))
        const known = await findBy(on, identifier)
        const added = known ? await touched(on, known.id) : (await add(on, identifier, unnamed))?.id
        return required(added, ['party', identifier.scheme, 'row'])
      }),

    find: async id => (await findAll([id])).get(id),

    findAll,

    findByIdentifier: identifier => findBy(connection(), identifier),

    findAllByIdentifier: identifiers => findAllBy(connection(), identifiers),

    revealIdentifier: async id => (await revealAll([id])).get(id),

    revealAll,

    forget: id => transaction(on => forgetParty(on, id, { now: clock.now(), searched: texts.searched })),
  }
}

const unnamed = { name: '', id: undefined }

const addStatement = `with added as (
    insert into party (id, kind, scheme, lookup_hmac, ciphertext, key_id, display_name, created_at, sealed_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (scheme, lookup_hmac) do nothing returning *),
  keyed as (
    insert into party_key (party, wrapped, key_id, created_at)
    select id, $10::bytea, $11::text, created_at from added where $10::bytea is not null returning *)
  select ${sealedPartyColumns} from added p left join keyed k on k.party = p.id`

/** The oldest under one of the fingerprints of each. */
const findByStatement = `select distinct on (w.index) w.index, ${sealedPartyColumns}
  from unnest($1::int[], $2::text[], $3::bytea[]) as w (index, scheme, print)
  join party p on p.scheme = w.scheme and p.lookup_hmac = w.print ${joinPartyKey('p.id')}
  order by w.index, p.created_at, p.id`

/** A person's number must never be where a name is shown. */
const nameless = (identifier: PartyIdentifier): string =>
  identifier.kind === 'person' ? '' : identifier.value

/**
 * While keys are changed, processes write different fingerprints for the same party, so the unique index alone does not
 * keep them from adding it twice. Any two processes have a key in common, whatever its place in their lists: each takes
 * the locks of all its keys, in one order. What it reads next sees what the one before it committed.
 */
async function oneAtATime(on: Connection, prints: readonly Uint8Array[]): Promise<void> {
  const locks = prints.map(print => Buffer.from(print).readBigInt64BE(0)).sort((a, b) => (a < b ? -1 : 1))
  await on.write('select pg_advisory_xact_lock(one) from unnest($1::bigint[]) as one', [locks.map(String)])
}
