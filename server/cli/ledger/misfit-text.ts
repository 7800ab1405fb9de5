import type { Misfit, MisfitReason } from '../../domain/ledger.ts'

const meanings: Readonly<Record<MisfitReason, string>> = {
  hash: 'it was changed after it was written',
  order: 'it does not follow the one before it: one was changed, moved, put in or taken out',
  content: 'what was decided is not what the database says now',
  text: 'the text that was read is not the one that was kept then',
  'older-form': 'it is of the older form, which is not written any more',
  'no-event': 'no event tells of it as it is',
  head: 'the feed does not end where it should',
  anchored: 'it is not the one that was signed in an anchor, or it is gone',
  anchor: 'the anchor is not as it was signed, or one before it is gone',
  'kept-anchor': 'the anchor is not the one that was kept elsewhere, or it is gone',
}

/** A row and why it does not fit, for people. */
export const misfitText = ({ table, row, why }: Misfit): string =>
  `${table} ${row}: ${meanings[why]} (${why})`
