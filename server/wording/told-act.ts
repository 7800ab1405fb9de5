import type { OperatorAct } from '../domain/operators/operator-act.ts'
import { utcText } from '../domain/text/utc-text.ts'

/** An act as files and APIs tell it. */
export const toldAct = (act: OperatorAct) => ({
  id: act.id,
  time: utcText(act.at),
  operator: { id: act.operator.id, name: act.operator.name, door: act.operator.door },
  operation: act.operation,
  target: { kind: act.target.kind, id: act.target.id },
  ...(act.party !== undefined && { party: act.party }),
  ...(act.reason !== undefined && { reason: act.reason }),
  ...(act.before !== undefined && { before: act.before }),
  ...(act.after !== undefined && { after: act.after }),
  ...(act.traceId !== undefined && { trace_id: act.traceId }),
})
