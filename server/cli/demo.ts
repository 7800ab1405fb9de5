import { dataDirectory } from '../config/process/data-directory.ts'
import { StepFailed } from '../demo/walk/narrator.ts'
import { walkDemo } from '../demo/walk/walk-demo.ts'

const write = (line: string): void => void process.stdout.write(`${line}\n`)

/** `samtykke demo`: the whole walk, described on standard output. Gives the exit status; a failure names its step. */
export async function demo(): Promise<number> {
  try {
    await walkDemo({ dataDir: dataDirectory(), write, colours: process.stdout.isTTY })
    return 0
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    process.stderr.write(`\nThe walk stopped at ${error.message}\n`)
    return 1
  }
}
