import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { createInterface } from 'node:readline'
import { Problem } from '../../domain/problem.ts'
import { type RightFileFormat, rightFileFormats } from '../../domain/rights/right-file.ts'
import type { ImportedRights } from '../../usecases/desk/rights/import-rights.ts'
import { onStorage } from '../storage-verb.ts'
import { type Answer, type Options, type Tools, verb } from '../verb.ts'

interface Import extends Options {
  readonly reason?: string
  readonly source: string
  readonly format?: string
  readonly endMissing?: boolean
  readonly dryRun?: boolean
}

export const importRights = (tools: Tools) =>
  onStorage<Import>(tools, command(), async ({ desk }, { argument, options, operator }) => {
    const { source, endMissing = false, dryRun = false } = options
    const hash = createHash('sha256')
    const file = createReadStream(argument).on('data', piece => void hash.update(piece))
    const imported = await desk.importRights({
      operator,
      source,
      format: formatOf(argument, options.format),
      lines: createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY }),
      endMissing,
      dryRun,
      file: { name: basename(argument), sha256: () => hash.digest('hex') },
      reason: options.reason,
    })
    return toAnswer(imported, dryRun)
  })

const command = () =>
  verb('import <file>', 'take over a file of rights as a whole, or nothing of it')
    .requiredOption(
      '--source <name>',
      'whose list it is: file:<name>, or register:<name> for a copy of a register',
    )
    .option('--format <format>', `${rightFileFormats.join(' or ')}; by the end of the name when not said`)
    .option('--end-missing', 'end the rights of this source that are not in the file')
    .option('--dry-run', 'write nothing; say what would change')

function formatOf(file: string, said = extname(file).slice(1)): RightFileFormat {
  const format = rightFileFormats.find(one => one === said)
  if (format) return format
  throw new Problem('right.malformed', `--format must be ${rightFileFormats.join(' or ')}`)
}

function toAnswer({ faults, applied, ...counts }: ImportedRights, dryRun: boolean): Answer {
  const json = { applied, ...counts, faults }
  if (faults.count > 0) {
    const lines = faults.first.map(({ line, what }) => `line ${line}: ${what}`)
    const rest = faults.count - lines.length
    const text = [...lines, ...(rest > 0 ? [`and ${rest} more`] : []), 'Nothing was taken over']
    return { json, text: text.join('\n'), exitCode: 1 }
  }
  const { added, changed, unchanged, elsewhere, ended } = counts
  const text = [
    `${dryRun ? 'It would be' : 'It is'} ${added} added, ${changed} changed, ${unchanged} unchanged, ${ended} ended`,
    ...(elsewhere > 0 ? [`${elsewhere} stand by another source, and stay as they are`] : []),
  ]
  return { json, text: text.join('\n'), ...(!dryRun && { acts: [] }) }
}
