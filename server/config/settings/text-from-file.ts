import { readFileSync } from 'node:fs'
import type { Environment } from '../process/environment.ts'

/**
 * The text in the file that `<name>_FILE` names, without the white space around it; `undefined` when it names none.
 * Throws when it cannot be read and when `<name>` is set, too; the message goes on from the variable's name.
 */
export function textFromFile(env: Environment, name: string): string | undefined {
  const path = env[`${name}_FILE`]
  if (!path) return undefined
  if (env[name]) throw new Error(`and ${name}_FILE are both set; keep one`)
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new Error(
      `cannot be read from the file named by ${name}_FILE (${(error as NodeJS.ErrnoException).code})`,
    )
  }
}
