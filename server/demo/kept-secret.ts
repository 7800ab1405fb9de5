import { join } from 'node:path'
import { z } from 'zod'
import type { Ids } from '../ports/ids.ts'
import { keptInFile } from './private-file.ts'

interface Tools {
  readonly dataDir: string
  readonly ids: Pick<Ids, 'secret' | 'uuid'>
}

const Kept = z.object({ secret: z.string() })

/** 32 random bytes by name, as base64url, made on first sight and kept in the data directory. Processes that start at once agree. */
export const keptSecret =
  ({ dataDir, ids }: Tools) =>
  async (name: string): Promise<string> => {
    const path = join(dataDir, 'demo-secrets', `${name}.json`)
    const making = { make: async () => ({ secret: ids.secret() }), name: ids.uuid() }
    return Kept.parse(await keptInFile(path, making)).secret
  }
