import { join } from 'node:path'
import type { DemoJson } from '../demo-json.ts'
import { readPrivateFile } from '../private-file.ts'

/** The demo world in a data directory, if there is one and its server answers. */
export async function findDemo(dataDir: string): Promise<DemoJson | undefined> {
  const demo = (await readPrivateFile(join(dataDir, 'demo.json'))) as DemoJson | undefined
  return demo && (await answers(demo)) ? demo : undefined
}

const answers = ({ issuers }: DemoJson): Promise<boolean> =>
  fetch(`${issuers.oauth}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3000) }).then(
    answer => answer.ok,
    () => false,
  )
