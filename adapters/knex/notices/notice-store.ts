import { type GrantId, isUuid, type PartyId } from '../../../server/domain/ids.ts'
import type { ConsentSummary, NoticeAddress, NoticeKind } from '../../../server/domain/notice.ts'
import type { Language } from '../../../server/domain/text/text.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { DueNotice, NoticeStore } from '../../../server/ports/notices/notices.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import {
  claimDue,
  gatherEvents,
  gatherExpiring,
  gatherSummaries,
  remindAtOnce,
  summaryStatement,
} from './notice-statements.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { noticePlace } from '../rows/places.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
}

interface AddressRow {
  readonly party: PartyId
  readonly ciphertext: Buffer
  readonly key_id: string
  readonly language: Language
  readonly kinds: readonly NoticeKind[]
  readonly remind_days: number
  readonly asked_at: Date
  readonly confirmed_at: Date | null
  readonly summary_at: Date | null
}

interface DueRow extends AddressRow {
  readonly id: string
  readonly kind: DueNotice['kind']
  readonly attempts: number
  readonly grant_id: GrantId | null
}

/** SQL for when the next summary is due: a year after it was first wanted, and as it was while it is wanted still. */
const nextSummary = (kinds: string, before: string, now: string): string =>
  `case when 'summary' = any (${kinds}) then coalesce(${before}, ${now}::timestamptz + interval '1 year') end`

function yearBefore(now: Date): Date {
  const then = new Date(now)
  then.setUTCFullYear(then.getUTCFullYear() - 1)
  return then
}

export function knexNoticeStore({ connection, transaction, sealer, clock }: Materials): NoticeStore {
  const toAddress = (row: AddressRow): NoticeAddress => ({
    party: row.party,
    email: sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, noticePlace(row.party)),
    language: row.language,
    kinds: row.kinds,
    remindDays: row.remind_days,
    askedAt: row.asked_at,
    confirmedAt: row.confirmed_at ?? undefined,
    summaryAt: row.summary_at ?? undefined,
  })

  return {
    async find(party) {
      const [row] = await connection().read<AddressRow>('select * from notice_address where party = $1', [
        party,
      ])
      return row && toAddress(row)
    },

    ask: ({ party, email, language, kinds, remindDays, askedAt }) =>
      transaction(async on => {
        const { ciphertext, keyId } = sealer.seal(email, noticePlace(party))
        await on.write(
          `insert into notice_address (party, ciphertext, key_id, language, kinds, asked_at, remind_days, summary_at)
           values ($1, $2, $3, $4, $5, $6, $7, ${nextSummary('$5::text[]', 'null', '$6')})
           on conflict (party) do update set ciphertext = $2, key_id = $3, language = $4, kinds = $5, asked_at = $6,
             remind_days = $7, summary_at = ${nextSummary('$5::text[]', 'notice_address.summary_at', '$6')}, confirmed_at = null`,
          [party, ciphertext, keyId, language, kinds, askedAt, remindDays],
        )
        await on.write(
          `insert into notice (id, party, kind, next_attempt_at)
           values (md5($1::text || 'confirm')::uuid, $1::uuid, 'confirm', $2)
           on conflict (id) do update set attempts = 0, next_attempt_at = $2, sent_at = null, given_up_at = null`,
          [party, askedAt],
        )
      }),

    choose: ({ party, kinds, language, remindDays }) =>
      transaction(async on => {
        const now = clock.now()
        const { count } = await on.write(
          `update notice_address set kinds = $2, language = $3, remind_days = $4,
             summary_at = ${nextSummary('$2::text[]', 'summary_at', '$5')}
           where party = $1 and confirmed_at is not null`,
          [party, kinds, language, remindDays, now],
        )
        if (count === 1) await on.write(remindAtOnce, [now, party])
        return count === 1
      }),

    confirm: ({ party, askedAt }) =>
      transaction(async on => {
        const now = clock.now()
        const { count } = await on.write(
          `update notice_address set confirmed_at = $3
           where party = $1 and asked_at = $2 and confirmed_at is null`,
          [party, askedAt, now],
        )
        if (count === 1) await on.write(remindAtOnce, [now, party])
        return count === 1
      }),

    async findBehind(notice) {
      if (!isUuid(notice)) return undefined
      const [row] = await connection().read<AddressRow>(
        'select a.* from notice n join notice_address a on a.party = n.party where n.id = $1',
        [notice],
      )
      return row && toAddress(row)
    },

    async summary(party) {
      const now = clock.now()
      const [row] = await connection().read<ConsentSummary>(summaryStatement, [party, now, yearBefore(now)])
      return row ?? { active: 0, askers: 0, given: 0, ended: 0 }
    },

    async remove(party) {
      const { count } = await connection().write('delete from notice_address where party = $1', [party])
      return count === 1
    },

    gather: () =>
      transaction(async on => {
        const now = clock.now()
        const { rows } = await on.write(gatherEvents, [now])
        await on.write(gatherExpiring, [now])
        await on.write(gatherSummaries, [now])
        return rows.length === 0
      }),

    async claim(limit) {
      const { rows } = await connection().write<DueRow>(claimDue, [clock.now(), limit])
      return rows.map(row => ({
        id: row.id,
        kind: row.kind,
        attempts: row.attempts,
        endedForOperator: row.grant_id ?? undefined,
        to: toAddress(row),
      }))
    },

    async settle(ids, how) {
      const column = how === 'sent' ? 'sent_at' : 'given_up_at'
      await connection().write(`update notice set ${column} = $2 where id = any ($1::uuid[])`, [
        ids,
        clock.now(),
      ])
    },
  }
}
