import type { MasterKeyStanding } from '../../ports/keys/master-keys.ts'
import { keyStates } from '../../usecases/steps/key-states.ts'
import type { Storage } from '../storage.ts'
import { onStorage } from '../storage-verb.ts'
import { table } from '../table.ts'
import { type Options, type Tools, verb } from '../verb.ts'

interface List extends Options {
  readonly master?: true
}

export const listKeys = (tools: Tools) =>
  onStorage<List>(tools, command(), async (storage, { options }) => {
    const signing = await signingKeys(storage)
    const { keys, left, count } = await masterKeys(storage)
    const signingTable = table(signing, 'No signing keys yet; the first start makes one')
    return {
      json: options.master ? { keys, left } : signing,
      text: [
        ...(options.master ? [] : [signingTable]),
        table(keys, 'No encryption keys yet; the first start puts one in use'),
        count === 0
          ? 'Everything is sealed under the encryption key in use'
          : `Not yet sealed under the encryption key in use: ${count}`,
      ].join('\n\n'),
    }
  })

const command = () =>
  verb(
    'list',
    'list the published signing keys, and the encryption keys with what is left to seal anew',
  ).option('--master', 'only the encryption keys')

const signingKeys = async ({ keys, clock }: Storage) =>
  keyStates(await keys.list(), clock.now()).map(
    ({ kid, alg, state, publishedAt, activeFrom, retiredAt }) => ({
      kid,
      alg,
      state,
      published: publishedAt.toISOString(),
      signs_from: activeFrom.toISOString(),
      retired: retiredAt?.toISOString() ?? '',
    }),
  )

async function masterKeys({ encryption }: Storage) {
  const keys = (await encryption.list()).map(key => shownMasterKey(key, encryption.names))
  const left = await encryption.left()
  return { keys, left, count: Object.values(left).reduce((sum, rows) => sum + rows, 0) }
}

const words = { 'in-use': 'encrypts', coming: 'coming', opens: 'decrypts', unknown: 'unknown here' } as const

/** By its id, and by what the configuration calls it; never what it is. */
const shownMasterKey = (
  { id, state, activeFrom }: MasterKeyStanding,
  names: ReadonlyMap<string, string>,
) => ({
  id,
  name: names.get(id) ?? '',
  state: words[state],
  encrypts_from: activeFrom?.toISOString() ?? '',
})
