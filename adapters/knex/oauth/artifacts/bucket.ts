import { dayBucket, monthBucket } from '../../bucket.ts'

const twoDays = 2 * 24 * 3600 * 1000

/** The partition key of a row made at `from` that expires at `to`: its day, or its month when it lives longer than two days. */
export const bucketOf = (from: Date, to: Date): number =>
  to.getTime() - from.getTime() > twoDays ? monthBucket(to) : dayBucket(to)
