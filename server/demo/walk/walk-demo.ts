import type { DemoJson } from '../demo-json.ts'
import { findDemo } from './find-demo.ts'
import { narrator } from './narrator.ts'
import { startServer } from './start-server.ts'
import { newWalk } from './walk.ts'
import { wholeWalk } from './whole-walk.ts'

export interface WalkOptions {
  /** Where a running demo keeps its `demo.json`. */
  readonly dataDir: string
  readonly write: (line: string) => void
  readonly colours: boolean
}

/**
 * Walks one whole consent against the demo that runs on the data directory, or against a server started for it.
 * Throws `StepFailed`, which names the step, when anything is not as it should be.
 */
export async function walkDemo({ dataDir, write, colours }: WalkOptions): Promise<void> {
  const running = await findDemo(dataDir)
  if (running) return walkThrough(running, { write, colours })

  write('No demo is running here; starting one for the walk …')
  const server = await startServer()
  try {
    const started = await findDemo(server.dataDir)
    if (!started) throw new Error('The server started but does not answer')
    await walkThrough(started, { write, colours })
  } finally {
    await server.stop()
  }
}

async function walkThrough(world: DemoJson, output: Omit<WalkOptions, 'dataDir'>): Promise<void> {
  output.write(`One whole consent at ${world.publicUrl}. Secrets are cut short.`)
  await wholeWalk(newWalk(world, narrator(output)))
  output.write('')
  output.write('Everything went as it should.')
}
