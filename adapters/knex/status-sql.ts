/**
 * The SQL twins of `requestStatusAt` and `grantStatusAt`: the only SQL that compares a stored instant with now.
 * `row` is the table's alias, `now` a placeholder of type timestamptz.
 */
export const requestStatusSql = (row: string, now: string): string =>
  `case when ${row}.state = 'pending' and ${now} >= ${row}.answer_by then 'expired' else ${row}.state end`

export const grantStatusSql = (row: string, now: string): string =>
  `case when ${row}.state <> 'active' then ${row}.state
     when ${now} < ${row}.valid_from then 'not-yet-valid'
     when ${now} < ${row}.valid_to then 'active'
     else 'expired' end`

/** Whether the answer to a request fell due after one moment and at or before another. */
export const fellDueSql = (row: string, after: string, until: string): string =>
  `${row}.answer_by > ${after} and ${row}.answer_by <= ${until}`

/** Whether the answer is not yet due. */
export const isInTimeSql = (row: string, now: string): string => `${now} < ${row}.answer_by`

/** The twin of what `deletionStatusAt` says of a step that has no answer. */
export const isDueSql = (row: string, now: string): string => `${row}.answer_by <= ${now}`

/** True exactly when `requestStatusSql` says `pending`, in words an index can serve. */
export const isPendingSql = (row: string, now: string): string =>
  `(${row}.state = 'pending' and ${isInTimeSql(row, now)})`

/** True exactly when `grantStatusSql` says `active`, in words an index can serve. */
export const isActiveSql = (row: string, now: string): string =>
  `(${row}.state = 'active' and ${isWithinSql(row, now)})`

/** Whether the moment lies in the half-open interval of a row with `valid_from` and `valid_to`. */
export const isWithinSql = (row: string, now: string): string =>
  `${row}.valid_from <= ${now} and ${now} < ${row}.valid_to`

/** Whether the time of a grant runs out after one moment and at or before another. */
export const runsOutBetweenSql = (row: string, after: string, until: string): string =>
  `${row}.valid_to > ${after} and ${row}.valid_to <= ${until}`

/** The SQL twin of `hasEnded` for what `grantStatusSql` says. */
export const hasEndedSql = (row: string, now: string): string =>
  `not (${row}.state = 'active' and ${now} < ${row}.valid_to)`

/** When a grant has ended or will end, in words an index can serve. */
export const endOfGrantSql = (row: string): string =>
  `(case when ${row}.state = 'active' then ${row}.valid_to else ${row}.ended_at end)`

/** The same of a moment that is past: whether a grant had ended by then. */
export const hadEndedSql = (row: string, moment: string): string => `(${endOfGrantSql(row)} <= ${moment})`

/** True exactly when `grantStatusSql` says `expired` of a row whose state is `active`, in words an index can serve. */
export const isPastSql = (row: string, now: string): string => `${row}.valid_to <= ${now}`

/** Whether a grant lasts longer in all than an interval. */
export const lastsLongerSql = (row: string, interval: string): string =>
  `${row}.valid_to - ${row}.valid_from > ${interval}`
