import type { OperatorLogin } from '../../ports/operators/operator-login.ts'
import type { ConsoleTools } from '../tools/console-tools.ts'
import type { DeskTools } from '../tools/desk-tools.ts'
import type { HouseTools } from '../tools/house-tools.ts'
import type { PageTools } from '../tools/page-tools.ts'
import type { SessionTools } from '../tools/session-tools.ts'

/** What the pages of the console work with, where there is one. */
export interface ConsoleWork
  extends Pick<HouseTools, 'clock' | 'digest' | 'gate' | 'audit'>,
    Pick<PageTools, 'renderer'>,
    Pick<SessionTools, 'sealer'>,
    Omit<ConsoleTools, 'operatorLogin'>,
    DeskTools {
  readonly operatorLogin: OperatorLogin
  readonly managementUrl: string
}
