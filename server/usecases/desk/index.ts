import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import { listActs } from './list-acts.ts'

export interface DeskPorts {
  readonly acts: OperatorActs
}

/** What operators do, by the management API, the console and the command line alike. Each verb says whose duty it is. */
export const openDesk = (ports: DeskPorts) => ({
  listActs: listActs(ports),
})

export type Desk = ReturnType<typeof openDesk>
