import type { Party } from '../../../server/domain/party.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { PartyRights } from '../../../server/ports/parties/party-rights.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import { type PartyRow, partyColumns, partyWithKey, toParty } from '../rows/party.ts'
import { isWithinSql } from '../status-sql.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly texts: Pick<PrivateTexts, 'keyIn'>
  readonly clock: Clock
}

/** Who may act for whom by our own register. */
export function knexPartyRights({ connection, texts, clock }: Materials): PartyRights {
  return {
    async mayAct(rights) {
      const needed = rights.filter(({ actor, onBehalfOf }) => actor !== onBehalfOf)
      if (needed.length === 0) return true
      const rows = await connection().read<{ missing: boolean }>(
        `select true as missing
         from jsonb_to_recordset($1) as w ("actor" uuid, "onBehalfOf" uuid, "resource" text, "action" text)
         where not exists (select from party_right r where r.actor = w."actor" and r.on_behalf_of = w."onBehalfOf"
           and r.resource in (w."resource", '*') and lower(r.action) in (lower(w."action"), '*')
           and ${isWithinSql('r', '$2')}) limit 1`,
        [JSON.stringify(needed), clock.now()],
      )
      return rows.length === 0
    },

    async actsFor(actor) {
      const rows = await connection().read<PartyRow>(
        `select ${partyColumns} from ${partyWithKey}
         where exists (select from party_right r where r.actor = $1 and r.on_behalf_of = p.id
           and r.resource in ('consents', '*') and ${isWithinSql('r', '$2')}) order by p.id`,
        [actor, clock.now()],
      )
      return rows.map(row => toParty(row, texts)).toSorted(byName)
    },
  }
}

const byName = (one: Party, other: Party): number => alphabet.compare(one.displayName, other.displayName)

const alphabet = new Intl.Collator('nb')
