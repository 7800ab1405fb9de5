import { createHash } from 'node:crypto'
import type { OperatorAct } from '../../../server/domain/operators/operator-act.ts'
import type { OperatorActFilter, OperatorActs } from '../../../server/ports/operators/operator-acts.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { cursors as cursorsUnder } from '../cursor.ts'
import type { Connection, KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  actPlace,
  type OperatorActRow,
  selectOperatorAct,
  toldIn,
  toOperatorAct,
} from '../rows/operator-act.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly texts: PrivateTexts
}

const insert = `insert into operator_act
  (id, at, operator_id, operator_name, door, operation, target_kind, target_id, party, told, sealed, trace_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12)`

/** What operators did, newest first. */
export function knexOperatorActs({ connection, sealer, texts }: Materials): OperatorActs {
  const cursors = cursorsUnder(sealer)
  return {
    async add(act) {
      const on = connection()
      const { told, sealed } = await kept(on, act, texts)
      const { operator, target } = act
      await on.write(insert, [
        act.id,
        act.at,
        operator.id,
        operator.name,
        operator.door,
        act.operation,
        target.kind,
        target.id,
        act.party,
        told,
        sealed,
        act.traceId,
      ])
    },

    async list(filter, page) {
      const list = listOf(filter)
      const after = cursors.parse(page, list)
      const values: unknown[] = [after?.createdAt, after?.id, page.limit + 1]
      const wheres = conditions(filter, values)
      const rows = await connection().read<OperatorActRow>(
        `${selectOperatorAct} where ($1::timestamptz is null or (a.at, a.id) < ($1::timestamptz, $2::uuid))
           ${wheres.map(one => `and ${one}`).join(' ')} order by a.at desc, a.id desc limit $3`,
        values,
      )
      const places = rows.map(row => ({ createdAt: row.at, id: row.id, act: toOperatorAct(row, texts) }))
      const { items, next } = cursors.page(places, page.limit, list)
      return { items: items.map(({ act }) => act), next }
    },
  }
}

/** An act about a party is sealed under her key; what texts are written plain elsewhere changes nothing: no older version reads it. */
async function kept(on: Connection, act: OperatorAct, texts: PrivateTexts) {
  const told = toldIn(act)
  if (!told) return { told: undefined, sealed: undefined }
  const text = JSON.stringify(told)
  if (act.party === undefined) return { told: text, sealed: undefined }
  return { told: undefined, sealed: (await texts.keyFor(on, act.party)).seal(text, actPlace(act.id)) }
}

function conditions(filter: OperatorActFilter, values: unknown[]): string[] {
  const put = (value: unknown) => `$${values.push(value)}`
  const { operatorId, operation, target, party, from, to } = filter
  return [
    ...(operatorId === undefined ? [] : [`a.operator_id = ${put(operatorId)}`]),
    ...(operation === undefined ? [] : [operationIn(operation, put)]),
    ...(target === undefined ? [] : [`a.target_kind = ${put(target.kind)}`]),
    ...(target?.id === undefined ? [] : [`a.target_id = ${put(target.id)}`]),
    ...(party === undefined ? [] : [`a.party = ${put(party)}`]),
    ...(from === undefined ? [] : [`a.at >= ${put(from)}`]),
    ...(to === undefined ? [] : [`a.at < ${put(to)}`]),
  ]
}

const operationIn = (operation: string, put: (value: unknown) => string): string =>
  operation.endsWith('.') ? `starts_with(a.operation, ${put(operation)})` : `a.operation = ${put(operation)}`

/** Cursors are good for the same list only. */
const listOf = (filter: OperatorActFilter): string =>
  `operator-acts/${createHash('sha256').update(JSON.stringify(filter)).digest('base64url')}`
