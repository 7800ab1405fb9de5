import { ConfigError } from '../../config/settings/config-error.ts'
import { Problem } from '../../domain/problem.ts'
import type { Config } from '../../config/config.ts'
import { type Tools, verb } from '../verb.ts'
import { checkConsole } from './check-console.ts'
import { checkOutside } from './check-outside.ts'
import { checkRegistryFile } from './check-registry-file.ts'
import { checkSeal } from './check-seal.ts'
import { checkStart } from './check-start.ts'
import { checkStorage } from './check-storage.ts'
import { type Finding, ill, well } from './finding.ts'

interface DoctorTools extends Tools {
  readonly config: () => Promise<Config>
}

/** Exit code 1 when anything is ill. */
export const doctor = (tools: DoctorTools) => {
  const command = verb('doctor', 'look at the configuration, the database and what they need')
  return command.action(async () => {
    const findings = await examineAll(tools)
    tools.print(
      {
        json: findings,
        text: findings.map(toLine).join('\n'),
        exitCode: findings.every(one => one.well) ? 0 : 1,
      },
      command.opts().json === true,
    )
  })
}

async function examineAll(tools: DoctorTools): Promise<Finding[]> {
  try {
    const config = await tools.config()
    return [
      well(`configuration: ${config.environment}`),
      ...(await checkStorageOf(tools, config)),
      ...(await checkOutside(config)),
      checkConsole(config),
      ...(await checkSeal(config)),
      ...(await checkStart(config)),
    ]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.findings.map(finding => ill('configuration', finding))
  }
}

async function checkStorageOf(tools: DoctorTools, config: Config): Promise<Finding[]> {
  try {
    return await tools.withStorage(async storage => {
      const findings = await checkStorage(storage)
      const isMigrated = findings[0]?.well === true
      return [...findings, ...(await checkRegistryFile(config, isMigrated ? storage : undefined))]
    })
  } catch (error) {
    const what = error instanceof Problem ? 'database' : 'storage'
    const why = error instanceof Error ? error.message : String(error)
    return [ill(what, why), ...(await checkRegistryFile(config, undefined))]
  }
}

const toLine = ({ what, well: isWell, hint }: Finding): string =>
  isWell ? `ok      ${what}` : `failed  ${what}: ${hint}`
