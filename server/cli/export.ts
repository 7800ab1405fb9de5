import { stringify } from 'yaml'
import { writeRegistry } from '../registry/to-entry/write-registry.ts'
import { onStorage } from './storage-verb.ts'
import { type Options, type Tools, verb } from './verb.ts'

interface Export extends Options {
  readonly yaml?: boolean
  readonly withMeteringPoints?: boolean
}

export const exportRegistry = (tools: Tools) =>
  onStorage<Export>(tools, command(), async (storage, { options }) => {
    const { file, leftOut } = await writeRegistry(storage, {
      meteringPoints: options.withMeteringPoints === true,
    })
    const text = stringify(file, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
    return {
      json: file,
      text,
      ...(leftOut.length > 0 && {
        aside: `Left out, because no file can say it: ${leftOut.join(', ')}`,
      }),
    }
  })

const command = () =>
  verb('export', 'write the whole registry as the file that apply takes; of secrets only that they are kept')
    .option('--yaml', 'print YAML, as without --json')
    .option(
      '--with-metering-points',
      'metering points, too, with the national identity numbers of those who use them',
    )
