import type { PartyId } from '../../../domain/ids.ts'
import { assertOnDuty, type Operator } from '../../../domain/operators/operator.ts'
import type { RightFileFormat } from '../../../domain/rights/right-file.ts'
import { readSource, type StatedRight } from '../../../domain/rights/stated-right.ts'
import type { PartyRightStore } from '../../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import type { UnitOfWork } from '../../../ports/unit-of-work.ts'
import { type ReadLines, readRightLines } from '../../steps/read-right-lines.ts'
import { type ActPorts, recordAct } from '../../steps/record-act.ts'
import { takeOverRights, type TakenOver } from '../../steps/take-over-rights.ts'

interface Ports extends ActPorts {
  readonly rights: Pick<PartyRightStore, 'give' | 'standing' | 'idsOf' | 'end'>
  readonly parties: Pick<PartyStore, 'findAllByIdentifier' | 'findOrAddAll'>
  readonly units: { readonly unitOfWork: Pick<UnitOfWork, 'run'> }
}

interface ImportRights {
  readonly operator: Operator
  /** `file:` or `register:`, and a name. */
  readonly source: string
  readonly format: RightFileFormat
  readonly lines: AsyncIterable<string> | Iterable<string>
  /** Whether what this source said before and does not say now ends. */
  readonly endMissing: boolean
  readonly dryRun: boolean
  /** What the file is, for the record. */
  readonly file?: { readonly name: string; readonly sha256: () => string } | undefined
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

export interface ImportedRights extends TakenOver {
  readonly faults: ReadLines['faults']
  /** Whether it was done; not with faults, nor in a dry run. */
  readonly applied: boolean
}

const nothing: TakenOver = { added: 0, changed: 0, unchanged: 0, elsewhere: 0, ended: 0 }

const perBatch = 500

/**
 * Takes over a file of rights as a whole or not at all; the same file again changes nothing. What another source says of the same
 * stands as it is. Throws `caller.forbidden`, or `right.malformed` for what is no name of a source; what is wrong in the
 * file is in the answer.
 */
export const importRights =
  (ports: Ports) =>
  async (command: ImportRights): Promise<ImportedRights> => {
    const { operator, lines, format, endMissing, dryRun, traceId } = command
    const reason = assertOnDuty(operator, 'right.import', command.reason)
    const source = readSource(command.source)
    const { rights: stated, faults } = await readRightLines(lines, format)
    if (faults.count > 0) return { ...nothing, faults, applied: false }
    const ids = await partiesOf(ports, stated, dryRun)
    const list = { source, stated, ids, endMissing, by: operator.name }
    if (dryRun) {
      return { ...(await takeOverRights(ports)({ ...list, dryRun })), faults, applied: false }
    }
    return ports.units.unitOfWork.run(async () => {
      const done = await takeOverRights(ports)({ ...list, dryRun })
      await recordAct(ports)({
        operator,
        operation: 'right.import',
        target: { kind: 'rights', id: source },
        reason,
        after: {
          ...done,
          ...(command.file && { file: { name: command.file.name, sha256: command.file.sha256() } }),
        },
        traceId,
      })
      return { ...done, faults, applied: true }
    })
  }

/** By number; in a dry run without those who were never seen. Whom a file names is kept even if nothing comes of the file. */
async function partiesOf(
  { parties }: Pick<Ports, 'parties'>,
  stated: readonly StatedRight[],
  dryRun: boolean,
): Promise<ReadonlyMap<string, PartyId>> {
  const all = [
    ...new Map(stated.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf]).map(one => [one.value, one])),
  ].map(([, identifier]) => identifier)
  const ids = new Map<string, PartyId>()
  for (let start = 0; start < all.length; start += perBatch) {
    const batch = all.slice(start, start + perBatch)
    const found = await (dryRun ? parties.findAllByIdentifier(batch) : parties.findOrAddAll(batch))
    for (const [index, { value }] of batch.entries()) {
      const id = found[index]?.id
      if (id !== undefined) ids.set(value, id)
    }
  }
  return ids
}
