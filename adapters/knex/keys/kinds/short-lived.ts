import type { Sealer } from '../../../../server/ports/sealer.ts'
import { browserPlace, idempotencyPlace } from '../../rows/places.ts'
import { openJson, type SealedJson, sealJson } from '../../rows/sealed-json.ts'
import { type Kind, leftUnder } from './kind.ts'

interface BrowserRow {
  readonly bucket: number
  readonly hash: Buffer
  readonly kind: string
  readonly payload: SealedJson
}

const placeIn = (bucket: number, hash: Buffer): string => `${bucket} ${hash.toString('hex')}`

const resealed = (value: SealedJson, sealer: Sealer, place: string): SealedJson =>
  sealJson(openJson(value, { sealer, place }), { sealer, place })

/** The same members, the text sealed anew: what is sealed of a login is no JSON by itself alone. */
const resealedPayload = (payload: SealedJson, sealer: Sealer, place: string): SealedJson => ({
  ...payload,
  ...resealed({ keyId: payload.keyId, sealed: payload.sealed }, sealer, place),
})

/** Logins and the state of browsers. What is sealed anew is not among what is looked for, so that no order is needed. */
export const browsers: Kind = {
  name: 'browsers',
  left: (on, { sealers }) =>
    leftUnder(on, { table: 'browser_state', keyId: `payload->>'keyId'` }, sealers.sessions),
  async reseal(on, { limit }, { sealers: { sessions } }) {
    const rows = await on.read<BrowserRow>(
      `select bucket, hash, kind, payload from browser_state where payload->>'keyId' = any($1::text[]) limit $2`,
      [sessions.otherKeyIds, limit],
    )
    await on.write(
      `update browser_state b set payload = w.payload
       from unnest($1::int[], $2::bytea[], $3::jsonb[], $4::jsonb[]) as w (bucket, hash, was, payload)
       where b.bucket = w.bucket and b.hash = w.hash and b.payload = w.was`,
      [
        rows.map(({ bucket }) => bucket),
        rows.map(({ hash }) => hash),
        rows.map(({ payload }) => JSON.stringify(payload)),
        rows.map(({ kind, hash, payload }) =>
          JSON.stringify(resealedPayload(payload, sessions, browserPlace(kind, hash))),
        ),
      ],
    )
    return rows.map(({ bucket, hash }) => placeIn(bucket, hash)).at(-1)
  },
}

interface AnswerRow {
  readonly bucket: number
  readonly hash: Buffer
  readonly members: SealedJson
  readonly answer: SealedJson
}

/** What was answered to callers' own keys. */
export const answers: Kind = {
  name: 'answers',
  left: (on, { sealers }) =>
    leftUnder(on, { table: 'idempotency', keyId: `members->>'keyId'` }, sealers.texts),
  async reseal(on, { limit }, { sealers: { texts } }) {
    const rows = await on.read<AnswerRow>(
      `select bucket, hash, members, answer from idempotency where members->>'keyId' = any($1::text[]) limit $2`,
      [texts.otherKeyIds, limit],
    )
    await on.write(
      `update idempotency i set members = w.members, answer = w.answer
       from unnest($1::int[], $2::bytea[], $3::json[], $4::json[]) as w (bucket, hash, members, answer)
       where i.bucket = w.bucket and i.hash = w.hash`,
      [
        rows.map(({ bucket }) => bucket),
        rows.map(({ hash }) => hash),
        rows.map(({ members, hash }) =>
          JSON.stringify(resealed(members, texts, idempotencyPlace(hash, 'members'))),
        ),
        rows.map(({ answer, hash }) =>
          JSON.stringify(resealed(answer, texts, idempotencyPlace(hash, 'answer'))),
        ),
      ],
    )
    return rows.map(({ bucket, hash }) => placeIn(bucket, hash)).at(-1)
  },
}
