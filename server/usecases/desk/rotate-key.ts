import { assertOnDuty, type Operator } from '../../domain/operators/operator.ts'
import type { SigningAlgorithm } from '../../domain/registry/signing-algorithm.ts'
import type { RunningServer } from '../../ports/running-server.ts'
import type { UnitOfWork } from '../../ports/unit-of-work.ts'
import { type KeyStanding, keyStates } from '../steps/key-states.ts'
import { recordAct } from '../steps/record-act.ts'
import { type SeenPorts, seenByTwo } from '../steps/seen-by-two.ts'

interface Ports extends SeenPorts {
  readonly server: Pick<RunningServer, 'rotateKey'>
  readonly units: { readonly unitOfWork: UnitOfWork }
}

interface RotateKey {
  readonly operator: Operator
  readonly alg: SigningAlgorithm
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

/** Publishes a new signing key, which takes over from those of its algorithm. */
export const rotateKey = (ports: Ports) =>
  seenByTwo(ports)({
    operation: 'key.rotate',
    verb: 'rotateKey',
    target: ({ alg }: RotateKey) => ({ kind: 'keys', id: alg }),
    run: rotate(ports),
  })

const rotate =
  ({ server, units, ...ports }: Ports) =>
  ({ operator, alg, reason, traceId }: RotateKey): Promise<KeyStanding> => {
    const said = assertOnDuty(operator, 'key.rotate', reason)
    return units.unitOfWork.run(async () => {
      const key = await server.rotateKey(alg)
      const { kid, activeFrom } = key
      ports.audit.record({ what: 'key.rotated', kid, alg })
      await recordAct(ports)({
        operator,
        operation: 'key.rotate',
        target: { kind: 'key', id: kid },
        reason: said,
        after: { kid, alg, signs_from: activeFrom.toISOString() },
        traceId,
      })
      const [standing] = keyStates([key], ports.clock.now())
      return standing!
    })
  }
