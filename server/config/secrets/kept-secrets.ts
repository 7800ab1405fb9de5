import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomSecret } from '../../../adapters/ids/random-secret.ts'

/** The texts of the secrets that demo and test make for themselves. */
export interface KeptSecrets {
  readonly SAMTYKKE_ENCRYPTION_KEYS: string
}

const file = (dataDir: string) => join(dataDir, 'secrets.json')

/** The secrets kept in the data directory, `undefined` when none were made there. */
export function findKeptSecrets(dataDir: string): KeptSecrets | undefined {
  try {
    return JSON.parse(readFileSync(file(dataDir), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The same, made on first use, readable by the owner only. Processes that start at once agree on one. */
export function keptSecrets(dataDir: string): KeptSecrets {
  const found = findKeptSecrets(dataDir)
  if (found) return found
  mkdirSync(dataDir, { recursive: true })
  const unfinished = `${file(dataDir)}.${randomSecret(6)}`
  writeFileSync(unfinished, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600 })
  try {
    linkSync(unfinished, file(dataDir))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return keptSecrets(dataDir)
}

const newSecrets = (): KeptSecrets => ({ SAMTYKKE_ENCRYPTION_KEYS: `demo:${randomSecret()}` })
