import { type RightFileFormat, rightFileFormats } from '../../../domain/rights/right-file.ts'
import type { PostedFile } from '../../../http/pages/posted-form.ts'

interface RightsFile {
  readonly format: RightFileFormat
  readonly lines: readonly string[]
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The lines of a file, and their format by the end of its name; or why it cannot be read. */
export function readRightsFile({ name, bytes }: PostedFile): RightsFile | { readonly unread: string } {
  const format = rightFileFormats.find(one => name.toLowerCase().endsWith(`.${one}`))
  if (!format) return { unread: 'format' }
  try {
    return { format, lines: utf8.decode(bytes).split(/\r\n|\n|\r/) }
  } catch {
    return { unread: 'encoding' }
  }
}
