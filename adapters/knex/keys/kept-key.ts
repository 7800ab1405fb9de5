import type { Sealer } from '../../../server/ports/sealer.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { required } from '../rows/inconsistent-row.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
}

interface KeptKeyRow {
  readonly ciphertext: Buffer
  readonly key_id: string
}

export const keptKeyPlace = (name: string): string => `kept-key/${name}`

/** A key that never changes, the same in every process: `first` when there is none yet. */
export async function keptKey(
  name: string,
  first: () => string,
  { connection, sealer }: Materials,
): Promise<string> {
  const find = () =>
    connection().read<KeptKeyRow>('select ciphertext, key_id from kept_key where name = $1', [name])
  const [known] = await find()
  if (!known) {
    const { ciphertext, keyId } = sealer.seal(first(), keptKeyPlace(name))
    await connection().write(
      'insert into kept_key (name, ciphertext, key_id) values ($1, $2, $3) on conflict (name) do nothing',
      [name, ciphertext, keyId],
    )
  }
  const row = known ?? required((await find())[0], ['kept_key', name, 'row'])
  return sealer.open({ keyId: row.key_id, ciphertext: row.ciphertext }, keptKeyPlace(name))
}
