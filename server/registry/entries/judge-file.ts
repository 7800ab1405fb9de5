import { Problem } from '../../domain/problem.ts'
import type { EntryFault, EntryHint, Judgement } from '../../ports/registry/registry-entries.ts'
import { readSecrets } from '../client-secrets.ts'
import { fileFindings, type JudgingPorts } from '../findings/file-findings.ts'
import { type KeepingPorts, keptFindings } from '../findings/kept-findings.ts'
import { lintFile } from '../lint-file.ts'
import { readReceivers } from '../receivers/read-receivers.ts'
import { RegistryError } from '../registry-error.ts'
import type { Registry } from '../read-registry.ts'
import type { RegistryFile } from '../registry-schema.ts'
import { faultOf, fileOfOne, type ListName } from './entry-faults.ts'

/** An entry that came by itself, from somebody who has no files here. */
export const withoutFiles = (file: RegistryFile): Registry => ({
  file,
  readSecret: () => Promise.reject(new RegistryError(['cannot be a file here'])),
})

export type EntryPorts = JudgingPorts & KeepingPorts

/** An entry of a list as a file of its own, when its form is right, and what is said of it. */
interface Judged extends Judgement {
  readonly file: RegistryFile | undefined
}

export async function judgeOne(ports: EntryPorts, list: ListName, entry: unknown): Promise<Judged> {
  const read = fileOfOne(list, entry)
  if (read.faults) return { file: undefined, faults: read.faults, hints: [] }
  return { file: read.file, faults: await faultsIn(ports, read.file), hints: await hintsIn(ports, read.file) }
}

/** Throws `registry.malformed` when the form of an entry is wrong; whether it names what is there is not asked. */
export function assertForm(list: ListName, entry: unknown): void {
  const { faults = [] } = fileOfOne(list, entry)
  if (faults.length > 0) throw malformed(faults)
}

/** The same, or throws `registry.malformed` with everything that is wrong. */
export async function fitOne(ports: EntryPorts, list: ListName, entry: unknown): Promise<RegistryFile> {
  const { file, faults } = await judgeOne(ports, list, entry)
  if (file && faults.length === 0) return file
  throw malformed(faults)
}

export const malformed = (faults: readonly EntryFault[]): Problem =>
  new Problem('registry.malformed', faults.map(({ text }) => text).join('\n'), {
    pointer: faults[0]?.pointer ?? '',
  })

/** In view of everything that is registered. */
async function faultsIn(ports: EntryPorts, file: RegistryFile): Promise<readonly EntryFault[]> {
  const registry = withoutFiles(file)
  const found = await Promise.all([
    fileFindings(ports, file),
    keptFindings(ports, file),
    readSecrets(registry).then(({ findings }) => findings),
    readReceivers(registry).then(({ findings }) => findings),
  ])
  return found.flat().map(faultOf)
}

/** What the linter says. */
async function hintsIn({ registry }: EntryPorts, file: RegistryFile): Promise<readonly EntryHint[]> {
  const found = lintFile(file, await registry.consentTemplates.list())
  return found.map(({ where, language, what }) => ({
    where: /^[^:]+: (?<path>\S+)$/.exec(where)?.groups?.path ?? '',
    language,
    text: what,
  }))
}
