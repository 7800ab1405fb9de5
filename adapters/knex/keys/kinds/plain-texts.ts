import type { PartyId } from '../../../../server/domain/ids.ts'
import { decisionPlace } from '../../rows/decision.ts'
import { usePlace } from '../../rows/grant-use.ts'
import { namePlace } from '../../rows/party.ts'
import { type Kind, leftOf } from './kind.ts'

interface PlainText {
  readonly name: string
  /** Tables, `id`, `party` and `text` of the rows, and which of them are plain. */
  readonly from: string
  readonly id: string
  readonly party: string
  readonly text: string
  readonly where: string
  readonly place: (id: string) => string
  /** The update, up to its condition; `w.sealed` is what was sealed. */
  readonly change: string
}

interface Row {
  readonly id: string
  readonly party: PartyId
  readonly text: string
}

/** A text that older versions wrote plain, which goes under the party's key. */
const plainText = ({ from, id, party, text, where, place, change, name }: PlainText): Kind => ({
  name,
  left: on => leftOf(on, `${from} where ${where}`),
  async reseal(on, { after, limit }, { texts }) {
    if (texts.plain) return undefined
    const rows = await on.read<Row>(
      `select ${id} as id, ${party} as party, ${text} as text from ${from}
       where ${where} and ($1::uuid is null or ${id} > $1::uuid) order by ${id} limit $2`,
      [after, limit],
    )
    const sealed: Uint8Array[] = []
    for (const row of rows) {
      const key = await texts.keyFor(on, row.party)
      sealed.push(key.seal(row.text, place(row.id)))
    }
    await on.write(
      `${change} from unnest($1::uuid[], $2::text[], $3::bytea[]) as w (id, was, sealed)
       where ${id} = w.id and ${text} = w.was`,
      [rows.map(row => row.id), rows.map(row => row.text), sealed],
    )
    return rows.at(-1)?.id
  },
})

export const names = plainText({
  name: 'names',
  from: 'party',
  id: 'party.id',
  party: 'party.id',
  text: 'party.display_name',
  where: `party.kind = 'person' and party.display_name <> ''`,
  place: namePlace,
  change: `update party set display_name = '', sealed_name = w.sealed`,
})

export const shownTexts = plainText({
  name: 'shown-texts',
  from: 'decision join consent_request r on r.id = decision.request_id',
  id: 'decision.request_id',
  party: 'r.requested_from',
  text: 'decision.shown_text',
  where: `decision.shown_text <> '' and decision.sealed_text is null`,
  place: decisionPlace,
  change: `update decision set shown_text = '', sealed_text = w.sealed`,
})

export const uses = plainText({
  name: 'uses',
  from: 'grant_use join authorization_grant g on g.id = grant_use.grant_id',
  id: 'grant_use.id',
  party: 'g.granted_for',
  text: 'grant_use.what',
  where: `grant_use.what <> '' and grant_use.sealed_what is null`,
  place: usePlace,
  change: `update grant_use set what = '', sealed_what = w.sealed`,
})
