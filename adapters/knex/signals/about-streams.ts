import type { StreamStore } from '../../../server/ports/signals/stream-store.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { noticeContent, type SignalNoticeRow, toStreamNotice } from '../rows/signal-stream.ts'

type AboutStreams = Pick<
  StreamStore,
  'notify' | 'notices' | 'forgetNotices' | 'leaveOut' | 'takeIn' | 'leftOut'
>

/** What is to be told of streams themselves, and whom they leave out. */
export const aboutStreams = ({ connection }: Pick<KnexUnitOfWork, 'connection'>): AboutStreams => ({
  async notify(id, notice) {
    await connection().write(
      `with stream as (select id from signal_stream where id = $1), ${replacing('stream', '$3')}
       insert into signal_notice (stream, id, about, at) select id, $2::uuid, $3::jsonb, $4::timestamptz from stream`,
      [id, notice.id, noticeContent(notice), notice.at],
    )
  },

  async notices(id) {
    const rows = await connection().read<SignalNoticeRow>(
      'select id, about, at from signal_notice where stream = $1 order by at, id',
      [id],
    )
    return rows.map(toStreamNotice)
  },

  async forgetNotices(id, ids) {
    await connection().write('delete from signal_notice where stream = $1 and id::text = any($2::text[])', [
      id,
      ids,
    ])
  },

  async leaveOut(id, subject, most) {
    const { rows } = await connection().write<{ fits: boolean }>(leaveOut, [id, subject, most])
    return rows[0]?.fits ?? false
  },

  async takeIn(id, subject) {
    await connection().write('delete from signal_left_out where stream = $1 and subject = $2', [id, subject])
  },

  async leftOut(id, subjects) {
    const rows = await connection().read<{ subject: string }>(
      'select subject from signal_left_out where stream = $1 and subject = any($2::text[])',
      [id, subjects],
    )
    return new Set(rows.map(({ subject }) => subject))
  },
})

/** What waits to be told of the same by the streams in `of`, gone before `notice` is put there. */
export const replacing = (of: string, notice: string): string =>
  `replaced as (
    delete from signal_notice n using ${of} where n.stream = ${of}.id and n.about->>'about' = ${notice}::jsonb->>'about')`

const leaveOut = `with room as (
    select count(*) < $3::integer as fits from signal_left_out where stream = $1 and subject <> $2::text),
  added as (
    insert into signal_left_out (stream, subject)
    select s.id, $2::text from signal_stream s, room where s.id = $1 and room.fits on conflict do nothing)
  select fits from room`
