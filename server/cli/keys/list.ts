import { signingAlgorithms } from '../../domain/registry/signing-algorithm.ts'
import type { SigningKey } from '../../ports/oauth/signing-key-store.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Tools, verb } from '../verb.ts'

export const listKeys = (tools: Tools) =>
  onStorage(tools, verb('list', 'list the published signing keys'), async ({ keys, clock }) => {
    const published = await keys.list()
    const active = published.filter(({ activeFrom }) => activeFrom <= clock.now())
    const signing = signingAlgorithms.map(wanted => active.find(({ alg }) => alg === wanted)?.kid)
    const rows = published.map(key => shownKey(key, { signing, now: clock.now() }))
    return { json: rows, text: table(rows, 'No signing keys yet; the first start makes one') }
  })

/** Never the private part. */
const shownKey = (
  { kid, alg, publishedAt, activeFrom, retiredAt }: SigningKey,
  { signing, now }: { signing: readonly (string | undefined)[]; now: Date },
) => ({
  kid,
  alg,
  state: signing.includes(kid) ? 'signs' : now < activeFrom ? 'published' : 'verifies',
  published: publishedAt.toISOString(),
  signs_from: activeFrom.toISOString(),
  retired: retiredAt?.toISOString() ?? '',
})
