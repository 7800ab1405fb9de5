import { type Config, isForTrying } from '../../config/config.ts'
import { managementUrlOf } from '../../config/management.ts'
import { type Finding, well } from './finding.ts'

/** Whether operators have a console, and why not. Nothing ails a server without one. */
export function checkConsole(config: Config): Finding {
  const { management, operators } = config
  if (!operators && !isForTrying(config))
    return well('console: none, since SAMTYKKE_OPERATORS_ISSUER does not say where operators log in')
  const url = managementUrlOf(config, management?.port ?? 0)
  if (url === undefined)
    return well(
      'console: none, since there is no management listener that operators reach (SAMTYKKE_MANAGEMENT_URL)',
    )
  return well(
    management?.url === undefined && management?.port === 0
      ? 'console: on a free port'
      : `console: ${url}/console`,
  )
}
